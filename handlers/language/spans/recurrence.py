"""Repetitions: "every tuesday and thursday", "daily", "first of every month", "mondays"."""

from __future__ import annotations

import re

from handlers.language.lexicon.calendar import DAY_CODES, ORDINALS
from handlers.language.spans.atoms import Atom, Repeats, Times, Unclear
from handlers.language.spans.rule import MONTH, WEEKDAY, Match, month, number, rule, weekday

_JOIN = r"(?: ?(?:,|and|or|/|\+)? ?(?:every |each |on )?)"
_SOME = rf"(?P<w>{WEEKDAY}(?: (?:, )?(?:(?:and|/|\+|,) )?(?:on )?{WEEKDAY})*)"
_PLURAL = rf"(?P<w>{WEEKDAY}s(?: (?:, )?(?:(?:and|/|\+|,) )?(?:on )?{WEEKDAY}s)*)"
_OTHER = r"(?:other|2nd|second|alternate)"
_NTH = rf"(?P<d>\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(ORDINALS)})(?:st|nd|rd|th)?"
_STARTS_A_RULE = (
    r"(?= (?:at|on|for|until|in|from|starting|through|,|\.|\?|\d\S*|noon|midnight|morning|"
    r"afternoon|evening|night|facebook|instagram|linkedin|tiktok|twitter|youtube|to|"
    r"please)(?!\S)|$)"
)
_NOT_A_NAME = r"(?<!the )(?<!our )(?<!my )(?<!'s )"


def _byday(words: str) -> str:
    found = re.findall(WEEKDAY, words)
    days = sorted({weekday(name) for name in found})
    return ",".join(DAY_CODES[day] for day in days)


def _weekly(words: str, interval: int = 1, *, count: int | None = None) -> Repeats:
    step = f"INTERVAL={interval};" if interval > 1 else ""
    return Repeats(f"FREQ=WEEKLY;{step}BYDAY={_byday(words)}", count=count)


def _every(unit: str, interval: int = 1) -> Atom:
    step = f";INTERVAL={interval}" if interval > 1 else ""
    if unit == "day":
        return Repeats(f"FREQ=DAILY{step}")
    return Unclear("which_time" if unit in ("hour", "minute") else "which_day")


def _of_month(match: Match) -> Atom:
    weekdays = _weekly(match["w"])
    named = match["m"]
    return Repeats(weekdays.rule, month=month(named) if named else 0)


def _monthly(match: Match) -> Atom:
    day = match["d"]
    number_ = int(day) if day.isdigit() else ORDINALS[day]
    return Repeats(f"FREQ=MONTHLY;BYMONTHDAY={number_}") if number_ <= 31 else Unclear("which_day")


def _monthly_weekday(match: Match) -> Atom:
    nth = -1 if match["nth"] == "last" else ORDINALS[match["nth"]]
    return Repeats(f"FREQ=MONTHLY;BYDAY={nth}{DAY_CODES[weekday(match['w'])]}")


