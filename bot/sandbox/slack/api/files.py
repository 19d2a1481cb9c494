"""
Uploading in three steps, and looking at files.

https://docs.slack.dev/messaging/working-with-files#uploading_files
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.slack import sharing
from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.api.places import thread_root, to_write
from bot.sandbox.slack.blockkit.check import checked_message_blocks
from bot.sandbox.slack.ids import fresh_id, fresh_secret
from bot.sandbox.slack.records import Channel, Json, StoredFile
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.rendering import file_json

ALT_TEXT_CHARS = 1000
SNIPPET_BYTES = 1_000_000
LARGEST_FILE_BYTES = 1_000_000_000
MOST_CHANNELS = 100


async def get_upload_url(call: Call) -> Json:
    """Announce a file and get an address for its bytes."""
    length = call.number("length", 0)
    if length <= 0:
        raise Refusal("missing_argument", "length must be a positive number")
    if length > LARGEST_FILE_BYTES:
        raise Refusal("file_upload_size_restricted")
    if call.text("snippet_type") and length > SNIPPET_BYTES:
        raise Refusal("snippet_too_large")
    if len(call.text("alt_txt") or "") > ALT_TEXT_CHARS:
        raise Refusal("alt_txt_too_large")
    name = call.required("filename")
    file = StoredFile(
        id=fresh_id("F"),
        name=name,
        title=name,
        size=length,
        user=call.team.bot_user_id,
        created_s=int(call.sandbox.now_s()),
        alt_text=call.text("alt_txt"),
        upload_id=fresh_secret(),
    )
    call.workspace.files.put(file.id, file)
    return {"upload_url": f"{call.base}/upload/v1/{file.upload_id}", "file_id": file.id}


async def complete_upload(call: Call) -> Json:
    """Finish uploads, and share them if a channel is named; Slack looks at them afterwards."""
    announced = _announced(call)
    channels = _channels(call)
    thread_ts = thread_root(call, channels[0]) if channels else None
    blocks = checked_message_blocks(call.args.get("blocks"), call.workspace.files.get)
    if blocks and call.text("initial_comment"):
        raise Refusal("invalid_arguments", "cannot use both `initial_comment` and `blocks`")
    ids = [one.file.id for one in announced]
    pending = channels and {
        "files": ids,
        "channels": [one.id for one in channels],
        "thread_ts": thread_ts,
        "text": call.text("initial_comment") or "",
        "blocks": list(blocks) or None,
        "user": call.team.bot_user_id,
        "bot_id": call.team.bot_id,
    }
    done = [
        call.workspace.files.put(
            one.file.id,
            replace(one.file, title=one.title, completed=True, pending_share=pending or None),
        )
        for one in announced
    ]
    call.sandbox.errands.run(sharing.settle(call.sandbox, ids))
    return {"files": [file_json(call.team, file, call.base) for file in done]}


@dataclass(frozen=True, slots=True)
class _Announced:
    file: StoredFile
    title: str


def _announced(call: Call) -> list[_Announced]:
    given = call.args["files"]
    if not isinstance(given, list) or not given:
        raise Refusal("invalid_arguments", "must provide at least 1 items [json-pointer:/files]")
    found = [_uploaded(call, one) for one in given]
    if len({one.file.id for one in found}) < len(found):
        raise Refusal("invalid_arguments", "file ids must be unique [json-pointer:/files]")
    return found


def _uploaded(call: Call, given: Any) -> _Announced:
    file_id = given.get("id") if isinstance(given, dict) else None
    if not isinstance(file_id, str):
        raise Refusal("invalid_arguments", "missing required field: id [json-pointer:/files/0]")
    file = call.workspace.files.get(file_id)
    if file is None or not file.uploaded or file.completed or file.user != call.team.bot_user_id:
        raise Refusal("file_not_found")
    return _Announced(file, str(given.get("title") or file.title))


def _channels(call: Call) -> list[Channel]:
    one, many = call.text("channel_id"), call.text("channels")
    names = [one] if one else [name.strip() for name in (many or "").split(",") if name.strip()]
    if len(names) > MOST_CHANNELS:
        raise Refusal("channels_limit_exceeded")
    return [_shareable(call, name) for name in names]


def _shareable(call: Call, channel_id: str) -> Channel:
    """Return where a file may go; unlike messages, files need the id and membership."""
    channel = call.workspace.channels.get(channel_id)
    if channel is None:
        raise Refusal("channel_not_found")
    found = to_write(call, channel_id)
    if not call.workspace.has_bot(found):
        raise Refusal("not_in_channel")
    return found


async def info(call: Call) -> Json:
    """Describe a file that the bot can see."""
    file = _visible(call)
    return {
        "file": file_json(call.team, file, call.base),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


async def delete(call: Call) -> Json:
    """Delete a file of the app's own."""
    file = _visible(call)
    if file.user != call.team.bot_user_id:
        raise Refusal("cant_delete_file")
    sharing.remove(call.sandbox, file)
    return {}


def _visible(call: Call) -> StoredFile:
    file = call.workspace.files.get(call.required("file"))
    if file is None or not file.completed:
        raise Refusal("file_not_found")
    if file.deleted:
        raise Refusal("file_deleted")
    places = [call.workspace.channels.get(channel) for channel, _, _ in file.shares]
    seen = any(one is not None and call.workspace.has_bot(one) for one in places)
    if not seen and file.user != call.team.bot_user_id and not _in_a_view(call, file.id):
        raise Refusal("not_visible")
    return file


def _in_a_view(call: Call, file_id: str) -> bool:
    """Tell whether a person gave the file to the app through a file input."""
    return file_id in (call.workspace.notes.get("given_files") or {}).get("ids", ())


METHODS = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
    "files.delete": delete,
}
