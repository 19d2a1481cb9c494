"""What follows a refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from platforms import errors
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
from scheduling.retry import (
    FINAL_KIND,
    LONGEST_BACKOFF_S,
    MOST_ATTEMPTS,
    MOST_CREATE_ATTEMPTS,
    PATIENCE,
    SPREAD_S,
    final_advice,
    final_kind,
    next_try,
)
from store.words import FailureKind

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)

BY_ITSELF = [NotSent("x"), Unavailable("x"), RateLimited("x")]
NEEDS_A_PERSON = [
    (TokenExpired("x"), FailureKind.AUTH),
    (NeedsReconnect("x"), FailureKind.AUTH),
    (NeedsOwner("x"), FailureKind.OWNER),
    (Rejected("x"), FailureKind.CONTENT),
    (OutcomeUnknown("x"), FailureKind.OUTCOME_UNKNOWN),
]


def _wait_s(error: PlatformError, attempts: int, jitter: float = 0.5) -> float:
    retry = next_try(error, step=Step.UPLOAD, attempts=attempts, now=NOW, jitter=jitter)
    assert retry is not None
    return (retry.at - NOW).total_seconds()


def test_every_class_of_the_error_tree_has_one_reaction() -> None:
    classes = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, PlatformError)
    }

    assert set(FINAL_KIND) == classes - {PlatformError}


@pytest.mark.parametrize("step", [None, *Step])
@pytest.mark.parametrize(("error", "kind"), NEEDS_A_PERSON, ids=lambda v: type(v).__name__)
def test_some_failures_are_never_retried_by_themselves(
    error: PlatformError, kind: FailureKind, step: Step | None
) -> None:
    assert next_try(error, step=step, attempts=1, now=NOW) is None
    assert final_kind(error) is kind


@pytest.mark.parametrize(
    ("error", "waits_s"),
    [
        (NotSent("x"), [5, 10, 20, 40]),
        (Unavailable("x"), [30, 60, 120, 240]),
        (RateLimited("x"), [60, 120, 240, 480]),
    ],
    ids=lambda v: type(v).__name__,
)
def test_waits_double(error: PlatformError, waits_s: list[float]) -> None:
    assert [_wait_s(error, attempts) for attempts in (1, 2, 3, 4)] == waits_s


def test_jitter_spreads_a_wait_by_a_quarter_to_each_side() -> None:
    assert _wait_s(Unavailable("x"), 1, jitter=0.0) == pytest.approx(22.5)
    assert _wait_s(Unavailable("x"), 1, jitter=1.0) == pytest.approx(37.5)


def test_no_wait_is_longer_than_the_longest() -> None:
    longest_s = _wait_s(RateLimited("x"), MOST_ATTEMPTS - 1, jitter=1.0)

    assert longest_s <= LONGEST_BACKOFF_S * 1.25


@pytest.mark.parametrize("error", BY_ITSELF, ids=lambda v: type(v).__name__)
@pytest.mark.parametrize(
    ("step", "most"),
    [
        (Step.PREPARE, MOST_ATTEMPTS),
        (Step.UPLOAD, MOST_ATTEMPTS),
        (Step.STATUS, MOST_ATTEMPTS),
        (Step.OAUTH, MOST_ATTEMPTS),
        (None, MOST_ATTEMPTS),
        (Step.CREATE, MOST_CREATE_ATTEMPTS),
    ],
)
def test_it_gives_up_after_the_last_attempt(
    error: PlatformError, step: Step | None, most: int
) -> None:
    assert next_try(error, step=step, attempts=most - 1, now=NOW) is not None
    assert next_try(error, step=step, attempts=most, now=NOW) is None
    assert final_kind(error) is FailureKind.UNAVAILABLE


@pytest.mark.parametrize("error", [*BY_ITSELF, TokenExpired("x")], ids=lambda v: type(v).__name__)
def test_the_last_advice_does_not_promise_another_try(error: PlatformError) -> None:
    assert "by itself" not in final_advice(error)
    assert "press retry" in final_advice(error).lower()


def test_a_networks_own_advice_stands_to_the_end() -> None:
    assert final_advice(Unavailable("x", advice="Ask Ana.")) == "Ask Ana."


def test_the_networks_own_word_about_when_is_never_undercut() -> None:
    reset = NOW + timedelta(minutes=12)

    early = next_try(
        RateLimited("x", retry_at=reset), step=Step.CREATE, attempts=1, now=NOW, jitter=0.0
    )
    late = next_try(
        RateLimited("x", retry_at=reset), step=Step.CREATE, attempts=1, now=NOW, jitter=1.0
    )

    assert early is not None
    assert early.at == reset
    assert late is not None
    assert late.at == reset + timedelta(seconds=SPREAD_S)


def test_a_reset_in_the_past_means_now() -> None:
    retry = next_try(
        RateLimited("x", retry_at=NOW - timedelta(hours=1)),
        step=Step.CREATE,
        attempts=1,
        now=NOW,
        jitter=0.0,
    )

    assert retry is not None
    assert retry.at == NOW


def test_a_reset_days_away_is_a_matter_for_a_person() -> None:
    error = RateLimited("x", retry_at=NOW + timedelta(days=3))

    assert next_try(error, step=Step.CREATE, attempts=1, now=NOW) is None


def test_people_hear_of_a_long_wait_once() -> None:
    news = []
    for attempts in range(1, MOST_ATTEMPTS):
        retry = next_try(Unavailable("x"), step=Step.UPLOAD, attempts=attempts, now=NOW)
        assert retry is not None
        news.append(retry.is_news)

    assert news.count(True) == 1
    assert not news[0]


def test_people_hear_of_every_long_wait_a_network_asks_for() -> None:
    error = RateLimited("x", retry_at=NOW + PATIENCE * 2)

    retry = next_try(error, step=Step.CREATE, attempts=3, now=NOW)

    assert retry is not None
    assert retry.is_news
