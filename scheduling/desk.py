"""What every use case has at hand: the networks, their limits, and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from platforms.adapter import Adapter
from platforms.composition import Composition, Part
from platforms.content import Content
from platforms.judging import problems
from platforms.rules import Problem, Rules
from platforms.thumbnails import without_thumbnail
from scheduling.views import Choice

ELSEWHERE = frozenset({"media"})
"""Fields that a person cannot mend in the form of a plan: other files are needed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """``now`` is read once, so that one use case happens at one moment."""

    adapters: Mapping[str, Adapter]
    has_public_address: bool
    now: datetime

    def rules(self, network: str) -> Rules:
        """Return a known network's limits."""
        return self.adapters[network].rules

    def label(self, network: str) -> str:
        """Return the network as people write it."""
        return self.rules(network).label if network in self.adapters else network

    def compose(self, content: Content, network: str) -> Composition:
        """Return exactly what the network would get."""
        if network not in self.adapters:  # a post of a network that was since taken out
            return Composition(network, (Part(content.text, content.media),), content.options)
        return self.adapters[network].compose(content)

    def choices(self, content: Content, network: str) -> tuple[Choice, ...]:
        """List the network's settings that make sense for this, with what holds now."""
        if network not in self.adapters:
            return ()
        rules = self.rules(network)
        kind = without_thumbnail(content, rules)[0].kind
        composed = self.compose(content, network).options
        return tuple(
            Choice(name, option, composed.get(name))
            for name, option in rules.options.items()
            if kind in option.kinds
        )

    def judge(self, content: Content, network: str) -> tuple[Problem, ...]:
        """List what would make the network refuse this."""
        if network not in self.adapters:
            return (_unknown(network),)
        found = problems(content, self.rules(network), has_public_address=self.has_public_address)
        return tuple(found)


def blocking(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave the warnings out: only these keep a post from going out."""
    return tuple(problem for problem in found if not problem.is_warning)


def beyond_editing(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems that no edit of the text can mend."""
    return tuple(problem for problem in blocking(found) if problem.field in ELSEWHERE)


def _unknown(network: str) -> Problem:
    return Problem(
        "unknown_network",
        "media",
        f"Callboard does not publish to {network}.",
        "Leave it out.",
    )
