"""Clock times and parts of the day: "3pm", "9h30", "half past 8", "at 5", "in the evening"."""

from __future__ import annotations

from handlers.language.spans.atoms import Atom, Clock, Night, Part, Unclear
from handlers.language.spans.rule import WEEKDAY, Match, rule

_BARE_BEFORE = r"(?:for|by|before|after|until|from|to|of|instead of|starting|hour)"
_NOT_A_COUNT = (
    r"(?! (?:of|more|other|different|new|minute|hour|day|week|month|percent|characters?|words?|-|"
    r"posts|clips|videos|reels|pics|photos|images|stories|tweets|drafts|networks|platforms)(?!\S))"
)
_BARE_AFTER = (
    r"(?= (?:on|in|at|today|tonight|tomorrow|instead|please|and|or|for|this|these|to|sharp|each|"
    r"every|from|with|then|next|ish|it|the|local|my|,|\.|\?|:|facebook|instagram|linkedin|tiktok|"
    rf"twitter|youtube|[\ue001-\ue008]|{WEEKDAY})(?!\S)|$)"
)
_HALF = r"(?P<part>morning|afternoon|evening|night)"


def clock(hour: int, minute: int = 0, half: str | None = None, *, colon: bool = False) -> Atom:
    """Return the clock that was written, or what to ask when there is no such time."""
    if (half == "am" and hour > 12) or (half == "pm" and not 1 <= hour <= 23):
        return Unclear("which_time")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or (hour, minute) > (24, 0):
        return Unclear("which_time")
    if half or not 1 <= hour <= 12:
        return Clock(hour, minute)
    return Clock(hour, minute, "written" if colon and hour >= 7 else "bare")


def exact(hour: int, minute: int = 0) -> Atom:
    """Return a clock on the 24-hour dial."""
    if minute > 59 or (hour, minute) > (24, 0):
        return Unclear("which_time")
    return Clock(hour, minute)


def _written(match: Match) -> Atom:
    hour, minute = match["h"], int(match["m"] or 0)
    if "h" in match.group() or (hour.startswith("0") and not match["half"]):
        return exact(int(hour), minute)
    return clock(int(hour), minute, match["half"], colon=bool(match["m"]))


def _oclock(match: Match) -> Atom:
    hour = int(match["h"])
    return clock(hour) if "clock" in match.group() else exact(hour)


def _with_part(match: Match) -> Atom:
    hour, minute = int(match["h"]), int(match["m"] or 0)
    part = match["part"]
    if hour > 12 or hour == 0:
        return exact(hour, minute)
    if part == "night":
        return clock(hour, minute, "pm" if 6 <= hour <= 11 else "am")
    return clock(hour, minute, "am" if part == "morning" else "pm")


def _military(match: Match) -> Atom:
    return exact(int(match["c"][:2]), int(match["c"][2:]))


def _past(match: Match) -> Atom:
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}.get(match["n"]) or int(match["n"])
    named = {"noon": 12, "midnight": 24}.get(match["h"])
    hour = named or int(match["h"])
    if match["way"] in ("to", "before", "of"):
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return exact(hour % 24, minutes) if named else clock(hour, minutes, match["half"])


