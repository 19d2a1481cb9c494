"""What is said in a thread when a post went live, failed, or may be live."""

from __future__ import annotations

import json
from collections.abc import Mapping

from handlers.slack.text import (
    Block,
    actions,
    button,
    clip,
    clip_bytes,
    confirm,
    escape,
    link,
    moment_in_words,
    plain,
    section,
    when,
)
from handlers.slack.views.accounts import CONNECT
from handlers.slack.views.ids import Ticket
from scheduling.views import PostView
from store.words import FailureKind, State

RETRY = "post_retry"
EDIT = "post_edit"
IS_THERE = "post_is_there"
PUBLISH_AGAIN = "post_publish_again"
PUBLISH_NOW = "post_publish_now"
NEXT_TIME = "post_next_time"
DROP = "post_drop"

LINK_CALLBACK = "link_modal"
LINK_BLOCK = "link"
LINK_INPUT = "url"


def notice_text(view: PostView, *, names_content: bool = True) -> str:
    """
    Say in a few sentences where a post stands, in plain words.

    Its content is named unless it is told where others read along.
    """
    post, where = view.post, f"{view.label} @{view.handle}"
    if post.state is State.PUBLISHED and post.advice:
        return clip_bytes(escape(f"Sent to {where}. {post.advice}"))
    if post.state is State.PUBLISHED:
        return clip_bytes(escape(f"Live on {where}: {post.permalink or 'no link known'}"))
    reason = post.error_message or "No reason was given."
    advice = post.advice or ""
    opening = {
        FailureKind.OUTCOME_UNKNOWN: f"The post on {where} may be live or not.",
        FailureKind.MISSED: f"The post on {where} missed its time and was not published.",
        FailureKind.RETRY_WAITING: f"The post on {where} has to wait.",
    }.get(post.failure_kind or FailureKind.CONTENT, f"The post on {where} was not published.")
    again = f"Next try: {moment_in_words(post.retry_at, view.zone)}." if post.retry_at else ""
    named = _content(view) if names_content else ""
    content = f"The post: {named}." if named else ""
    return clip_bytes(escape(" ".join(filter(None, (opening, reason, advice, again, content)))))


def _content(view: PostView) -> str:
    names = ", ".join(asset.filename for asset in view.assets[:2])
    text = clip(view.post.content.text.strip().replace("\n", " "), 60)
    return " ".join(filter(None, (names, f"“{text}”" if text else "")))


def notice_blocks(view: PostView) -> list[Block]:
    """Draw the notice with the buttons that fit what happened."""
    post = view.post
    if post.state is State.PUBLISHED:
        live = link(post.permalink, "open the post") if post.permalink else "no link known"
        name = f"{escape(view.label)} @{escape(view.handle)}"
        if post.advice:
            return [section(f":white_check_mark: Sent to *{name}*. {escape(post.advice)}")]
        return [section(f":white_check_mark: Live on *{name}*: {live}")]
    blocks = [section(f":warning: {clip(notice_text(view), 2000)}")]
    if post.publish_date:
        blocks[0] = section(
            f":warning: {clip(notice_text(view), 2000)}\n"
            f"_It was planned for {when(post.publish_date, view.zone)}._"
        )
    elements = _buttons(view)
    return [*blocks, actions("notice", elements)] if elements else blocks


def settled_blocks(view: PostView, saying: str) -> list[Block]:
    """Draw the notice after somebody decided: what was decided, and no buttons."""
    name = f"{escape(view.label)} @{escape(view.handle)}"
    return [section(f"*{name}* {saying}")]


def link_modal(view: PostView, *, channel_id: str, message_ts: str) -> Block:
    """Ask for the address of a post that is live."""
    ticket = Ticket(view.post.id, view.post.version)
    about = {"post": str(ticket), "channel": channel_id, "ts": message_ts}
    return {
        "type": "modal",
        "callback_id": LINK_CALLBACK,
        "private_metadata": json.dumps(about),
        "title": plain("It is there", 24),
        "submit": plain("Save", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            {
                "type": "input",
                "block_id": LINK_BLOCK,
                "label": plain(f"Address of the post on {view.label} @{view.handle}"),
                "element": {
                    "type": "url_text_input",
                    "action_id": LINK_INPUT,
                    "placeholder": plain("https://…"),
                },
            }
        ],
    }


def read_link_modal(view: Mapping[str, object]) -> tuple[Ticket | None, str, str]:
    """Return which post the form is about and the message it was opened from."""
    try:
        about = json.loads(str(view["private_metadata"]))
        return Ticket.read(about["post"]), str(about["channel"]), str(about["ts"])
    except (ValueError, KeyError, TypeError):
        return None, "", ""


def _buttons(view: PostView) -> list[Block]:
    value = str(Ticket(view.post.id, view.post.version))
    again = confirm(
        "Publish again",
        f"Only if you looked and it is not on {view.label}: otherwise it would appear twice.",
        "Publish again",
        "Let me look",
    )
    match view.post.failure_kind:
        case FailureKind.OUTCOME_UNKNOWN:
            return [
                button("It is there", IS_THERE, value, style="primary"),
                button("Not there, publish again", PUBLISH_AGAIN, value, confirm=again),
            ]
        case FailureKind.MISSED:
            return [
                button("Publish now", PUBLISH_NOW, value, style="primary"),
                button("Next good time", NEXT_TIME, value),
                button("Drop", DROP, value, style="danger"),
            ]
        case FailureKind.RETRY_WAITING:
            return [button("Retry now", RETRY, value)]
        case None:
            return []
        case kind:
            connect = button("Connect again", CONNECT, "connect")
            return [
                button("Retry", RETRY, value, style="primary"),
                *([connect] if kind is FailureKind.AUTH else []),
                *([button("Edit", EDIT, value)] if view.post.proposal_id else []),
            ]