_WORK_DAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_FREE_DAYS = "FREQ=WEEKLY;BYDAY=SA,SU"
RULES = (
    rule("every.weekdays", rf"(?:every|each) (?:single )?{_SOME}", lambda m: _weekly(m["w"])),
    rule("every.other", rf"(?:every|each) {_OTHER} {_SOME}", lambda m: _weekly(m["w"], 2)),
    rule(
        "every.weeks-on",
        rf"every (?P<n>\d+) week (?:on )?{_SOME}",
        lambda m: _weekly(m["w"], int(m["n"])),
    ),
    rule(
        "every.fortnight",
        rf"(?:bi-?weekly|fortnightly|every fortnight|every {_OTHER} week) (?:on )?{_SOME}",
        lambda m: _weekly(m["w"], 2),
    ),
    rule(
        "every.week-on",
        rf"(?:weekly|every week|once a week) (?:on )?{_SOME}",
        lambda m: _weekly(m["w"]),
    ),
    rule(
        "every.some-weekday-fortnightly",
        rf"{_SOME} (?:bi-?weekly|fortnightly)",
        lambda m: _weekly(m["w"], 2),
    ),
    rule("every.plural", rf"(?:(?:on|all|only) )?(?:the )?{_PLURAL}", lambda m: _weekly(m["w"])),
    rule(
        "every.of-month",
        rf"(?:all|every) (?:the )?(?P<w>{WEEKDAY})s? (?:of|"
        rf"in) (?:the )?(?:month(?: of)?(?: )?)?(?P<m>{MONTH})?",
        _of_month,
    ),
    rule(
        "every.workday",
        r"(?:every|each) (?:weekday|work(?:ing)? ?day|business day)",
        lambda _: Repeats(_WORK_DAYS),
    ),
    rule("every.weekend", r"(?:every|each) weekend|on weekends", lambda _: Repeats(_FREE_DAYS)),
    rule(
        "every.next-weekends",
        r"(?:for |over |on )?(?:the )?next (?P<n>\d+) weekends?",
        lambda m: Repeats(_FREE_DAYS, count=int(m["n"])),
    ),
    rule(
        "every.next-weekdays",
        rf"(?:for |over |on )?(?:the )?next (?P<n>\d+) (?P<w>{WEEKDAY})s",
        lambda m: _weekly(m["w"], count=int(m["n"])),
    ),
    rule(
        "every.day", r"(?:every|each) (?:single )?(?:day|date)|once a day", lambda _: _every("day")
    ),
    rule("every.daily", rf"{_NOT_A_NAME}daily{_STARTS_A_RULE}", lambda _: _every("day")),
    rule(
        "every.part",
        r"(?:every|each)(?= (?:early )?(?:morning|afternoon|evening|night|lunchtime))",
        lambda _: _every("day"),
    ),
    rule("every.other-day", rf"every {_OTHER} day", lambda _: _every("day", 2)),
    rule(
        "every.some-units",
        r"every (?P<n>\d+) (?P<u>minute|hour|day|week|month)",
        lambda m: _every(m["u"], number(m["n"])),
    ),
    rule(
        "every.unit",
        rf"(?:every|each) (?P<u>minute|hour|week|month|year|fortnight)|{_NOT_A_NAME}"
        rf"(?P<a>hourly|weekly|monthly|yearly|fortnightly|bi-?weekly){_STARTS_A_RULE}",
        lambda m: Unclear(
            "which_time" if (m["u"] or m["a"]).startswith(("hour", "min")) else "which_day"
        ),
    ),
    rule(
        "every.some-times",
        r"(?P<n>\d+|twice|once|one|a) (?:times? )?(?:a|per|each|every) (?:week|month|year)|"
        r"(?:twice|\d+ times) (?:a|per|each|every) day",
        lambda _: Unclear("which_time"),
    ),
    rule(
        "every.month-day",
        rf"(?:(?:on )?the )?{_NTH} of (?:every|each|the) month|(?:every|"
        rf"each) month on the {_NTH.replace('<d>', '<d2>')}",
        lambda m: _monthly(m) if m["d"] else Repeats(f"FREQ=MONTHLY;BYMONTHDAY={_nth(m['d2'])}"),
    ),
    rule(
        "every.nth",
        r"(?:every|each) (?P<d>\d{1,2})(?:st|nd|rd|th)(?: of (?:the|every|each) month)?|"
        r"monthly (?:on )?the (?P<d2>\d{1,2})(?:st|nd|rd|th)",
        lambda m: Repeats(f"FREQ=MONTHLY;BYMONTHDAY={int(m['d'] or m['d2'])}"),
    ),
    rule(
        "every.monthly-weekday",
        rf"(?:(?:on )?the |every )?(?P<nth>last|{'|'.join(ORDINALS)}) (?P<w>{WEEKDAY}) "
        r"(?:of|in) (?:every|each|the) month",
        _monthly_weekday,
    ),
    rule(
        "every.times",
        r"(?:for )?(?P<n>\d+) (?:times|x)|(?P<t>twice|thrice)",
        lambda m: Times(int(m["n"]) if m["n"] else 2 + (m["t"] == "thrice")),
    ),
)


def _nth(text: str) -> int:
    return int(text) if text.isdigit() else ORDINALS[text]
