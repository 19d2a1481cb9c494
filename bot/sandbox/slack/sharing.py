"""How files come into channels: uploaded by people, or by the app in three steps."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.sandbox.slack import events, posting
from bot.sandbox.slack.filetypes import kind_of, picture_size
from bot.sandbox.slack.ids import fresh_id
from bot.sandbox.slack.records import Channel, Message, StoredFile

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as a person's browser sent it."""

    name: str
    content: bytes


async def keep(sandbox: Sandbox, dropped: Dropped, user_id: str) -> StoredFile:
    """Store a person's file; Slack has looked at it before anybody sees it."""
    file = StoredFile(
        id=fresh_id("F"),
        name=dropped.name,
        title=dropped.name,
        size=len(dropped.content),
        user=user_id,
        created_s=int(sandbox.now_s()),
        uploaded=True,
    )
    await store_bytes(sandbox, file.id, dropped.content)
    done = sandbox.workspace.files.put(file.id, replace(file, completed=True))
    return await look_at(sandbox, done)


async def store_bytes(sandbox: Sandbox, file_id: str, content: bytes) -> None:
    """Write a file's bytes to disk, off the loop."""
    await asyncio.to_thread(sandbox.workspace.file_path(file_id).write_bytes, content)


async def look_at(sandbox: Sandbox, file: StoredFile) -> StoredFile:
    """Find out type and size of a stored file; from now on it is ready."""
    size = await asyncio.to_thread(picture_size, sandbox.workspace.file_path(file.id))
    mimetype, filetype = kind_of(file.name)
    width, height = size or (None, None)
    now = sandbox.workspace.files.get(file.id) or file  # it may have been deleted meanwhile
    ready = replace(
        now, mimetype=mimetype, filetype=filetype, width=width, height=height, ready=True
    )
    return sandbox.workspace.files.put(ready.id, ready)


def share(
    sandbox: Sandbox, files: Sequence[StoredFile], draft: Message, channel: Channel
) -> Message:
    """Post one message with all the files, and tell the app of both in no fixed order."""
    for file in files:
        place = (channel.id, draft.ts, draft.thread_ts)
        now = replace(file, shares=(*file.shares, place), pending_share=None)
        sandbox.workspace.files.put(file.id, now)
    message = replace(draft, file_ids=tuple(file.id for file in files), subtype="file_share")
    # Either event may reach an app first; code that relies on an order fails here too.
    ids_first = random.random() < 0.5  # noqa: S311 - a coin, no secret
    if ids_first:
        _tell_ids(sandbox, message, channel)
    posted = posting.post(sandbox, message)
    if not ids_first:
        _tell_ids(sandbox, message, channel)
    return posted


def remove(sandbox: Sandbox, file: StoredFile) -> None:
    """Delete a file everywhere; messages keep a tombstone of it."""
    sandbox.workspace.files.put(file.id, replace(file, deleted=True))
    sandbox.workspace.file_path(file.id).unlink(missing_ok=True)
    for channel, _, _ in file.shares:
        sandbox.stream.tell(type="messages", channel=channel)
    events.announce(
        sandbox,
        {"type": "file_deleted", "file_id": file.id, "event_ts": sandbox.next_ts()},
    )


async def settle(sandbox: Sandbox, file_ids: Sequence[str]) -> None:
    """Let the app's completed upload become ready after a while, and appear where it was sent."""
    await asyncio.sleep(sandbox.pace.file_ready_s)
    if sandbox.faults.strike("api", "files.completeUploadExternal", "never_ready"):
        return
    files = [one for one in map(sandbox.workspace.files.get, file_ids) if one is not None]
    ready = [await look_at(sandbox, file) for file in files if not file.deleted]
    ready = [file for file in ready if not file.deleted]
    if not ready or ready[0].pending_share is None:
        return
    pending = ready[0].pending_share
    for channel_id in pending["channels"]:
        channel = sandbox.workspace.channels.get(channel_id)
        if channel is not None:
            again = [one for one in map(sandbox.workspace.files.get, file_ids) if one is not None]
            draft = replace(_draft(pending), channel=channel_id, ts=sandbox.next_ts())
            share(sandbox, again, draft, channel)


def resume(sandbox: Sandbox) -> None:
    """Finish uploads that a stopped process left unready."""
    unready = [one for one in sandbox.workspace.files.all() if one.completed and not one.ready]
    groups = {tuple((file.pending_share or {}).get("files", (file.id,))) for file in unready}
    for group in groups:
        sandbox.errands.run(settle(sandbox, group))


def _draft(pending: dict[str, object]) -> Message:
    blocks = pending.get("blocks")
    return Message(
        channel="",
        ts="",
        user=str(pending["user"]),
        bot_id=str(pending["bot_id"]),
        text=str(pending.get("text") or ""),
        blocks=tuple(blocks) if isinstance(blocks, list) else None,
        thread_ts=str(pending["thread_ts"]) if pending.get("thread_ts") else None,
    )


def _tell_ids(sandbox: Sandbox, message: Message, channel: Channel) -> None:
    for file_id in message.file_ids:
        events.file_shared(sandbox, file_id, channel, message.user, message.ts)
