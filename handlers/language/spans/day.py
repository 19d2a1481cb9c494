"""Days: "tomorrow", "friday next week", "march 12", "the 15th", "5/11", "new year's eve"."""

from __future__ import annotations

from handlers.language.lexicon.calendar import HOLIDAYS, ORDINALS
from handlers.language.spans.atoms import (
    Atom,
    CalendarDay,
    DayOfMonth,
    Holiday,
    NthWeekday,
    NumericDay,
    Relative,
    Unclear,
    Weekday,
    Which,
    Words,
)
from handlers.language.spans.rule import (
    COUNT,
    MONTH,
    NOUN,
    WEEKDAY,
    Match,
    month,
    number,
    rule,
    weekday,
)

_WHICH: dict[str, Which] = {
    "this": "this",
    "next": "following",
    "last": "last",
    "past": "last",
    "previous": "last",
}
_LED = rf"(?:(?P<w>{WEEKDAY}) (?:, |the )?)?"
_DAY_NUMBER = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_ORDINAL_WORD = rf"(?:{'|'.join(ORDINALS)})"
_YEAR = r"(?: (?:, )?(?P<y>20\d\d))?"
_THE_MONTH = rf"(?:(?:the |this )?month|(?P<next>next month)|(?:the month )?(?P<m>{MONTH}))"
_HOLIDAY = "|".join(
    name.replace("years", "year(?: 's)?").replace("valentines", "valentine(?: 's)?")
    for name in HOLIDAYS
    if name not in ("new year eve", "new year day", "valentine day")
)


def _in_days(match: Match) -> Atom:
    days = number(match["n"]) * {"day": 1, "week": 7, "fortnight": 14}[match["u"]]
    return Relative(days + (match.groupdict().get("from") == "tomorrow"))


def _weekday(match: Match) -> Atom:
    which = "" if match.groupdict().get("coming") else (match["which"] or "").strip()
    return Weekday(weekday(match["w"]), _WHICH.get(which, "next"))


def _weeks_later(match: Match) -> Atom:
    return Weekday(weekday(match["w"]), weeks_later=number(match["n"]))


def _in_week(match: Match) -> Atom:
    later = number(match["n"])
    return Weekday(weekday(match["w"]), "next_week", later - 1)


def _calendar(match: Match) -> Atom:
    year, led = match["y"], match["w"]
    return CalendarDay(
        _day_number(match["d"]),
        month(match["m"]),
        int(year) if year else None,
        weekday(led) if led else None,
    )


def _day_number(text: str) -> int:
    return int(text) if text.isdigit() else ORDINALS[text]


def _iso(match: Match) -> Atom:
    return CalendarDay(int(match["d"]), int(match["m"]), int(match["y"]))


def _numeric(match: Match) -> Atom:
    year = match["y"]
    led = match["w"]
    full = (int(year) + (2000 if len(year) == 2 else 0)) if year else None
    numbers = int(match["a"]), int(match["b"])
    if match["sep"] == ".":
        return CalendarDay(*numbers, full, weekday(led) if led else None)
    return NumericDay(*numbers, full, weekday(led) if led else None)


def _day_of_month(match: Match) -> Atom:
    led = match["w"]
    return DayOfMonth(int(match["d"]), weekday=weekday(led) if led else None)


def _day_of_that_month(match: Match) -> Atom:
    return DayOfMonth(_day_number(match["d"]), 1 if match["k"] == "next" else 0)


def _month_end(match: Match) -> Atom:
    named = match["m"]
    if named:
        return DayOfMonth(-1, month=month(named))
    return DayOfMonth(-1, 1 if match["next"] else 0)


def _nth_weekday(match: Match) -> Atom:
    nth = -1 if match["nth"] == "last" else ORDINALS[match["nth"]]
    named = match["m"]
    later = 1 if match["next"] else 0
    return NthWeekday(nth, weekday(match["w"]), month(named) if named else None, later)


