"""
How records look to an app: the objects of the Web API and of events.

https://docs.slack.dev/reference/objects
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.sandbox.slack import world
from bot.sandbox.slack.records import Channel, Json, Message, StoredFile, User
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.slack.world import Team

THUMB_SIZES = (64, 80, 160, 360, 480, 720)


def bot_profile(workspace: Workspace) -> Json:
    """Return what Slack tells about the app beside each of its messages."""
    return {
        "id": workspace.team.bot_id,
        "app_id": world.APP_ID,
        "name": workspace.bot().real_name,
        "team_id": workspace.team.id,
        "deleted": False,
    }


def message_json(workspace: Workspace, message: Message, base: str) -> Json:
    """Return a message as history, events and payloads show it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.team.id,
    }
    if message.bot_id:
        shown |= {
            "bot_id": message.bot_id,
            "app_id": world.APP_ID,
            "bot_profile": bot_profile(workspace),
        }
    shown |= _optional_parts(message)
    if message.file_ids:
        found = (workspace.files.get(one) for one in message.file_ids)
        shown["files"] = [file_json(workspace.team, one, base) for one in found if one is not None]
        shown |= {"upload": True, "display_as_bot": False}
    if not message.is_reply:
        shown |= _thread_facts(workspace, message)
    return shown


def _optional_parts(message: Message) -> Json:
    parts: Json = {
        "client_msg_id": message.client_msg_id,
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "blocks": message.blocks and list(message.blocks),
        "attachments": message.attachments and list(message.attachments),
        "metadata": message.metadata,
        "username": message.username,
        "edited": message.edited_ts and {"user": message.user, "ts": message.edited_ts},
        "reactions": [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ],
    }
    return {name: value for name, value in parts.items() if value}


def _thread_facts(workspace: Workspace, message: Message) -> Json:
    replies = [
        one for one in workspace.replies(message.channel, message.ts) if one.ephemeral_to is None
    ]
    if not replies:
        return {}
    writers = list(dict.fromkeys(one.user for one in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(writers),
        "reply_users": writers,
        "latest_reply": replies[-1].ts,
    }


def profile_json(team: Team, user: User, *, with_email: bool) -> Json:
    """Return what somebody tells of themselves."""
    profile: Json = {
        "real_name": user.real_name,
        "display_name": user.name,
        "real_name_normalized": user.real_name,
        "display_name_normalized": user.name,
        "team": team.id,
    }
    if with_email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"bot_id": team.bot_id, "api_app_id": world.APP_ID}
    return profile


def user_json(team: Team, user: User, now: datetime, *, with_email: bool) -> Json:
    """Return a user as ``users.info`` does, with the zone's offset of this moment."""
    known: Json = {
        "id": user.id,
        "team_id": team.id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": profile_json(team, user, with_email=with_email),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 1700000000,
    }
    return known if user.deleted else known | _of_members_only(user, now)


def _of_members_only(user: User, now: datetime) -> Json:
    """Return what Slack no longer tells of somebody whose account was closed, the zone included."""
    local = now.astimezone(ZoneInfo(user.tz))
    offset = local.utcoffset()
    return {
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.in_one_channel_only,
    }


def channel_json(team: Team, channel: Channel) -> Json:
    """Return a conversation as the bot sees it."""
    member = team.bot_user_id in channel.members
    shown: Json = {
        "id": channel.id,
        "created": 1700000000,
        "is_im": channel.kind == "im",
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind in ("private", "mpim"),
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "context_team_id": team.id,
    }
    if channel.kind == "im":
        return {**shown, "user": channel.user, "is_open": True}
    if channel.kind == "mpim":
        shown["is_open"] = True
    return {
        **shown,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.name == "general",
        "is_member": member,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def url_name(name: str) -> str:
    """Return a file's name as Slack writes it into addresses."""
    return quote(re.sub(r"[^\w.-]+", "_", name.lower()) or "file")


def file_json(team: Team, file: StoredFile, base: str) -> Json:
    """Return a file object; type, thumbnails and shares appear only once Slack has looked at it."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    private = f"{base}/files-pri/{team.id}-{file.id}"
    shown: Json = {
        "id": file.id,
        "created": file.created_s,
        "timestamp": file.created_s,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype if file.ready else "",
        "filetype": file.filetype if file.ready else "",
        "pretty_type": file.filetype.upper() if file.ready else "",
        "user": file.user,
        "user_team": team.id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(channel.startswith("C") for channel, _, _ in file.shares),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{url_name(file.name)}",
        "url_private_download": f"{private}/download/{url_name(file.name)}",
        "permalink": f"{base}/files/{file.user}/{file.id}/{url_name(file.name)}",
        "media_display_type": "video" if file.mimetype.startswith("video/") else "unknown",
        "has_rich_preview": False,
        "file_access": "visible",
        "alt_txt": file.alt_text,
        "duration_ms": file.duration_ms,
    }
    shown = {name: value for name, value in shown.items() if value is not None}
    return shown | (_picture_facts(team, file, base) if file.ready else {}) | _shares(file)


def _picture_facts(team: Team, file: StoredFile, base: str) -> Json:
    if file.width is None or file.height is None:
        return {}
    facts: Json = {"original_w": file.width, "original_h": file.height}
    if file.mimetype.startswith("image/"):
        stem = PurePath(url_name(file.name)).stem
        thumbs = f"{base}/files-tmb/{team.id}-{file.id}"
        facts |= {f"thumb_{size}": f"{thumbs}/{stem}_{size}.png" for size in THUMB_SIZES}
    return facts


def _shares(file: StoredFile) -> Json:
    shares: Json = {}
    for channel, ts, thread_ts in file.shares if file.ready else ():
        side = shares.setdefault("public" if channel.startswith("C") else "private", {})
        share = {"ts": ts, **({"thread_ts": thread_ts} if thread_ts else {})}
        side.setdefault(channel, []).append(share)
    return {
        "shares": shares,
        "channels": [one for one, _, _ in file.shares if one.startswith("C") and file.ready],
        "groups": [one for one, _, _ in file.shares if one.startswith("G") and file.ready],
        "ims": [one for one, _, _ in file.shares if one.startswith("D") and file.ready],
    }


def connect_file_json(file: StoredFile) -> Json:
    """Return the stub that events of shared-outside channels carry instead of a file object."""
    return {
        "id": file.id,
        "created": file.created_s,
        "timestamp": file.created_s,
        "user": file.user,
        "mode": "file_access",
        "file_access": "check_file_info",
    }
