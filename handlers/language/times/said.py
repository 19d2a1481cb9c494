"""What a sentence says about time, sorted: days with days, clocks with clocks, edges apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from handlers.language.phrases import DAYS, Phrase
from handlers.language.spans.atoms import (
    Atom,
    Clock,
    Day,
    Days,
    DaySpan,
    Hours,
    Length,
    Limit,
    Month,
    Night,
    Part,
    Relative,
    RestOfDay,
    Stretch,
    Times,
    Unclear,
    Week,
    Weekend,
    Year,
    Zone,
)

Use = Literal["new", "move", "pause", "filter"]
"""What the time is for: a new post, the new time of one, the end of a pause, or finding posts."""

STRETCHES = (Week, Weekend, Month, Year, Days, Hours, RestOfDay, DaySpan)
_EDGES = ("by", "before", "after", "until", "through", "from", "except")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Said:
    """Atoms of one or more phrases."""

    atoms: tuple[Atom, ...]

    def of(self, kind: type[_T]) -> tuple[_T, ...]:
        """Return the atoms of one kind, without repetitions."""
        return tuple(dict.fromkeys(atom for atom in self.atoms if isinstance(atom, kind)))

    @property
    def days(self) -> tuple[Day, ...]:
        """The days; "tonight" is today unless another day is named."""
        days = tuple(dict.fromkeys(atom for atom in self.atoms if isinstance(atom, DAYS)))
        return days or ((Relative(0),) if self.tonight else ())

    @property
    def tonight(self) -> bool:
        """Whether "tonight" was said."""
        return bool(self.of(Night))

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clock times."""
        return self.of(Clock)

    @property
    def part(self) -> str | None:
        """The part of the day, if one was said."""
        parts = self.of(Part)
        return parts[0].name if parts else ("night" if self.tonight else None)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches of days."""
        return tuple(dict.fromkeys(atom for atom in self.atoms if isinstance(atom, STRETCHES)))

    @property
    def empty(self) -> bool:
        """Whether nothing says a time (limits and zones do not)."""
        return not any(not isinstance(atom, (Limit, Zone, Times)) for atom in self.atoms)

    def plus(self, other: Said) -> Said:
        """Return the atoms of both."""
        return Said((*self.atoms, *other.atoms))


NOTHING = Said(())


@dataclass(frozen=True, slots=True)
class Speech:
    """The plain phrases, and those with a word that makes them an edge ("by", "until", …)."""

    plain: Said
    edges: dict[str, Said]
    alternatives: bool

    @property
    def everything(self) -> Said:
        """All atoms but the excluded ones."""
        said = self.plain
        for lead, more in self.edges.items():
            said = said if lead == "except" else said.plus(more)
        return said


def sort(phrases: Iterable[Phrase], use: Use) -> Speech:
    """Sort the phrases of one role."""
    listed = list(phrases)
    plain: list[Atom] = []
    edges: dict[str, Said] = {}
    for phrase in listed:
        loose = tuple(atom for atom in phrase.atoms if isinstance(atom, (Limit, Zone, Times)))
        bound = tuple(atom for atom in phrase.atoms if atom not in loose)
        if phrase.lead not in ("for", "by", "") or (use in ("new", "filter") and not phrase.lead):
            bound = tuple(_unbound(atom) for atom in bound)
        plain += loose
        if phrase.lead in _EDGES and bound:
            edges[phrase.lead] = edges.get(phrase.lead, Said(())).plus(Said(bound))
        else:
            plain += bound
    return Speech(Said(tuple(plain)), edges, any(phrase.or_else for phrase in listed))


def _unbound(atom: Atom) -> Atom:
    """A length counts where something lasts ("for 2 weeks"); elsewhere it says no time."""
    return Unclear("which_time") if isinstance(atom, Length) else atom