RULES = (
    rule("day.today", r"today", lambda _: Relative(0)),
    rule("day.this-part", r"this(?= (?:morning|afternoon|evening|night))", lambda _: Relative(0)),
    rule("day.last-night", r"last(?= (?:night|evening))", lambda _: Relative(-1)),
    rule("day.tomorrow", r"tomorrow", lambda _: Relative(1)),
    rule("day.yesterday", r"yesterday", lambda _: Relative(-1)),
    rule("day.after-tomorrow", r"(?:the )?day after tomorrow|overmorrow", lambda _: Relative(2)),
    rule("day.before-yesterday", r"(?:the )?day before yesterday", lambda _: Relative(-2)),
    rule(
        "day.in-days", rf"in (?P<n>{COUNT}) (?P<u>day|week|fortnight)(?: 's)?(?: time)?", _in_days
    ),
    rule(
        "day.from-now",
        rf"(?P<n>{COUNT}) (?P<u>day|week|fortnight) (?:from (?P<from>now|today|tomorrow)|hence)",
        _in_days,
    ),
    rule(
        "day.weekday",
        rf"(?:the )?(?:(?P<which>this|next|last|past|previous) )?(?P<coming>coming |upcoming )?"
        rf"(?P<w>{WEEKDAY})",
        _weekday,
    ),
    rule(
        "day.weekday-possessive",
        rf"(?P<s>(?P<which>this |next )?(?P<w>{WEEKDAY}s)) (?:\w+ )?{NOUN}",
        _weekday,
    ),
    rule(
        "day.weekday-next-week",
        rf"(?P<w>{WEEKDAY}) (?:of |in )?next week|next week (?:'s |on |, )?(?P<w2>{WEEKDAY})",
        lambda m: Weekday(weekday(m["w"] or m["w2"]), "next_week"),
    ),
    rule(
        "day.weekday-this-week",
        rf"(?P<w>{WEEKDAY}) (?:of )?this week|this week (?:'s |on |, )?(?P<w2>{WEEKDAY})",
        lambda m: Weekday(weekday(m["w"] or m["w2"]), "this_week"),
    ),
    rule(
        "day.week-from", rf"(?P<n>{COUNT}) weeks? (?:from|on|after) (?P<w>{WEEKDAY})", _weeks_later
    ),
    rule(
        "day.weekday-week",
        rf"(?P<w>{WEEKDAY}) week(?! view)",
        lambda m: Weekday(weekday(m["w"]), weeks_later=1),
    ),
    rule("day.weekday-in-weeks", rf"(?P<w>{WEEKDAY}) in (?P<n>{COUNT}) week", _in_week),
    rule("day.in-weeks-on", rf"in (?P<n>{COUNT}) week on (?P<w>{WEEKDAY})", _in_week),
    rule("day.after-next", rf"(?:the )?{WEEKDAY} after next", lambda _: Unclear("which_day")),
    rule(
        "day.date",
        rf"{_LED}(?:the )?(?:{_DAY_NUMBER}|(?P<o>{_ORDINAL_WORD})) (?:of |"
        rf"- )?(?P<m>{MONTH}){_YEAR}",
        lambda m: CalendarDay(
            _day_number(m["d"] or m["o"]),
            month(m["m"]),
            int(m["y"]) if m["y"] else None,
            weekday(m["w"]) if m["w"] else None,
        ),
    ),
    rule("day.month-date", rf"{_LED}(?P<m>{MONTH}) (?:the )?{_DAY_NUMBER}{_YEAR}", _calendar),
    rule("day.iso", r"(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})", _iso),
    rule(
        "day.numeric",
        rf"{_LED}(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?:(?:[./-](?P<y>\d{{4}}|\d\d))|"
        r"\.)?",
        _numeric,
    ),
    rule(
        "day.the-nth",
        rf"{_LED}(?:the )(?P<d>\d{{1,2}})(?:st|nd|rd|th)(?! (?:\S+ )?{NOUN}(?!\S))",
        _day_of_month,
    ),
    rule(
        "day.nth",
        rf"(?:on|for|by|until|before|after|from|to|and|-|{WEEKDAY}) "
        rf"(?P<s>(?P<d>\d{{1,2}})(?:st|nd|rd|th))(?! (?:\S+ )?{NOUN}(?!\S))",
        lambda m: DayOfMonth(int(m["d"])),
    ),
    rule(
        "day.weekday-nth",
        rf"(?P<w>{WEEKDAY}) (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)",
        _day_of_month,
    ),
    rule(
        "day.nth-of-month",
        rf"(?:the )?(?:(?P<d>\d{{1,2}}|{_ORDINAL_WORD})(?:st|nd|rd|th)?)(?: day)? "
        r"of (?:the )?(?P<k>next|this|the) month",
        _day_of_that_month,
    ),
    rule(
        "day.month-end",
        rf"(?:the )?(?:end|last day) of {_THE_MONTH}|(?:the )?month end",
        _month_end,
    ),
    rule(
        "day.week-end",
        r"(?:the )?end of (?:the )?(?:this |current )?week|eow",
        lambda _: Weekday(6, "this_week"),
    ),
    rule(
        "day.next-week-end",
        r"(?:the )?end of (?:the )?(?:next|following|coming) week",
        lambda _: Weekday(6, "next_week"),
    ),
    rule(
        "day.vague",
        rf"(?:(?:the )?(?:beginning|start|middle|mid|early|late)(?: of| -|-)?|early|late|mid) "
        rf"(?:in )?(?:the |this |next )?(?:week|month|{MONTH}|year)",
        lambda _: Unclear("which_day"),
    ),
    rule(
        "day.week-of",
        r"(?:the )?week (?:of|starting(?: on)?|commencing|beginning)|w / c",
        lambda _: Unclear("which_day"),
    ),
    rule(
        "day.long-weekend",
        r"(?:(?:labor|labour|memorial|bank|president|presidents|veterans) )?"
        r"(?:day|holiday|easter|christmas|thanksgiving|long) weekend",
        lambda _: Unclear("which_day"),
    ),
    rule(
        "day.weekdays-from-now",
        rf"\d+ {WEEKDAY}s (?:from now|later|ago)",
        lambda _: Unclear("which_day"),
    ),
    rule(
        "day.nth-weekday",
        rf"(?:the )?(?P<nth>last|{_ORDINAL_WORD}) (?P<w>{WEEKDAY}) (?:of|in) {_THE_MONTH}",
        _nth_weekday,
    ),
    rule(
        "day.holiday",
        rf"(?:on|for|by|until|before|after|from|of) (?:this )?(?P<s>(?P<h>{_HOLIDAY}))",
        lambda m: Holiday(m["h"].replace(" 's", "")),
    ),
    rule(
        "day.holiday-clock",
        rf"(?:this )?(?P<h>{_HOLIDAY})(?= (?:at |, )?\d)",
        lambda m: Holiday(m["h"].replace(" 's", "")),
    ),
    rule("day.holiday-name", rf"(?:{_HOLIDAY})", lambda _: Words()),
)
