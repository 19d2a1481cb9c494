"""People say things, drop files, react, and come and go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import events, posting, sharing
from bot.sandbox.slack.composing import Composer, rich_text
from bot.sandbox.slack.ids import fresh_block_id
from bot.sandbox.slack.interactions.payloads import CannotAct, person, place
from bot.sandbox.slack.records import Channel, Message, StoredFile
from bot.sandbox.slack.sharing import Dropped

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


def say(
    sandbox: Sandbox,
    *,
    user_id: str,
    channel_id: str,
    text: str,
    thread_ts: str | None = None,
    file_ids: Sequence[str] = (),
) -> Message:
    """Post what a person typed, with files that are already in the workspace if any."""
    channel = _writable(sandbox, user_id, channel_id)
    draft = _draft(sandbox, user_id, channel, text, thread_ts)
    files = [_own_file(sandbox, one) for one in file_ids]
    if files:
        return sharing.share(sandbox, files, draft, channel)
    if not text.strip():
        raise CannotAct("Type something or drop a file first; an empty message cannot be sent.")
    return posting.post(sandbox, draft)


async def upload(
    sandbox: Sandbox,
    *,
    user_id: str,
    channel_id: str,
    dropped: Sequence[Dropped],
    text: str = "",
    thread_ts: str | None = None,
) -> Message:
    """Post dropped files as one message, with the words typed beside them."""
    channel = _writable(sandbox, user_id, channel_id)
    if not dropped:
        raise CannotAct("Choose at least one file.")
    files = [await sharing.keep(sandbox, one, user_id) for one in dropped]
    draft = _draft(sandbox, user_id, channel, text, thread_ts)
    return sharing.share(sandbox, files, draft, channel)


def edit(sandbox: Sandbox, *, user_id: str, channel_id: str, ts: str, text: str) -> Message:
    """Change one's own message."""
    before = _own_message(sandbox, user_id, channel_id, ts)
    composer = _composer(sandbox)
    elements = composer.elements(text)
    after = replace(
        before,
        text=composer.text(text),
        blocks=(rich_text(elements, fresh_block_id()),) if elements else None,
        edited_ts=sandbox.next_ts(),
    )
    return posting.change(sandbox, before, after)


def take_back(sandbox: Sandbox, *, user_id: str, channel_id: str, ts: str) -> None:
    """Delete one's own message."""
    posting.delete(sandbox, _own_message(sandbox, user_id, channel_id, ts))


def react(sandbox: Sandbox, *, user_id: str, channel_id: str, ts: str, name: str) -> None:
    """Add a reaction, or take it away again."""
    user = person(sandbox, user_id)
    place(sandbox, channel_id, user)
    message = sandbox.workspace.message(channel_id, ts)
    if message is None or message.ephemeral_to:
        raise CannotAct("That message is gone or cannot carry reactions.")
    toggle_reaction(sandbox, message, user_id, name)


def toggle_reaction(sandbox: Sandbox, message: Message, user_id: str, name: str) -> bool:
    """Add or remove one reaction; return whether it is there now."""
    users = message.reactions.get(name, [])
    added = user_id not in users
    remaining = [*users, user_id] if added else [one for one in users if one != user_id]
    reactions = {**message.reactions, name: remaining}
    sandbox.workspace.put_message(
        replace(message, reactions={key: who for key, who in reactions.items() if who})
    )
    sandbox.stream.tell(type="messages", channel=message.channel, ts=message.ts)
    events.announce(
        sandbox,
        {
            "type": "reaction_added" if added else "reaction_removed",
            "user": user_id,
            "reaction": name,
            "item_user": message.user,
            "item": {"type": "message", "channel": message.channel, "ts": message.ts},
            "event_ts": sandbox.next_ts(),
        },
    )
    return added


def delete_file(sandbox: Sandbox, *, user_id: str, file_id: str) -> None:
    """Delete one's own file."""
    user = person(sandbox, user_id)
    file = _own_file(sandbox, file_id)
    if file.user != user.id and not user.is_admin:
        raise CannotAct("Only the person who uploaded a file, or an admin, can delete it.")
    sharing.remove(sandbox, file)


def _draft(
    sandbox: Sandbox, user_id: str, channel: Channel, text: str, thread_ts: str | None
) -> Message:
    if thread_ts is not None:
        parent = sandbox.workspace.message(channel.id, thread_ts)
        if parent is None or parent.ephemeral_to or parent.is_reply:
            raise CannotAct("That message is gone or cannot be answered in a thread.")
    composer = _composer(sandbox)
    elements = composer.elements(text)
    return Message(
        channel=channel.id,
        ts=sandbox.next_ts(),
        user=user_id,
        text=composer.text(text),
        blocks=(rich_text(elements, fresh_block_id()),) if elements else None,
        thread_ts=thread_ts,
        client_msg_id=str(uuid.uuid4()),
    )


def _writable(sandbox: Sandbox, user_id: str, channel_id: str) -> Channel:
    channel = place(sandbox, channel_id, person(sandbox, user_id))
    if channel.is_archived:
        raise CannotAct(f"#{channel.name} is archived; nobody can write there.")
    manifest = sandbox.workspace.manifest
    if channel.kind == "im" and not (manifest.messages_tab and manifest.messages_tab_writable):
        raise CannotAct("Sending messages to this app has been turned off in its manifest.")
    return channel


def _own_file(sandbox: Sandbox, file_id: str) -> StoredFile:
    file = sandbox.workspace.files.get(file_id)
    if file is None or file.deleted:
        raise CannotAct(f"There is no file {file_id} any more.")
    return file


def _own_message(sandbox: Sandbox, user_id: str, channel_id: str, ts: str) -> Message:
    message = sandbox.workspace.message(channel_id, ts)
    if message is None or message.user != user_id or message.ephemeral_to:
        raise CannotAct("Only the person who wrote a message can change it.")
    return message


def _composer(sandbox: Sandbox) -> Composer:
    return Composer(sandbox.workspace.users.all(), sandbox.workspace.channels.all())


def command_text(sandbox: Sandbox, typed: str, *, should_escape: bool) -> str:
    """Return the text of a command as the app gets it."""
    return _composer(sandbox).text(typed, command=True) if should_escape else typed
