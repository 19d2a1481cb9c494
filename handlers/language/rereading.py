"""
Doubtful days and times, offered as buttons: the sentence is read again with the doubt removed.

Each candidate is a whole sentence that the grammar itself understands without asking, so a
button can never mean something that words could not have said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.language.parse import parse
from handlers.language.schema import Ask, At, Command, OnDate, Window

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    r"\b(?:on\s+)?(?:(?:this|next|coming)\s+)?(?P<day>" + "|".join(_DAYS) + r")\b", re.IGNORECASE
)
_TODAY = re.compile(
    r"\b(?:today|this morning|this afternoon|this evening|tonight)\b", re.IGNORECASE
)
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?P<half>\s*[ap]m)?\b", re.IGNORECASE)
_FORWARD = re.compile(r"\bforwards?\b(?:\s+by)?", re.IGNORECASE)
_FIRST_DAYS = 15


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said, when, where and in the middle of what: everything ``parse`` depends on."""

    text: str
    now: datetime
    zone: str
    context: Mapping[str, Any]

    def reread(self, text: str) -> Command | None:
        """Return what another wording means, if it means one thing."""
        command = parse(text, now=self.now, tz=self.zone, context=self.context)
        return command if command.executable else None


def candidates(code: Ask, sentence: Sentence) -> tuple[tuple[str, Command], ...]:
    """Return labelled readings of the sentence for the doubt ``code``; empty if there are none."""
    find = _FINDERS.get(code)
    if find is None:
        return ()
    found: dict[str, Command] = {}
    for label, command in find(sentence):
        found.setdefault(label or _when_in_words(command, sentence.zone), command)
    return tuple(found.items())


def _days(sentence: Sentence) -> Iterator[tuple[str, Command]]:
    """Read a weekday that could be two dates as each of them."""
    match = _WEEKDAY.search(sentence.text)
    if match is None:
        return
    today = sentence.now.astimezone(ZoneInfo(sentence.zone)).date()
    wanted = _DAYS.index(match["day"].lower())
    for ahead in range(_FIRST_DAYS):
        day = today + timedelta(days=ahead)
        if day.weekday() == wanted:
            yield from _reread(sentence, match, _explicit(day))


def _tomorrow(sentence: Sentence) -> Iterator[tuple[str, Command]]:
    """Read a time of today that has gone by as tomorrow's."""
    match = _TODAY.search(sentence.text)
    if match is not None:
        yield from _reread(sentence, match, _tomorrows(match.group().lower()))


def _neighbours(sentence: Sentence) -> Iterator[tuple[str, Command]]:
    """Read a time that does not exist that day as an hour earlier and an hour later."""
    match = _CLOCK.search(sentence.text)
    if match is None:
        return
    for hours in (-1, 1):
        hour = int(match["hour"]) + hours
        if 0 < hour < 24:
            said = f"{hour}:{match['minute']}{match['half'] or ''}"
            yield from _reread(sentence, match, said)


def _both_times(sentence: Sentence) -> Iterator[tuple[str, Command]]:
    """Read a time that comes twice as each of the two, told apart by their offsets."""
    match = _CLOCK.search(sentence.text)
    if match is None:
        return
    later = f"{int(match['hour']) + 2}:{match['minute']}{match['half'] or ''}"
    for _, command in _reread(sentence, match, later):
        if not isinstance(command.when, At):
            continue
        for hours in (3, 2):
            at = command.when.at.astimezone(UTC) - timedelta(hours=hours)
            local = at.astimezone(ZoneInfo(sentence.zone))
            if local.minute == int(match["minute"]):
                label = f"{local:%a} {local.day} {local:%b %H:%M} {local.tzname()}"
                yield label, command.model_copy(update={"when": At(at=local)})


def _directions(sentence: Sentence) -> Iterator[tuple[str, Command]]:
    """Read "forward" as later and as earlier."""
    match = _FORWARD.search(sentence.text)
    if match is None:
        return
    rest = sentence.text[: match.start()] + sentence.text[match.end() :]
    for label in ("later", "earlier"):
        command = sentence.reread(f"{' '.join(rest.split())} {label}")
        if command is not None:
            yield label.capitalize(), command


def _reread(
    sentence: Sentence, match: re.Match[str], instead: str
) -> Iterator[tuple[str, Command]]:
    text = sentence.text[: match.start()] + instead + sentence.text[match.end() :]
    command = sentence.reread(text)
    if command is not None:
        yield "", command


def _explicit(day: date) -> str:
    return f"on {day.day} {day:%B} {day.year}"


def _tomorrows(words: str) -> str:
    part = {"this morning": " morning", "this afternoon": " afternoon"}.get(words, "")
    return f"tomorrow{part}" if words not in {"this evening", "tonight"} else "tomorrow evening"


def _when_in_words(command: Command, zone: str) -> str:
    match command.when:
        case At(at=at):
            local = at.astimezone(ZoneInfo(zone))
            return f"{local:%a} {local.day} {local:%b %H:%M}"
        case OnDate(date=day):
            return f"{day:%a} {day.day} {day:%b}"
        case Window(start=start):
            local = start.astimezone(ZoneInfo(zone))
            return f"{local:%a} {local.day} {local:%b} from {local:%H:%M}"
    return "This one"


_FINDERS: Mapping[Ask, Callable[[Sentence], Iterator[tuple[str, Command]]]] = {
    "which_day": _days,
    "past_time": _tomorrow,
    "dst_gap": _neighbours,
    "dst_overlap": _both_times,
    "direction": _directions,
}
