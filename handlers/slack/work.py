"""Which of Slack's requests ask for work, and what makes two of them the same one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.slack.answers import Place
from handlers.slack.hearing import files_of

HEARD_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})


@dataclass(frozen=True, slots=True)
class Work:
    """
    A request that somebody waits for an answer to.

    ``once``: it is a repetition if one of these was seen. ``part_of``: it is part of another
    request if this was seen. ``marks``: what else counts as seen with it. ``thread``: it only
    asks for work if this thread is one of ours.
    """

    workspace_id: str
    once: tuple[str, ...] = ()
    part_of: str = ""
    marks: tuple[str, ...] = ()
    thread: Place | None = None


def work_in(body: Mapping[str, Any], *, bot_user_id: str | None) -> Work | None:
    """Say what a request asks for; ``None`` for one that a kill may swallow."""
    event = body.get("event")
    if isinstance(event, Mapping):
        return _in_event(body, event, bot_user_id)
    if body.get("command") or _is_press(body) or body.get("type") == "message_action":
        return Work(team_of(body))
    return None  # a form: Slack itself tells its sender when no answer comes


def is_for_nobody(event: Mapping[str, Any]) -> bool:
    """Whether a message says nothing to us: an edit, a deletion, another app's."""
    return event.get("subtype") not in HEARD_SUBTYPES or bool(event.get("bot_id"))


def is_mentioned(event: Mapping[str, Any], bot_user_id: str | None) -> bool:
    """Whether a message names the bot."""
    return f"<@{bot_user_id}>" in str(event.get("text") or "")


def file_key(team_id: str, channel_id: str, file_id: str) -> str:
    """Name a file in a channel; it is heard of as part of a message, or alone."""
    return f"file:{team_id}:{channel_id}:{file_id}"


def team_of(body: Mapping[str, Any]) -> str:
    """Return the workspace that a request comes from."""
    team = body.get("team")
    return str((team.get("id") if isinstance(team, Mapping) else None) or body.get("team_id") or "")


def asker_of(body: Mapping[str, Any]) -> str:
    """Return who wrote, typed or pressed."""
    said = body.get("event") or body
    user = said.get("user") or said.get("user_id") or ""
    return str(user.get("id") if isinstance(user, Mapping) else user)


def place_of(body: Mapping[str, Any]) -> Place:
    """Return where a request was made; the thread is empty for a slash command."""
    event = body.get("event")
    if isinstance(event, Mapping):
        thread_ts = str(event.get("thread_ts") or "")
        channel_id = str(event.get("channel") or event.get("channel_id") or "")
        return Place(channel_id, thread_ts or str(event.get("ts") or ""), bool(thread_ts))
    channel, message = body.get("channel") or {}, body.get("message") or {}
    thread_ts = str(message.get("thread_ts") or message.get("ts") or "")
    return Place(str(body.get("channel_id") or channel.get("id") or ""), thread_ts)


def _in_event(
    body: Mapping[str, Any], event: Mapping[str, Any], bot_user_id: str | None
) -> Work | None:
    team_id, place = team_of(body), place_of(body)
    repeated = f"event:{team_id}:{body.get('event_id')}"
    kind = event.get("type")
    if kind == "file_shared":
        shared = file_key(team_id, place.channel_id, str(event["file_id"]))
        return Work(team_id, (repeated, f"shared:{shared}"), part_of=shared)
    if kind not in {"message", "app_mention"} or is_for_nobody(event):
        return None
    files = files_of(event)
    once = (repeated, f"said:{team_id}:{place.channel_id}:{event['ts']}:{len(files)}")
    marks = tuple(file_key(team_id, place.channel_id, file_id) for file_id in files)
    is_for_us = (
        kind == "app_mention"
        or event.get("channel_type") == "im"
        or is_mentioned(event, bot_user_id)
        or bool(files)
    )
    if not is_for_us and not event.get("thread_ts"):
        return None
    return Work(team_id, once, marks=marks, thread=None if is_for_us else place)


def _is_press(body: Mapping[str, Any]) -> bool:
    return body.get("type") == "block_actions" and bool(body.get("message"))
