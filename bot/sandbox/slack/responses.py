"""
Answers to an interaction through its ``response_url``: five within thirty minutes.

https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import posting
from bot.sandbox.slack.content import Content, read_content
from bot.sandbox.slack.records import Json, Message, ResponseUrl
from bot.sandbox.slack.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

MAX_USES = 5
LIFETIME_S = 30 * 60


def answer(sandbox: Sandbox, ticket_id: str, body: Json) -> None:
    """Use a ticket once; a used-up or expired one is refused."""
    ticket = sandbox.workspace.response_urls.get(ticket_id)
    if ticket is None:
        raise Refusal("invalid_url")
    if sandbox.now_s() - ticket.issued_s > LIFETIME_S:
        raise Refusal("expired_url")
    if ticket.uses >= MAX_USES:
        raise Refusal("used_url")
    say(sandbox, ticket, body)
    sandbox.workspace.response_urls.put(ticket.id, replace(ticket, uses=ticket.uses + 1))


def say(sandbox: Sandbox, ticket: ResponseUrl, body: Json) -> None:
    """Show what the app answers, as a new message or in the place of the one acted on."""
    for name in ("replace_original", "delete_original"):
        if not isinstance(body.get(name, False), bool):
            raise Refusal("invalid_payload", f"{name} must be a boolean")
    original = _original(sandbox, ticket)
    if body.get("delete_original"):
        _delete(sandbox, original)
        return
    content = read_content(sandbox.workspace, body)
    if body.get("replace_original") and original is not None:
        _replace(sandbox, original, content)
        return
    _new(sandbox, ticket, body, content)


def _original(sandbox: Sandbox, ticket: ResponseUrl) -> Message | None:
    """Return the message acted on; the reply to a command has none and replaces nothing."""
    if ticket.kind != "action" or ticket.message_ts is None:
        return None
    return sandbox.workspace.message(ticket.channel, ticket.message_ts)


def _delete(sandbox: Sandbox, original: Message | None) -> None:
    if original is None:
        return
    if original.ephemeral_to:
        sandbox.workspace.drop_message(original)
        sandbox.stream.tell(type="messages", channel=original.channel)
    else:
        posting.delete(sandbox, original)


def _replace(sandbox: Sandbox, original: Message, content: Content) -> None:
    after = replace(
        original,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        state={},
    )
    if original.ephemeral_to:
        sandbox.workspace.put_message(after)
        sandbox.stream.tell(type="messages", channel=original.channel)
    else:
        posting.change(sandbox, original, replace(after, edited_ts=sandbox.next_ts()))


def _new(sandbox: Sandbox, ticket: ResponseUrl, body: Json, content: Content) -> None:
    message = Message(
        channel=ticket.channel,
        ts=sandbox.next_ts(),
        user=sandbox.workspace.team.bot_user_id,
        bot_id=sandbox.workspace.team.bot_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=body.get("thread_ts"),
    )
    if body.get("response_type") == "in_channel":
        posting.post(sandbox, message)
    else:
        posting.whisper(sandbox, replace(message, ephemeral_to=ticket.user))
