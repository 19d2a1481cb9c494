"""Sentences that show people what they can say; a test holds that each is understood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from handlers.language.schema import Intent


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and the intent that it is an example of."""

    text: str
    intent: Intent
    network: str = ""
    """The network it names, if any."""


EXAMPLES: tuple[Example, ...] = (
    Example("schedule these to insta and x next week, weekday mornings", "schedule"),
    Example("post this on linkedin tomorrow at 9:30am", "schedule", "linkedin"),
    Example("spread these over the next 10 days, max 1 a day, not on weekends", "schedule"),
    Example("post this on x tomorrow at 9:30am", "schedule", "twitter"),
    Example("publish this on x right now", "publish_now", "twitter"),
    Example("stage this for instagram", "stage", "instagram"),
    Example("move friday's x post to monday 10am", "reschedule", "twitter"),
    Example("push everything on thursday back by 2 hours", "reschedule"),
    Example("cancel tomorrow's instagram post", "cancel", "instagram"),
    Example("retry the failed ones", "retry"),
    Example("what's going out this week?", "list"),
    Example("help", "help"),
)


def examples_for(networks: Collection[str]) -> tuple[str, ...]:
    """Return the sentences that name none but these networks, for help that always works."""
    return tuple(one.text for one in EXAMPLES if not one.network or one.network in networks)
