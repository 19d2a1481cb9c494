"""Stretches of days: "next week", "this weekend", "over the next 10 days", "in april"."""

from __future__ import annotations

from handlers.language.spans.atoms import (
    Atom,
    Days,
    Hours,
    Month,
    RestOfDay,
    Unclear,
    Week,
    Weekend,
    Words,
    Year,
)
from handlers.language.spans.rule import MONTH, Match, month, number, rule

_OVER = r"(?:(?:over|in|for|during|within|across|throughout|through|on|at) )?(?:the )?"
_MANY = r"(?P<n>\d+|couple(?: of)?|one|)"
_LATER = {"next": 1, "following": 1, "coming": 1, "this": 0, "current": 0, "the": 0}
_BACK = {"last": -1, "past": -1, "previous": -1}
_YEARS = {"this": 0, "last": -1, "next": 1}
_NOT_MODAL = rf"(?!may\b|march\b){MONTH}"


def _week(match: Match) -> Atom:
    return Week({**_LATER, **_BACK}[match["k"]])


def _weekend(match: Match) -> Atom:
    return Weekend({**_LATER, **_BACK}.get(match["k"] or "this", 0))


def _month(match: Match) -> Atom:
    return Month(later={**_LATER, **_BACK}[match["k"]])


def _named_month(match: Match) -> Atom:
    groups = match.groupdict()
    year = groups.get("y")
    return Month(month(match["m"]), year=int(year) if year else None)


def _next(match: Match) -> Atom:
    return Days(_days(match))


def _last(match: Match) -> Atom:
    return Days(-_days(match))


def _days(match: Match) -> int:
    count = number(match["n"] or "1")
    return count * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[match["u"]]


RULES = (
    rule(
        "window.week", rf"{_OVER}(?P<k>next|this|last|past|previous|current|following) week", _week
    ),
    rule("window.the-week", r"(?:over|for|in|during) (?P<k>the) week(?! of| view)", _week),
    rule("window.week-after-next", r"(?:the )?week after next", lambda _: Week(2)),
    rule(
        "window.rest-of-week",
        rf"{_OVER}(?:rest|remainder) of (?:the|this) week|later this week",
        lambda _: Week(0, rest=True),
    ),
    rule(
        "window.weekend",
        rf"{_OVER}(?:coming )?(?:(?P<k>next|this|last|past|coming) )?weekend(?! warrior|s)",
        _weekend,
    ),
    rule(
        "window.next-days",
        rf"{_OVER}(?:next|coming|following) {_MANY} ?(?P<u>day|week|fortnight)",
        lambda m: _next(m) if m["n"] else None,
    ),
    rule(
        "window.over-days", r"(?:over|across) (?P<n>\d+|a|one|a couple of) (?P<u>day|week)", _next
    ),
    rule("window.over-month", r"over a (?P<n>)(?P<u>month)", _next),
    rule(
        "window.last-days",
        rf"{_OVER}(?:last|past|previous) {_MANY} ?(?P<u>day|week|month)",
        lambda m: _last(m) if m["n"] else None,
    ),
    rule(
        "window.hours",
        rf"{_OVER}(?:next|coming) (?P<n>\d+) hour|within (?:the )?(?:next )?(?P<n2>\d+) hour",
        lambda m: Hours(int(m["n"] or m["n2"])),
    ),
    rule(
        "window.few",
        rf"{_OVER}(?:next |coming |last |past )?(?:few|several|some) (?:day|week|month)|"
        rf"{_OVER}(?:coming|next) day|in the coming week",
        lambda _: Unclear("which_day"),
    ),
    rule(
        "window.month",
        rf"{_OVER}(?:(?:calendar )?(?P<k>next|this|last|previous|current|coming) month)",
        _month,
    ),
    rule("window.the-month", r"(?:over|during|in|throughout|for) (?P<k>the) month", _month),
    rule(
        "window.rest-of-month",
        rf"{_OVER}(?:rest|remainder) of (?:the|this) month|later this month",
        lambda _: Month(rest=True),
    ),
    rule(
        "window.in-month",
        rf"(?:over|in|for|during|throughout|all of|of|me|across)(?: the)?(?: month(?: of)?)? "
        rf"(?P<m>{MONTH})(?: (?P<y>20\d\d))?(?! (?:the )?\d)",
        _named_month,
    ),
    rule("window.this-month-name", rf"(?:this|next|last|all) (?P<m>{MONTH})", _named_month),
    rule("window.month-name", rf"(?P<m>{_NOT_MODAL})(?: (?P<y>20\d\d))?", _named_month),
    rule("window.month-name-alone", r"(?:,|^)? ?(?P<m>march)(?= ,|$)", _named_month),
    rule("window.from-now-on", r"from now on|until further notice", lambda _: Words()),
    rule("window.year", rf"{_OVER}(?P<k>this|last|next) year", lambda m: Year(_YEARS[m["k"]])),
    rule(
        "window.later-today",
        r"(?:sometime )?later (?:on )?today|(?:the )?rest of (?:the|to) ?day|sometime today|"
        r"today sometime",
        lambda _: RestOfDay(),
    ),
)
