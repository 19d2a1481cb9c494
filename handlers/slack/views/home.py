"""The App Home tab: connected accounts, what comes next, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.slack.text import Block, clip, context, escape, header, section, when
from handlers.slack.views.accounts import account_rows
from scheduling.views import PostView
from store.words import Integration

MOST_POSTS = 15


def home_view(
    accounts: Sequence[Integration],
    upcoming: Sequence[PostView],
    *,
    labels: dict[str, str],
    examples: Sequence[str],
) -> Block:
    """Draw the whole tab."""
    return {
        "type": "home",
        "blocks": [
            header("Next posts"),
            *_upcoming(upcoming),
            {"type": "divider"},
            header("Accounts"),
            *account_rows(accounts, labels),
            {"type": "divider"},
            header("How to begin"),
            section(
                "Drop pictures, a clip or text in a channel I am in, and write for example:\n"
                + "\n".join(f"• `{escape(example)}`" for example in examples[:5])
            ),
            context("Everything else: `/callboard help`"),
        ],
    }


def _upcoming(posts: Sequence[PostView]) -> list[Block]:
    if not posts:
        return [section("Nothing is scheduled yet.")]
    rows = []
    for view in posts[:MOST_POSTS]:
        at = when(view.post.publish_date, view.zone) if view.post.publish_date else "no time yet"
        text = view.post.content.text.strip().replace("\n", " ")
        names = ", ".join(asset.filename for asset in view.assets[:2])
        rows.append(
            f"• {at} · *{escape(view.label)}* @{escape(view.handle)} · "
            f"{escape(clip(text or names or 'no text', 60))}"
        )
    return [section("\n".join(rows))]
