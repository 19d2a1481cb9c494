"""Exact moments: honoured to the minute or refused with a reason, never moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from scheduling import phrases
from scheduling.ask import Ask, Placement, Plan, Unplaced, Wish
from scheduling.calendars import Calendar, calendars, caps_forbid, gap_for
from scheduling.local_time import instant, local
from scheduling.reasons import LIMITS, neighbours

SHORTEST_FOLLOW = timedelta(minutes=15)


def at_exact_moments(ask: Ask) -> Plan:
    """
    Place every group at its exact moment.

    The network's usual gap does not count here (whoever names a minute means it), the
    person's own gap and all caps do. Where one moment is given for several contents, the
    first gets it and the others follow.
    """
    accounts = calendars(ask)
    placements, unplaced = [], []
    moments = _moments(ask)
    for wish in ask.wishes:
        at = moments.get(wish.group)
        calendar = accounts[wish.account_id]
        refusal = _too_few(ask, wish) if at is None else _refusal(ask, wish, at, calendar)
        if at is None or refusal is not None:
            unplaced.append(refusal or _too_few(ask, wish))
            continue
        placements.append(Placement(wish.id, at, _why(ask, wish, at, calendar)))
        calendar.add(at)
    return Plan(ask.strategy, tuple(placements), tuple(unplaced), _notes(ask, moments))


def _moments(ask: Ask) -> dict[str, datetime]:
    """Return each group's moment: as listed, or the first as asked and the rest behind it."""
    groups = list(dict.fromkeys(wish.group for wish in ask.wishes))
    if ask.at is None:
        return dict(zip(groups, ask.moments, strict=False))
    gap = max(SHORTEST_FOLLOW, *(gap_for(ask, wish) for wish in ask.wishes))
    return {group: _following(ask, ask.at, index, gap) for index, group in enumerate(groups)}


def _following(ask: Ask, at: datetime, index: int, gap: timedelta) -> datetime:
    """The next contents come a gap later, or with Steady at the same time of the next days."""
    if ask.strategy != "steady":
        return at + index * gap
    wall = local(at, ask.zone)
    return (
        at
        if not index
        else (instant(wall.date() + timedelta(days=index), wall.time(), ask.zone)[0])
    )


def _refusal(ask: Ask, wish: Wish, at: datetime, calendar: Calendar) -> Unplaced | None:
    when = phrases.moment(at, ask.zone)
    if at < ask.now:
        return Unplaced(wish.id, "past", f"{when} has already gone by.")
    if (wish.id, at) in ask.refused:
        return Unplaced(
            wish.id, "refused", f"You asked for {when} exactly, so there is no other time to offer."
        )
    near = min((abs(at - other) for other in calendar.taken), default=None)
    if ask.min_gap is not None and near is not None and near < ask.min_gap:
        words = LIMITS["gap"](ask, wish)
        return Unplaced(wish.id, "gap", f"{when} is too close to another post: {words}.")
    cap = caps_forbid(ask, wish, at, calendar)
    if cap is not None:
        words = LIMITS[cap](ask, wish)
        return Unplaced(wish.id, cap, f"{when} is too much on {wish.name}: {words}.")
    return None


def _too_few(ask: Ask, wish: Wish) -> Unplaced:
    moments = phrases.count(len(ask.moments), "moment")
    sentence = f"The times you gave hold only {moments}, and there are more posts than that."
    return Unplaced(wish.id, "moments", sentence)


def _why(ask: Ask, wish: Wish, at: datetime, calendar: Calendar) -> str:
    is_asked = at == ask.at or at in ask.moments
    merit = "the time you asked for" if is_asked else "follows the one before it"
    return ", ".join([merit, *neighbours(wish, at, previous=calendar.before(at))])


def _notes(ask: Ask, moments: dict[str, datetime]) -> tuple[str, ...]:
    if ask.at is None or len(moments) < 2:
        return ()
    asked = phrases.moment(ask.at, ask.zone)
    follow = "one a day" if ask.strategy == "steady" else "with a gap between them"
    return (f"{asked} is the time of the first post; the others follow {follow}.",)
