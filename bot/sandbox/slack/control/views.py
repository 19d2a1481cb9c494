"""What a person sees: channels, messages, modals and App Home, as the page draws them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.sandbox.slack import world
from bot.sandbox.slack.interactions.payloads import view_json
from bot.sandbox.slack.manifest import Manifest, read_manifest
from bot.sandbox.slack.records import Channel, Json, LogEntry, Message, StoredFile, User
from bot.sandbox.slack.rendering import url_name
from bot.sandbox.slack.workspace import Workspace

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox
    from bot.sandbox.slack.slack import Slack


NO_APP = read_manifest({})
"""What a workspace without the app offers of it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """How much a person has not seen yet in one channel, and how much of it rang."""

    messages: int
    pings: int


def whole_state(slack: Slack, sandbox: Sandbox, user: User) -> Json:
    """Return everything around the messages that one person's page needs."""
    workspace = sandbox.workspace
    home = workspace.home_of(user.id)
    manifest = workspace.manifest
    now = sandbox.clock.now()
    return {
        "team": _team(sandbox),
        "teams": [_team(one) for one in slack.workspaces],
        "me": user.id,
        "users": [_user(one) for one in workspace.users.all()],
        "channels": [_channel(workspace, one, user) for one in _shown_channels(workspace, user)],
        **_entry_points(manifest if sandbox.tokens.installed else NO_APP),
        "home": view_json(workspace.team, home) if home is not None else None,
        "views": [view_json(workspace.team, one) for one in workspace.modals_of(user.id)],
        "now": now.isoformat(),
        "clock_offset_s": round((now - sandbox.machine_clock.now()).total_seconds()),
        "bot": {
            "user_id": workspace.team.bot_user_id,
            "name": workspace.bot().real_name,
            "app_id": world.APP_ID,
            "installed": sandbox.tokens.installed,
            "home_tab": manifest.home_tab,
            "messages_tab": manifest.messages_tab,
        },
        "limits": sandbox.limits.counts_by,
        "faults": [
            {"kind": one.kind, "name": one.name, "fault": one.fault, "times": one.times}
            for one in sandbox.faults.waiting()
        ],
    }


def _team(sandbox: Sandbox) -> Json:
    team = sandbox.workspace.team
    return {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "installed": sandbox.tokens.installed,
        "somebody": team.people[0].id,
    }


def _entry_points(manifest: Manifest) -> Json:
    return {
        "commands": [
            {
                "command": one.name,
                "description": one.description,
                "usage_hint": one.usage_hint,
            }
            for one in manifest.commands
        ],
        "shortcuts": [
            {
                "name": one.name,
                "type": one.kind,
                "callback_id": one.callback_id,
                "description": one.description,
            }
            for one in manifest.shortcuts
        ],
    }


def messages_for(
    sandbox: Sandbox, channel: Channel, user: User, thread_ts: str | None
) -> list[Json]:
    """Return what one person sees of a channel or of one thread, oldest first."""
    workspace = sandbox.workspace
    if thread_ts is None:
        seen = [
            one
            for one in workspace.messages_in(channel.id)
            if not one.is_reply or one.reply_broadcast
        ]
    else:
        seen = workspace.thread(channel.id, thread_ts)
    visible = [one for one in seen if one.ephemeral_to in (None, user.id)]
    return [_message(workspace, one) for one in visible]


def mark_read(sandbox: Sandbox, channel: Channel, user: User) -> None:
    """Remember how far a person has read a channel."""
    newest = max((one.ts for one in sandbox.workspace.messages_in(channel.id)), default="0")
    key = _read_key(channel, user)
    if (sandbox.workspace.notes.get(key) or {}).get("ts") != newest:
        sandbox.workspace.notes.put(key, {"ts": newest})


