"""
Messages of the app.

https://docs.slack.dev/reference/methods?family=chat
"""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.slack import posting
from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.places import thread_root, to_read, to_write, visible_message
from bot.sandbox.slack.content import TEXT_CUT_CHARS, Content, read_content, refuse_long_update
from bot.sandbox.slack.records import Json, Message
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import message_json

CUSTOM_AUTHOR = ("username", "icon_url", "icon_emoji")


async def post_message(call: Call) -> Json:
    """Post into a channel, a thread, or a person's direct messages."""
    channel = to_write(call, call.required("channel"))
    if any(call.text(name) for name in CUSTOM_AUTHOR):
        call.require_scope("chat:write.customize")
    content = read_content(call.workspace, call.args)
    message = posting.post(
        call.sandbox,
        Message(
            channel=channel.id,
            ts=call.sandbox.next_ts(),
            user=call.team.bot_user_id,
            bot_id=call.team.bot_id,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments,
            metadata=content.metadata,
            username=call.text("username"),
            thread_ts=thread_root(call, channel),
            reply_broadcast=call.flag("reply_broadcast"),
        ),
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(call.workspace, message, call.base),
        **_warnings(call),
    }


async def update(call: Call) -> Json:
    """Change a message of the app in place."""
    channel = to_read(call, call.required("channel"))
    before = visible_message(call, channel, call.required("ts"))
    if before.bot_id != call.team.bot_id:
        raise Refusal("cant_update_message")
    refuse_long_update(call.text("text") or "")
    content = _with_what_stays(call, before, read_content(call.workspace, call.args))
    after = posting.change(
        call.sandbox,
        before,
        replace(
            before,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments,
            metadata=content.metadata or before.metadata,
            edited_ts=call.sandbox.next_ts(),
            state={},
        ),
    )
    return {
        "channel": channel.id,
        "ts": after.ts,
        "text": after.text,
        "message": message_json(call.workspace, after, call.base),
    }


def _with_what_stays(call: Call, before: Message, content: Content) -> Content:
    """
    Return what the message says now; blocks that an update does not name stay as they are.

    So words alone change nothing that people see on a message with blocks; an empty list
    removes them. https://docs.slack.dev/reference/methods/chat.update
    """
    names_blocks = "blocks" in call.args or call.text("markdown_text") is not None
    return replace(
        content,
        blocks=content.blocks if names_blocks else before.blocks,
        attachments=content.attachments if "attachments" in call.args else before.attachments,
    )


async def delete(call: Call) -> Json:
    """Delete a message of the app."""
    channel = to_read(call, call.required("channel"))
    message = visible_message(call, channel, call.required("ts"))
    if message.bot_id != call.team.bot_id:
        raise Refusal("cant_delete_message")
    posting.delete(call.sandbox, message)
    return {"channel": channel.id, "ts": message.ts}


async def post_ephemeral(call: Call) -> Json:
    """Show a message to one member of a channel."""
    channel = to_write(call, call.required("channel"))
    if call.required("user") not in channel.members:
        raise Refusal("user_not_in_channel")
    if len(call.text("text") or "") > TEXT_CUT_CHARS:
        raise Refusal("msg_too_long")
    content = read_content(call.workspace, call.args)
    message = posting.whisper(
        call.sandbox,
        Message(
            channel=channel.id,
            ts=call.sandbox.next_ts(),
            user=call.team.bot_user_id,
            bot_id=call.team.bot_id,
            text=content.text,
            blocks=content.blocks,
            attachments=content.attachments,
            thread_ts=thread_root(call, channel),
            ephemeral_to=call.required("user"),
        ),
    )
    return {"message_ts": message.ts}


async def get_permalink(call: Call) -> Json:
    """Return the address of a message; that of a reply leads into its thread."""
    channel = to_read(call, call.required("channel"))
    message = visible_message(call, channel, call.required("message_ts"))
    link = f"{call.base}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _warnings(call: Call) -> Json:
    """Return Slack's warning for blocks without the text that screen readers would read."""
    if call.text("text") or call.text("markdown_text"):
        return {}
    return {
        "warning": "missing_text_in_message",
        "response_metadata": {"warnings": ["missing_text_in_message"]},
    }


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": get_permalink,
}
