"""
Why a use case did not do what was asked: one class per reaction of a door.

PlanningError
├── NotAllowed     this person may not do that
├── NotChecked     nobody can say now whether this person may do that
├── Gone           there is no such thing (any more), or it belongs to another workspace
├── Stale          it changed since this person saw it: show the fresh one
├── AlreadyDone    somebody (perhaps this person) has already decided it
├── TooLate        the post is on its way or live
├── OutcomeOpen    nobody knows whether the post is live: a person must look first
├── TimesPassed    planned moments lie in the past: offer to plan again
├── HasProblems    networks would refuse what it says: show each sentence at its field
├── NoAccount      no connected account for a network
├── NoRoom         no moment fits: say which constraint binds
├── Nothing        there is nothing to do that with
└── BadValue       a setting or an address is not usable

Every error carries a sentence (what happened and why) and advice (what to do now).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from platforms.rules import Problem
from scheduling.ask import Unplaced


class PlanningError(Exception):
    """A use case refused. ``sentence`` and ``advice`` are what people read."""

    advice = "Ask again in a moment."

    def __init__(self, sentence: str, *, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice or type(self).advice


class NotAllowed(PlanningError):
    """This person may not do that here."""

    advice = "Ask somebody who may approve in this channel."


class NotChecked(PlanningError):
    """Whether this person may do that could not be found out."""

    advice = "Nothing was changed. Try again in a moment."


class Gone(PlanningError):
    """There is no such thing in this workspace."""

    advice = "It may have been removed. Ask for the list to see what there is."


class Stale(PlanningError):
    """It changed since this person saw it; nothing was changed now."""

    advice = "Look at the updated message, then decide again."


class AlreadyDone(PlanningError):
    """It has already been decided: by whom (a Slack user id) and how."""

    advice = "Nothing is left to do here."

    def __init__(self, sentence: str, *, by: str | None = None, status: str = "") -> None:
        super().__init__(sentence)
        self.by = by
        self.status = status


class TooLate(PlanningError):
    """The post is being published or is live, so it cannot be changed here."""

    advice = "If it should not be there, remove it on the network itself."


class OutcomeOpen(PlanningError):
    """The post may be live already; publishing it blindly could show it twice."""

    advice = "Look at the account: press It is there, or Publish again if it is not."


class TimesPassed(PlanningError):
    """Planned moments lie in the past; nothing was approved."""

    advice = "Press Other times for a fresh plan, then approve it."

    def __init__(self, sentence: str, *, post_ids: Sequence[str]) -> None:
        super().__init__(sentence)
        self.post_ids = tuple(post_ids)


class HasProblems(PlanningError):
    """Networks would refuse these posts; ``problems`` maps a post's id to what is wrong."""

    advice = "Press Edit and mend what is marked."

    def __init__(self, sentence: str, *, problems: Mapping[str, Sequence[Problem]]) -> None:
        super().__init__(sentence)
        self.problems = {post_id: tuple(found) for post_id, found in problems.items()}


class NoAccount(PlanningError):
    """A network was asked for that has no working account."""

    advice = "Connect an account for it, then ask again."

    def __init__(self, sentence: str, *, networks: Sequence[str], advice: str = "") -> None:
        super().__init__(sentence, advice=advice)
        self.networks = tuple(networks)


class NoRoom(PlanningError):
    """No moment satisfies everything that was asked; ``unplaced`` says what binds."""

    advice = "Give a longer span, other hours or a shorter gap."

    def __init__(self, sentence: str, *, unplaced: Sequence[Unplaced] = ()) -> None:
        super().__init__(sentence)
        self.unplaced = tuple(unplaced)


class Nothing(PlanningError):
    """There is nothing to do that with."""

    advice = "Drop files in the channel, or write the text in quotes, and say when."


class BadValue(PlanningError):
    """A value given by a person cannot be used; ``field`` names it for a form."""

    advice = "Change it and send the form again."

    def __init__(self, sentence: str, *, field: str, advice: str = "") -> None:
        super().__init__(sentence, advice=advice)
        self.field = field