RULES = (
    rule(
        "clock.written",
        r"(?P<h>\d{1,2})(?::(?P<m>\d\d))?(?::\d\d)?(?P<half>am|pm)",
        _written,
    ),
    rule("clock.twenty-four", r"(?P<h>\d{1,2})[:h](?P<m>\d\d)(?::\d\d)?(?P<half>)", _written),
    rule("clock.h", r"(?P<h>\d{1,2})(?:h| uhr| o'?clock)", _oclock),
    rule("clock.hour", r"hour (?P<h>\d{1,2})", lambda m: exact(int(m["h"]))),
    rule("clock.hours", r"at (?P<s>(?P<h>\d{1,2}) hours?)", lambda m: exact(int(m["h"]))),
    rule("clock.military", r"(?P<c>0\d[0-5]\d)(?: hours?)?", _military),
    rule("clock.military-at", r"at (?P<s>(?P<c>[12]\d[0-5]\d)(?: hours?)?)", _military),
    rule("clock.noon", r"(?:12 )?noon", lambda _: Clock(12)),
    rule("clock.midnight", r"(?:12 )?midnight", lambda _: Clock(0, midnight=True)),
    rule("clock.midnight-tonight", r"midnight tonight", lambda _: Clock(0, midnight=True)),
    rule("clock.day-end", r"(?:the )?end of (?:the )?day|eod|cob", lambda _: Clock(24)),
    rule(
        "clock.past",
        r"(?P<n>half|a quarter|quarter|\d{1,2})(?: minute)? (?P<way>past|after) "
        r"(?P<h>\d{1,2}|noon|midnight)h?(?P<half>am|pm)?",
        _past,
    ),
    rule(
        "clock.to",
        r"(?P<n>a quarter|quarter|(?:5|10|20|25)(?= minute)) (?:minute )?(?P<way>to|before|of) "
        r"(?P<h>\d{1,2}|noon|midnight)h?(?P<half>am|pm)?",
        _past,
    ),
    rule("clock.half", r"(?P<n>half) (?P<h>\d{1,2})(?P<half>am|pm)?(?P<way>)", _past),
    rule(
        "clock.bare",
        rf"{_BARE_BEFORE} (?P<s>(?P<h>\d{{1,2}})){_BARE_AFTER}",
        lambda m: clock(int(m["h"])),
    ),
    rule(
        "clock.at",
        rf"(?:at|around|about) (?:about |around |exactly )?(?P<s>(?P<h>\d{{1,2}})){_NOT_A_COUNT}",
        lambda m: clock(int(m["h"])),
    ),
    rule("clock.one", rf"(?:at|around) (?P<s>one)(?! of){_BARE_AFTER}", lambda _: clock(1)),
    rule(
        "clock.after-day",
        rf"(?:today|tonight|tomorrow|{WEEKDAY}) ,? ?(?P<s>(?P<h>\d{{1,2}})){_BARE_AFTER}",
        lambda m: clock(int(m["h"])),
    ),
    rule(
        "clock.apart",
        r"(?P<h>\d{1,2}) (?:o'?clock )?(?P<half>am|pm)",
        lambda m: clock(int(m["h"]), 0, m["half"]),
    ),
    rule(
        "clock.run-together",
        r"at (?P<s>(?P<h>[1-9])(?P<m>[0-5]\d))",
        lambda m: clock(int(m["h"]), int(m["m"]), colon=True),
    ),
    rule(
        "clock.spoken",
        r"at (?P<s>(?P<h>\d{1,2}) (?P<m>[1-5]\d)(?: (?P<half>am|pm))?)"
        r"(?= (?:on|in|to|tomorrow|today|,|\.)|$)",
        lambda m: clock(int(m["h"]), int(m["m"]), m["half"], colon=True),
    ),
    rule(
        "clock.before-day",
        rf"(?P<s>(?P<h>\d{{1,2}})) (?:tomorrow|today|{WEEKDAY}) {_HALF}",
        lambda m: clock(int(m["h"])),
    ),
    rule("clock.tonight", r"(?P<s>(?P<h>\d{1,2})) tonight", lambda m: clock(int(m["h"]))),
    rule(
        "clock.with-part",
        rf"(?<!half )(?<!past )(?<!quarter to )(?P<h>\d{{1,2}})(?::(?P<m>\d\d))? (?:in the |"
        rf"at |o'?clock in the |this )?{_HALF}",
        _with_part,
    ),
    rule(
        "clock.ish",
        r"(?P<h>\d{1,2})(?P<half>am|pm)? ?ish",
        lambda m: clock(int(m["h"]), 0, m["half"]),
    ),
    rule("part.early", r"(?:in the )?early (?:in the )?morning", lambda _: Part("early morning")),
    rule("part.early-each", r"early mornings", lambda _: Part("early morning", each=True)),
    rule(
        "part.one",
        r"(?:(?:in|during|at|over) )?(?:the )?(?P<p>morning|lunchtime|afternoon|evening|night)",
        lambda m: Part(m["p"]),
    ),
    rule(
        "part.each",
        r"(?:(?:only )?(?:in|during|on) )?(?:the )?(?P<p>morning|afternoon|evening|"
        r"night)s(?: only)?|"
        r"(?P<q>morning|lunchtime|afternoon|evening|night) only|only (?:in the )?(?P<r>morning|"
        r"afternoon|evening|night)s?",
        lambda m: Part(m["p"] or m["q"] or m["r"], each=True),
    ),
    rule("part.tonight", r"(?:late )?tonight", lambda _: Night()),
    rule(
        "part.first-thing", r"first thing(?: in the)?(?: morning)?", lambda _: Unclear("which_time")
    ),
    rule(
        "clock.soonish",
        r"soonish|soon|some ?time soon|(?:at )?some point|some other time|whenever|shortly|"
        r"in a bit|"
        r"in a (?:little )?while|later on|one of these day|eventually|another time|another day",
        lambda _: Unclear("which_time"),
    ),
)
