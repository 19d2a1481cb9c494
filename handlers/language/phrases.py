"""Time phrases: atoms that stand together, and the word that leads them ("by", "until", "from")."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from handlers.language.lexicon.networks import NETWORKS, UNKNOWN
from handlers.language.lexicon.words import BREAKS, FRAME, KINDS, POSTS, STATUSES
from handlers.language.spans import (
    abroad,
    clock,
    constraint,
    day,
    recurrence,
    shift,
    window,
    zone,
)
from handlers.language.spans import (
    range as ranges,
)
from handlers.language.spans.atoms import (
    Atom,
    CalendarDay,
    Clock,
    DayOfMonth,
    DaySpan,
    Holiday,
    Length,
    Limit,
    NthWeekday,
    NumericDay,
    Relative,
    RightNow,
    Times,
    Weekday,
    Words,
)
from handlers.language.spans.rule import Rule, Span, spans

RULES: tuple[Rule, ...] = (
    *day.RULES,
    *abroad.RULES,
    *clock.RULES,
    *ranges.RULES,
    *window.RULES,
    *shift.RULES,
    *recurrence.RULES,
    *zone.RULES,
    *constraint.RULES,
)
DAYS = (Relative, Weekday, CalendarDay, NumericDay, DayOfMonth, NthWeekday, Holiday)
_ALONE = (RightNow, Limit, Times, Length)
_LEADS: tuple[tuple[str, str], ...] = (
    ("by", r"by|no later than|not later than|at the latest|latest by|due|within|up to"),
    ("before", r"before|prior to|ahead of|earlier than"),
    ("after", r"after|not before|no earlier than|later than|past|any ?time after"),
    ("until", r"until|up until|through(?:out)? until"),
    ("through", r"through|up to and including|until and including"),
    ("from", r"from|starting|starting from|start|beginning|as of|since|begin|effective"),
    (
        "except",
        (
            r"except|except for|excluding|avoid|avoiding|skip|skipping|but not|not|without|"
            r"other than|apart from"
        ),
    ),
    ("instead", r"instead of|rather than|and not|not"),
    ("between", r"between"),
    ("to", r"to|→|into|onto"),
    ("for", r"for"),
)
_LEAD = re.compile(
    rf"(?<!\S)(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _LEADS if name != 'instead')})"
    r"(?P<then>(?: (?:on|at|the|of|from|around|about|a))*) ?$"
)
_INSTEAD = re.compile(r"(?<!\S)(?:instead of|rather than)(?: (?:on|at|the))* ?$")
_ASKED = re.compile(r"(?<!\S)(?:did|do|does|is|are|was|were|has|have|will|can) not ?$")
_GLUE = frozenset(
    "at on the of in around about @ , . for and then sharp exactly please sometime anytime "
    "only this "
    "local - any time".split()
)
_TO = frozenset({"to", "-", "until", "through", "up to", "till", "and", "to the", "until the"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring atoms; ``lead`` is the word before them, taken up into the phrase."""

    start: int
    end: int
    lead: str
    spans: tuple[Span, ...]
    or_else: bool = False
    """Joined to the phrase before it by "or": one of two, so neither is sure."""

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The meanings in it, in order."""
        return tuple(span.atom for span in self.spans)


def phrases(text: str, taken: list[tuple[int, int]]) -> list[Phrase]:
    """Return the time phrases of ``text`` outside of the places that others have taken."""
    found = [span for span in chosen(spans(RULES, text)) if not _inside(span, taken)]
    kept = [span for span in found if not isinstance(span.atom, Words)]
    groups: list[Phrase] = []
    for span in _day_spans(kept, text):
        groups = _joined(groups, span, text)
    return [phrase for phrase in groups if not _names_content(phrase, text)]


def _names_content(phrase: Phrase, text: str) -> bool:
    """Whether a bare day word is the first word of a name ("the weekend vibes reel")."""
    if len(phrase.spans) > 1 or phrase.spans[0].rule not in _NAMING or phrase.lead:
        return False
    if " " in text[phrase.start : phrase.end].removeprefix("the ") or _ON.search(
        text[: phrase.start]
    ):
        return False
    following = text[phrase.end :].split()[:1]
    return bool(following) and following[0].isalpha() and following[0] not in _NO_NAMES


_NAMING = frozenset({"day.weekday", "window.weekend", "window.month-name", "part.one"})
_ON = re.compile(r"(?<!\S)(?:on|at|in|this|next|last|every|each|over|during|for|by|to|of|or|→) $")
_NO_NAMES = FRAME | BREAKS | POSTS | frozenset({*KINDS, *STATUSES, *NETWORKS, *UNKNOWN})


def chosen(candidates: list[Span]) -> list[Span]:
    """Return the non-overlapping spans that explain most; long ones beat the short ones in them."""
    ordered = sorted(candidates, key=lambda span: (span.end, span.start))
    ends = [span.end for span in ordered]
    best: list[tuple[int, list[Span]]] = [(0, [])]
    for place, span in enumerate(ordered):
        before = best[bisect_right(ends, span.start, 0, place)]
        worth = before[0] + (span.end - span.start) ** 2
        take = (worth, [*before[1], span])
        best.append(take if worth > best[-1][0] else best[-1])
    return best[-1][1]


def _inside(span: Span, taken: list[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in taken)


def _day_spans(found: list[Span], text: str) -> list[Span]:
    """Join "monday to friday" and "between march 9 and march 12" to one span of days."""
    joined: list[Span] = []
    for span in found:
        last = joined[-1] if joined else None
        if last is not None and _is_day_span(last, span, text):
            start = Relative(0) if isinstance(last.atom, RightNow) else last.atom
            assert isinstance(start, DAYS)  # noqa: S101  narrowed by _is_day_span
            assert isinstance(span.atom, DAYS)  # noqa: S101
            joined[-1] = Span(last.start, span.end, "range.days", DaySpan(start, span.atom))
        else:
            joined.append(span)
    return joined


def _is_day_span(first: Span, second: Span, text: str) -> bool:
    if not isinstance(first.atom, (*DAYS, RightNow)) or not isinstance(second.atom, DAYS):
        return False
    gap = text[first.end : second.start].strip()
    between = text[: first.start].rstrip().endswith("between")
    return gap in _TO and (gap != "and" or between)


def _joined(groups: list[Phrase], span: Span, text: str) -> list[Phrase]:
    last = groups[-1] if groups else None
    gap = text[last.end : span.start].split() if last else []
    alone = isinstance(span.atom, _ALONE) or (last and isinstance(last.atoms[-1], _ALONE))
    if last and not alone and all(word in _GLUE for word in gap):
        return [*groups[:-1], replace(last, end=span.end, spans=(*last.spans, span))]
    start, lead = _lead(text, span, last.end if last else 0)
    or_else = bool(last) and "or" in gap and len(gap) <= 3
    return [*groups, Phrase(start, span.end, lead, (span,), or_else)]


def _lead(text: str, span: Span, floor: int) -> tuple[int, str]:
    """Return where the phrase begins with its leading word, and which word that is."""
    start, atom = span.start, span.atom
    before = text[floor:start]
    if match := _INSTEAD.search(before):
        return floor + match.start(), "instead"
    match = _LEAD.search(before)
    if match is None:
        return start, ""
    lead = next(name for name, _ in _LEADS if name != "instead" and match[name])
    if lead in ("to", "for"):
        return start, lead
    if lead == "except" and (isinstance(atom, RightNow) or _ASKED.search(before)):
        return start, ""
    if lead == "except" and isinstance(atom, Clock):
        lead = "instead"
    return floor + match.start(), lead
