"""Sentences that show people what they can say; a test holds that each is understood."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.language.schema import Intent


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and the intent that it is an example of."""

    text: str
    intent: Intent


EXAMPLES: tuple[Example, ...] = (
    Example("schedule these to insta and x next week, weekday mornings", "schedule"),
    Example("post this on linkedin tomorrow at 9:30am", "schedule"),
    Example("spread these over the next 10 days, max 1 a day, not on weekends", "schedule"),
    Example("put this on instagram every monday at noon", "schedule"),
    Example("publish this on x right now", "publish_now"),
    Example("stage this for instagram", "stage"),
    Example("move friday's linkedin post to monday 10am", "reschedule"),
    Example("push everything on thursday back by 2 hours", "reschedule"),
    Example("cancel tomorrow's instagram post", "cancel"),
    Example("retry the failed ones", "retry"),
    Example("what's going out this week?", "list"),
    Example("help", "help"),
)
