"""The store's refusals in the words of the planner: who was first, what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from scheduling.errors import AlreadyDone, Gone, Stale, TooLate
from store import errors as store_errors
from store.words import Person, ProposalStatus, State

_DECISIONS = {
    ProposalStatus.ACCEPTED: "approved",
    ProposalStatus.DISCARDED: "discarded",
    ProposalStatus.OPEN: "changed",
}


@contextmanager
def in_our_words(by: Person | None = None) -> Iterator[None]:
    """Turn refusals that a person can react to into planning errors; let others pass."""
    try:
        yield
    except store_errors.NotFound as error:
        raise Gone(f"There is no such {error.what} here (any more).") from error
    except store_errors.Stale as error:
        raise Stale("This has changed since you saw it, so nothing was done.") from error
    except store_errors.AlreadyDecided as error:
        decision = _DECISIONS[error.status]
        who = "You have" if by and error.by == by.user_id else "Somebody else has"
        raise AlreadyDone(
            f"{who} already {decision} this plan.", by=error.by, status=error.status
        ) from error
    except store_errors.IllegalMove as error:
        raise _illegal(error) from error


def _illegal(error: store_errors.IllegalMove) -> TooLate | AlreadyDone:
    if error.from_state in {State.PUBLISHING, State.PUBLISHED}:
        return TooLate(error.reason, advice=error.advice)
    refusal = AlreadyDone(error.reason, status=error.from_state)
    refusal.advice = error.advice
    return refusal
