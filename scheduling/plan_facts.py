"""What a proposal remembers of how it was asked: the typed form of ``Proposal.ask``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from scheduling.ask import Unplaced
from scheduling.views import LeftOut
from scheduling.wishes import (
    ANY_TIME,
    NO_CONSTRAINTS,
    Constraints,
    WhenWish,
    read_constraints,
    read_when,
    write_constraints,
    write_when,
)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """
    Enough to plan again, and what the message tells beside the posts.

    ``carousel_wish`` is what the person said (``None``: nothing), ``is_carousel`` what was
    made of it. ``numbers`` and ``alternatives`` are by post id; ``refused`` holds post id
    and moment of what people have turned down.
    """

    zone: str
    when: WhenWish = ANY_TIME
    constraints: Constraints = NO_CONSTRAINTS
    seed: int = 0
    carousel_wish: bool | None = None
    is_carousel: bool = False
    can_be_carousel: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    alternatives: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)
    refused: frozenset[tuple[str, datetime]] = frozenset()
    left_out: tuple[LeftOut, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def is_now(self) -> bool:
        """The posts go out as soon as they are approved."""
        return self.when.type == "now"

    def turning_down(self, moments: Mapping[str, datetime]) -> PlanFacts:
        """Return the facts for a fresh try that offers none of these moments again."""
        return replace(self, seed=self.seed + 1, refused=self.refused | set(moments.items()))

    def to_json(self) -> dict[str, Any]:
        """Write them for the database."""
        return {
            "zone": self.zone,
            "when": write_when(self.when),
            "constraints": write_constraints(self.constraints),
            "seed": self.seed,
            "carousel_wish": self.carousel_wish,
            "is_carousel": self.is_carousel,
            "can_be_carousel": self.can_be_carousel,
            "numbers": dict(self.numbers),
            "alternatives": {
                post_id: [at.isoformat() for at in moments]
                for post_id, moments in self.alternatives.items()
            },
            "refused": sorted([post_id, at.isoformat()] for post_id, at in self.refused),
            "left_out": [asdict(one) for one in self.left_out],
            "unplaced": [asdict(one) for one in self.unplaced],
        }

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> PlanFacts:
        """Read what ``to_json`` wrote; an empty mapping is a plan nobody asked anything of."""
        found = cast("Mapping[str, Any]", said)
        alternatives = {
            post_id: tuple(datetime.fromisoformat(at) for at in moments)
            for post_id, moments in found.get("alternatives", {}).items()
        }
        refused = frozenset(
            (post_id, datetime.fromisoformat(at)) for post_id, at in found.get("refused", ())
        )
        return cls(
            zone=found.get("zone", "UTC"),
            when=read_when(found.get("when")),
            constraints=read_constraints(found.get("constraints")),
            seed=found.get("seed", 0),
            carousel_wish=found.get("carousel_wish"),
            is_carousel=found.get("is_carousel", False),
            can_be_carousel=found.get("can_be_carousel", False),
            numbers=dict(found.get("numbers", {})),
            alternatives=alternatives,
            refused=refused,
            left_out=tuple(LeftOut(**one) for one in found.get("left_out", ())),
            unplaced=tuple(Unplaced(**one) for one in found.get("unplaced", ())),
        )
