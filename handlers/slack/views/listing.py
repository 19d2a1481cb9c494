"""Lists of posts, numbered so that "cancel #3" can follow."""

from __future__ import annotations

from handlers.slack.text import (
    Block,
    actions,
    button,
    clip,
    clip_bytes,
    context,
    escape,
    header,
    link,
    moment_in_words,
    section,
    when,
)
from scheduling.views import PostView, Upcoming
from store.words import State

PREVIOUS = "list_previous"
NEXT = "list_next"

PAGE = 15
_MARKS = {
    State.DRAFT: "draft",
    State.SCHEDULED: "scheduled",
    State.PUBLISHING: "going out",
    State.PUBLISHED: "live",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
}


def listing_blocks(page: Upcoming, *, title: str, query: str) -> list[Block]:
    """Draw one page. ``query`` is the sentence that asked, so that paging asks it again."""
    if not page.posts:
        return [section(f"*{escape(title)}*\nNothing is planned there.")]
    blocks = [header(title)]
    blocks += [
        section(_row(number, view)) for number, view in enumerate(page.posts, page.offset + 1)
    ]
    blocks.append(
        context("Say for example `cancel #1`, `move #2 to friday 9am` or `publish #3 now`.")
    )
    turns = _turns(page, query)
    return [*blocks, actions("list", turns)] if turns else blocks


def listing_text(page: Upcoming, *, title: str) -> str:
    """Say the same in plain words."""
    if not page.posts:
        return f"{escape(title)}: nothing is planned there."
    rows = [
        f"#{number} {view.label} {_at(view)} {_MARKS[view.post.state]}"
        for number, view in enumerate(page.posts, page.offset + 1)
    ]
    return clip_bytes(escape(f"{title}: {'; '.join(rows)}"))


def _row(number: int, view: PostView) -> str:
    post = view.post
    at = when(post.publish_date, view.zone) if post.publish_date else "no time yet"
    live = f" · {link(post.permalink, 'open the post')}" if post.permalink else ""
    text = post.content.text.strip().replace("\n", " ")
    names = ", ".join(asset.filename for asset in view.assets[:2])
    about = escape(clip(text or names or "no text", 120))
    name = f"*#{number}* {escape(view.label)} @{escape(view.handle)}"
    return f"{name} · {at} · {_MARKS[post.state]}{live}\n{about}"


def _at(view: PostView) -> str:
    return moment_in_words(view.post.publish_date, view.zone) if view.post.publish_date else ""


def _turns(page: Upcoming, query: str) -> list[Block]:
    turns = []
    if page.offset:
        before = max(0, page.offset - page.limit)
        turns.append(button("Earlier", PREVIOUS, turn_value(before, query)))
    if page.has_more:
        turns.append(button("Later", NEXT, turn_value(page.offset + page.limit, query)))
    return turns


def turn_value(offset: int, query: str) -> str:
    """Write where a page starts and which sentence it answers."""
    return f"{offset}|{clip(query, 1900)}"


def read_turn(value: object) -> tuple[int, str]:
    """Read it back; anything odd is the first page of everything."""
    offset, bar, query = str(value).partition("|")
    return (int(offset), query) if bar and offset.isdigit() and len(offset) < 9 else (0, "list")
