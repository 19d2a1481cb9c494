"""
Which happenings the app hears of, and how they are wrapped and retried.

https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.sandbox.slack import world
from bot.sandbox.slack.delivery.letters import Answer, Letter
from bot.sandbox.slack.ids import fresh_id, fresh_secret
from bot.sandbox.slack.records import Channel, Job, Json, Message
from bot.sandbox.slack.rendering import connect_file_json, message_json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

RETRY_AFTER_S = (0, 60, 300)
OVERTAKEN_S = 1.0
"""How long an event is held back so that later ones overtake it."""
HISTORY_SCOPE = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
MESSAGE_SUBSCRIPTION = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
}
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
}
"""Scopes as the event reference lists them; https://docs.slack.dev/reference/events."""


def message_posted(sandbox: Sandbox, message: Message) -> None:
    """Tell the app of a new message: as a message, and as a mention where it is one."""
    channel = _heard_channel(sandbox, message)
    if channel is None:
        return
    _message_event(sandbox, channel, _described(sandbox, message, channel))
    if (
        channel.kind != "im"
        and f"<@{sandbox.workspace.team.bot_user_id}>" in message.text
        and not message.bot_id
    ):
        mention = _described(sandbox, message, channel) | {"type": "app_mention"}
        mention.pop("channel_type")
        mention.pop("subtype", None)
        announce(sandbox, mention)


def message_changed(sandbox: Sandbox, before: Message, after: Message) -> None:
    """Tell the app that a message reads differently now."""
    channel = _heard_channel(sandbox, after)
    if channel is None:
        return
    event = _hidden(sandbox, channel, "message_changed") | {
        "message": _inner(sandbox, after, channel),
        "previous_message": _inner(sandbox, before, channel),
    }
    _message_event(sandbox, channel, event)


def message_deleted(sandbox: Sandbox, before: Message) -> None:
    """Tell the app that a message is gone."""
    channel = _heard_channel(sandbox, before)
    if channel is None:
        return
    event = _hidden(sandbox, channel, "message_deleted") | {
        "deleted_ts": before.ts,
        "previous_message": _inner(sandbox, before, channel),
    }
    _message_event(sandbox, channel, event)


def file_shared(sandbox: Sandbox, file_id: str, channel: Channel, user_id: str, ts: str) -> None:
    """Tell the app the id of a file that appeared in a channel it is in."""
    if sandbox.workspace.team.bot_user_id in channel.members:
        announce(
            sandbox,
            {
                "type": "file_shared",
                "file_id": file_id,
                "user_id": user_id,
                "file": {"id": file_id},
                "channel_id": channel.id,
                "event_ts": ts,
            },
        )


def announce(sandbox: Sandbox, event: Json, *, subscription: str | None = None) -> None:
    """Deliver an event if the app subscribed to it and holds the scope it needs."""
    manifest = sandbox.workspace.manifest
    kind = event["type"]
    scope = SCOPE_OF_EVENT.get(kind)
    if not sandbox.tokens.installed or (subscription or kind) not in manifest.events:
        return
    if scope and scope not in manifest.scopes:
        return
    envelope = _envelope(sandbox, event)
    held = sandbox.faults.strike("delivery", kind, "reorder")
    wait_s = (held.seconds or OVERTAKEN_S) if held is not None else 0.0
    copies = 2 if sandbox.faults.strike("delivery", kind, "duplicate") else 1
    for _ in range(copies):
        _queue(sandbox, envelope, attempt=0, reason=None, wait_s=wait_s)


async def deliver(sandbox: Sandbox, job: Job) -> None:
    """Deliver a queued event, and queue it again if it is not acknowledged in time."""
    envelope, attempt, reason = (job.body[name] for name in ("envelope", "attempt", "reason"))
    event = envelope["event"]
    letter = Letter(
        kind="event",
        name=event["type"],
        content=json.dumps(envelope, ensure_ascii=False).encode(),
        shown=envelope,
        content_type="application/json",
        retry_num=attempt or None,
        retry_reason=reason,
    )
    answer = await sandbox.courier.deliver(letter)
    if not answer.ok and attempt < len(RETRY_AFTER_S) and not _no_retry(answer):
        wait_s = RETRY_AFTER_S[attempt]
        _queue(sandbox, envelope, attempt=attempt + 1, reason=answer.trouble, wait_s=wait_s)


def _queue(
    sandbox: Sandbox, envelope: Json, *, attempt: int, reason: str | None, wait_s: float
) -> None:
    """Remember a delivery before it is tried, so that a killed process loses none."""
    body = {"envelope": envelope, "attempt": attempt, "reason": reason}
    job = Job(id=fresh_secret(), kind="event", due_s=sandbox.now_s() + wait_s, body=body)
    sandbox.timers.add(job)


def _no_retry(answer: Answer) -> bool:
    return answer.headers.get("x-slack-no-retry") == "1"


def _message_event(sandbox: Sandbox, channel: Channel, event: Json) -> None:
    if HISTORY_SCOPE[channel.event_kind] in sandbox.workspace.manifest.scopes:
        announce(sandbox, event, subscription=MESSAGE_SUBSCRIPTION[channel.event_kind])


def _heard_channel(sandbox: Sandbox, message: Message) -> Channel | None:
    channel = sandbox.workspace.channels.get(message.channel)
    if (
        channel is None
        or message.ephemeral_to
        or sandbox.workspace.team.bot_user_id not in channel.members
    ):
        return None
    return channel


def _inner(sandbox: Sandbox, message: Message, channel: Channel) -> Json:
    shown = message_json(sandbox.workspace, message, sandbox.addresses.for_bot)
    if channel.is_ext_shared and message.file_ids:
        found = (sandbox.workspace.files.get(one) for one in message.file_ids)
        shown["files"] = [connect_file_json(one) for one in found if one is not None]
    return shown


def _described(sandbox: Sandbox, message: Message, channel: Channel) -> Json:
    return _inner(sandbox, message, channel) | {
        "channel": channel.id,
        "channel_type": channel.event_kind,
        "event_ts": message.ts,
    }


def _hidden(sandbox: Sandbox, channel: Channel, subtype: str) -> Json:
    ts = sandbox.next_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.event_kind,
        "ts": ts,
        "event_ts": ts,
    }


def _envelope(sandbox: Sandbox, event: Json) -> Json:
    return {
        "token": "deprecated-verification-token",
        "team_id": sandbox.workspace.team.id,
        "context_team_id": sandbox.workspace.team.id,
        "context_enterprise_id": None,
        "api_app_id": world.APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(sandbox.now_s()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": sandbox.workspace.team.id,
                "user_id": sandbox.workspace.team.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{fresh_id('EC')}",
    }
