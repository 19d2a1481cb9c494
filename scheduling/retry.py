"""
What follows a refusal: try again by itself (when?) or wait for a person (which kind?).

Pure: an error, how often was tried and the time go in, a decision comes out. Every class
of ``platforms.errors`` has exactly one line in the table below.

===============  ==========================  ==================================================
error            by itself                   when it is final
===============  ==========================  ==================================================
NotSent          5 s, doubling               unavailable
Unavailable      30 s, doubling              unavailable
RateLimited      when the network says so,   unavailable
                 else 60 s, doubling
TokenExpired     no (refreshed once before)  auth
NeedsReconnect   no                          auth
NeedsOwner       no                          owner
Rejected         no                          content
OutcomeUnknown   never                       outcome_unknown: a person looks, nothing is resent
===============  ==========================  ==================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from store.words import FailureKind

FINAL_KIND: Mapping[type[PlatformError], FailureKind] = {
    NotSent: FailureKind.UNAVAILABLE,
    Unavailable: FailureKind.UNAVAILABLE,
    RateLimited: FailureKind.UNAVAILABLE,
    TokenExpired: FailureKind.AUTH,
    NeedsReconnect: FailureKind.AUTH,
    NeedsOwner: FailureKind.OWNER,
    Rejected: FailureKind.CONTENT,
    OutcomeUnknown: FailureKind.OUTCOME_UNKNOWN,
}

_LATER = "Callboard has stopped trying. Press Retry when the network works again."
FINAL_ADVICE: Mapping[type[PlatformError], str] = {
    NotSent: _LATER,
    Unavailable: _LATER,
    RateLimited: "Callboard has stopped trying. Press Retry when the network's limit is over.",
    TokenExpired: NeedsReconnect.advice,
}
"""What to do once nothing more happens by itself, where the class's own advice says it does."""

FIRST_WAIT_S: Mapping[type[PlatformError], float] = {
    NotSent: 5.0,
    Unavailable: 30.0,
    RateLimited: 60.0,
}
"""The classes that are tried again by themselves, and how long the first wait is."""

LONGEST_BACKOFF_S = 3600.0
LONGEST_ASKED_WAIT = timedelta(hours=25)
"""The longest wait taken from a network's own word: one daily quota and an hour."""
SPREAD_S = 10.0
"""Posts told the same reset moment come back spread over this many seconds."""
PATIENCE = timedelta(minutes=5)
"""People are told of a retry when it is further away than this."""

MOST_ATTEMPTS = 8
MOST_CREATE_ATTEMPTS = 5
"""Fewer for the call that makes a post: each one trusts once more that a "no" meant no."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at ``at``; ``is_news`` when people should hear of it before."""

    at: datetime
    is_news: bool


def next_try(
    error: PlatformError,
    *,
    step: Step | None,
    attempts: int,
    now: datetime,
    jitter: float = 0.5,
) -> Retry | None:
    """
    Decide when to try again after ``attempts`` attempts; ``None``: only a person can go on.

    ``jitter`` from 0 to 1 is drawn by the caller, so that this stays a plain function.
    """
    first_wait_s = FIRST_WAIT_S.get(type(error))
    if first_wait_s is None or attempts >= _most_attempts(step):
        return None
    if isinstance(error, RateLimited) and error.retry_at is not None:
        return _as_asked(error.retry_at, now=now, jitter=jitter)
    wait = _backoff(first_wait_s, attempts) * (0.75 + 0.5 * jitter)
    was_long = attempts > 1 and _backoff(first_wait_s, attempts - 1) > PATIENCE
    return Retry(now + wait, is_news=wait > PATIENCE and not was_long)


def final_kind(error: PlatformError) -> FailureKind:
    """Say what kind of failure this is once nothing more happens by itself."""
    return FINAL_KIND.get(type(error), FailureKind.UNAVAILABLE)


def final_advice(error: PlatformError) -> str:
    """Say what people can do now; what was advised while Callboard still tried is over."""
    if error.advice != type(error).advice:
        return error.advice
    return FINAL_ADVICE.get(type(error), error.advice)


def _most_attempts(step: Step | None) -> int:
    return MOST_CREATE_ATTEMPTS if step is Step.CREATE else MOST_ATTEMPTS


def _as_asked(retry_at: datetime, *, now: datetime, jitter: float) -> Retry | None:
    wait = max(retry_at - now, timedelta())
    if wait > LONGEST_ASKED_WAIT:
        return None
    return Retry(now + wait + timedelta(seconds=SPREAD_S * jitter), is_news=wait > PATIENCE)


def _backoff(first_wait_s: float, attempts: int) -> timedelta:
    return timedelta(seconds=min(first_wait_s * 2 ** (attempts - 1), LONGEST_BACKOFF_S))
