"""What was understood, and what must be asked, in one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from handlers.language.examples import EXAMPLES, Example
from handlers.language.schema import Ask, Caption, Command, Intent
from handlers.language.wording.lists import networks
from handlers.language.wording.targets import target
from handlers.language.wording.times import limits, moment, when

__all__ = ["EXAMPLES", "Example", "describe", "question", "sentence"]

_VERBS: Mapping[Intent, str] = MappingProxyType(
    {
        "stage": "Stage",
        "schedule": "Schedule",
        "publish_now": "Publish",
        "reschedule": "Move",
        "cancel": "Cancel",
        "retry": "Try again to publish",
        "pause": "Pause",
        "resume": "Resume",
        "swap": "Swap the times of",
        "duplicate": "Copy",
        "edit_caption": "Change the words of",
        "settings": "Change the settings",
        "undo": "Undo the last change",
        "list": "List",
        "status": "Show the state of",
        "explain_failure": "Explain what went wrong with",
        "analytics": "Show the numbers of",
        "best_time": "Find the best time for",
        "preview": "Preview",
        "validate": "Check",
        "connections": "Show the connected accounts",
        "help": "Show what can be said",
        "multi": "Do several things at once",
        "none": "Nothing to do",
    }
)
_USUAL_OBJECT: Mapping[Intent, str] = MappingProxyType(
    {
        "stage": "this",
        "schedule": "this",
        "publish_now": "this",
        "reschedule": "this post",
        "cancel": "this post",
        "retry": "what failed",
        "swap": "two posts",
        "duplicate": "this post",
        "list": "what is planned",
        "status": "this post",
        "explain_failure": "this post",
        "analytics": "all posts",
        "best_time": "a post",
        "preview": "this",
        "validate": "this",
    }
)
_SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "connect": "Connect",
        "disconnect": "Disconnect",
        "remove": "Take out of staging:",
        "remove_platform": "Take",
    }
)
_TO = re.compile(r"^(?:on|at) ")
_NEW: frozenset[Intent] = frozenset({"stage", "schedule", "publish_now", "preview", "validate"})
_STRATEGIES = {
    "optimal": "at the best times",
    "rapid": "in quick succession",
    "steady": "evenly spread",
    "prime_time": "at prime time",
    "weekend_warrior": "on weekends",
    "business_hours": "in business hours",
}
_EDITS = {
    "shorten": "shorter",
    "lengthen": "longer",
    "rewrite": "in other words",
    "formal": "more formal",
    "add_hashtags": "with hashtags",
    "remove_hashtags": "without hashtags",
    "add_emojis": "with emoji",
    "remove_emojis": "without emoji",
    "remove_links": "without links",
}
_QUESTIONS: Mapping[Ask, str] = MappingProxyType(
    {
        "which_content": "Which content do you mean? Attach it here, or name something you staged.",
        "which_post": "Which post do you mean? Ask for the list and say its number, like “#2”.",
        "which_platform": "Where should it go? Name one or more networks.",
        "which_time": "When? Say a day and a time, like “{tomorrow} at 9:30am”.",
        "which_day": "Which day do you mean? Say it with its date, like “{tomorrow}”.",
        "past_time": "That time has passed; it is {now}. Say one that is still to come.",
        "dst_gap": "That time does not exist: the clocks go forward that night. Say another time.",
        "dst_overlap": "That time comes twice: the clocks go back that night. Say another time, or "
        "name the zone, like “UTC”.",
        "direction": "Earlier or later? Say “2 hours earlier” or “2 hours later”.",
        "caption_text": "What should the words be? Put them in quotes, like “caption: "
        "See you at noon”.",
        "unsupported_platform": "I cannot publish to that network. Name one of the connected ones.",
        "one_at_a_time": "That is more than one order. Please send them one at a time.",
        "error": "I could not read that. Please say it in other words.",
    }
)


def describe(command: Command, *, now: datetime, tz: str) -> str:
    """Return what the command does, with every time as weekday, date, clock and zone."""
    zone = ZoneInfo(tz)
    action = " ".join(part for part in (_action(command, zone, now), _where(command)) if part)
    timed = _timed(command, zone, now)
    main, rest = (timed[:1], timed[1:]) if command.when else ([], timed)
    return ", ".join([" ".join([action, *main]), *rest]) + "."


def _action(command: Command, zone: ZoneInfo, now: datetime) -> str:
    """Return verb and object: "Move the post on LinkedIn", "Publish “See you at noon”"."""
    verb = _SPECIAL.get(command.action or "") or _VERBS[command.intent]
    caption = command.caption
    if caption is not None and command.intent == "edit_caption":
        return f"{verb} {_object(command, zone, now)} {_edit(caption)}"
    if caption is not None and command.target is None:
        return f"{verb} “{caption.text}”"
    words = f"{verb} {_object(command, zone, now)}".rstrip()
    return f"{words} with the text “{caption.text}”" if caption is not None else words


def _object(command: Command, zone: ZoneInfo, now: datetime) -> str:
    existing = command.intent not in _NEW
    if command.target is None:
        return _USUAL_OBJECT.get(command.intent, "")
    shown = command.target
    if not command.mutating and shown.ref == "filter":
        shown = shown.model_copy(update={"many": True})
    one = target(shown, zone, now, existing=existing)
    if command.other is None:
        return one
    return f"{one} and {target(command.other, zone, now, existing=True)}"


def _where(command: Command) -> str:
    if not command.platforms:
        return ""
    named = networks(command.platforms)
    if command.intent == "connections" and command.action in ("connect", "disconnect"):
        return named
    if command.action == "remove_platform":
        return f"off {named}"
    preposition = "for" if command.intent in ("edit_caption", "settings", "validate") else "on"
    return f"as a {command.format} on {named}" if command.format else f"{preposition} {named}"


def _timed(command: Command, zone: ZoneInfo, now: datetime) -> list[str]:
    parts: list[str] = []
    if command.when is not None:
        words = when(command.when, zone, now)
        parts.append(_TO.sub("to ", words) if command.intent == "reschedule" else words)
    if command.strategy:
        better = command.intent == "reschedule" and command.strategy == "optimal"
        parts.append("to a better time" if better else _STRATEGIES[command.strategy])
    if command.constraints:
        parts.append(limits(command.constraints))
    if command.timezone:
        parts.append(f"time zone {command.timezone}")
    return parts


def _edit(caption: Caption) -> str:
    if caption.op == "translate":
        return f"into {(caption.language or 'another language').title()}"
    if caption.text is None:
        return f"({_EDITS.get(caption.op, caption.op)})"
    verb = {"append": "by adding", "prepend": "by starting with"}.get(caption.op, "to")
    return f"{verb} “{caption.text}”"


def sentence(code: Ask, *, now: datetime, tz: str) -> str:
    """Return the sentence that asks for what a code says is open."""
    local = now.astimezone(ZoneInfo(tz))
    tomorrow = local.date() + timedelta(days=1)
    return _QUESTIONS[code].format(
        tomorrow=f"{tomorrow.day} {tomorrow:%B}", now=moment(local, ZoneInfo(tz))
    )


def question(command: Command, *, now: datetime, tz: str) -> str:
    """Return the question for what is open first in a command."""
    return sentence(command.ask[0] if command.ask else "error", now=now, tz=tz)