def unread_of(workspace: Workspace, channel: Channel, user: User) -> Unread:
    """Count what a person has not seen yet."""
    read_ts = str((workspace.notes.get(_read_key(channel, user)) or {}).get("ts", "0"))
    unseen = [
        one
        for one in workspace.messages_in(channel.id)
        if one.ts > read_ts and one.user != user.id and one.ephemeral_to in (None, user.id)
    ]
    return Unread(
        messages=sum(not one.is_reply for one in unseen),
        pings=sum(user.id in one.pinged for one in unseen),
    )


def _read_key(channel: Channel, user: User) -> str:
    return f"read:{channel.id}:{user.id}"


def _shown_channels(workspace: Workspace, user: User) -> list[Channel]:
    """Return the channels in a person's sidebar; public ones also where they are no member."""
    return [
        one
        for one in workspace.channels.all()
        if user.id in one.members or (one.kind == "channel" and not user.is_guest)
    ]


def _channel(workspace: Workspace, channel: Channel, user: User) -> Json:
    unread = unread_of(workspace, channel, user)
    shown: Json = {
        "id": channel.id,
        "name": _name(workspace, channel, user),
        "kind": channel.kind,
        "member": user.id in channel.members,
        "bot_member": workspace.has_bot(channel),
        "archived": channel.is_archived,
        "unread": unread.messages,
        "pings": unread.pings,
        "members": list(channel.members),
    }
    return shown if channel.user is None else {**shown, "user": channel.user}


def _name(workspace: Workspace, channel: Channel, user: User) -> str:
    """Return what a person's sidebar calls a conversation."""
    if channel.kind == "im":
        return workspace.bot().real_name
    if channel.kind == "mpim":
        others = (workspace.users.get(one) for one in channel.members if one != user.id)
        return ", ".join(one.real_name for one in others if one is not None)
    return channel.name


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "tz": user.tz,
        "is_guest": user.is_guest,
        "is_admin": user.is_admin,
        "is_bot": user.is_bot,
        "deleted": user.deleted,
    }


def _message(workspace: Workspace, message: Message) -> Json:
    author = workspace.users.get(message.user)
    replies = [
        one for one in workspace.replies(message.channel, message.ts) if one.ephemeral_to is None
    ]
    shown: Json = {
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "user": message.user,
        "bot_id": message.bot_id,
        "username": message.username or (author.real_name if author else message.user),
        "text": message.text,
        "blocks": list(message.blocks) if message.blocks else None,
        "attachments": list(message.attachments) if message.attachments else None,
        "reactions": [{"name": name, "users": users} for name, users in message.reactions.items()],
        "edited": message.edited_ts is not None,
        "deleted": message.deleted,
        "ephemeral": message.ephemeral_to is not None,
        "reply_count": 0 if message.is_reply else len(replies),
        "pinged": len(message.pinged) if message.bot_id else 0,
        "subtype": message.subtype,
        "failure": message.failure,
    }
    if message.file_ids:
        shown["files"] = files_of(workspace, message)
    return {name: value for name, value in shown.items() if value is not None}


def files_of(workspace: Workspace, message: Message) -> list[Json]:
    """Return a message's files as a page shows them."""
    found = (workspace.files.get(one) for one in message.file_ids)
    return [file_of(one) for one in found if one is not None]


def file_of(file: StoredFile) -> Json:
    """Return a file with addresses that a browser may open without the app's token."""
    if file.deleted:
        return {"id": file.id, "name": file.name, "deleted": True}
    shown: Json = {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "alt_txt": file.alt_text,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "size": file.size,
        "url_private": f"_sandbox/files/{file.id}/{url_name(file.name)}",
        "original_w": file.width,
        "original_h": file.height,
    }
    if file.width is not None and file.mimetype.startswith("image/"):
        shown["thumb_url"] = f"_sandbox/files/{file.id}/thumb"
    return {name: value for name, value in shown.items() if value is not None}


def log_entry(entry: LogEntry) -> Json:
    """Return one line of the inspector."""
    return {name: value for name, value in asdict(entry).items() if value is not None}
