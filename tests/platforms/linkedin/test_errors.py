"""What LinkedIn's refusals mean where its stand-in says it in one of several possible ways."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.linkedin.errors import classify, is_duplicate, original_of

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 7, 2, tzinfo=UTC)


def _refused(status: int, step: Step = Step.CREATE, **answer: Any) -> PlatformError:
    return classify(httpx.Response(status, json=answer), step, NOW)


@pytest.mark.parametrize(
    ("status", "answer", "reaction"),
    [
        (400, {"message": "Media asset is still processing"}, Unavailable),
        (400, {"message": "Media asset is waiting upload"}, Unavailable),
        (400, {"code": "MEDIA_ASSET_PROCESSING_FAILED", "message": "still processing"}, Rejected),
        (400, {"message": "Something else"}, Rejected),
        (400, {}, Rejected),
        (401, {}, TokenExpired),
        (401, {"code": "ACCESS_DENIED"}, TokenExpired),
        (403, {}, NeedsReconnect),
        (403, {"message": "Unpermitted fields present in REQUEST_BODY"}, NeedsOwner),
        (403, {"code": "ACCESS_DENIED", "serviceErrorCode": 100}, NeedsReconnect),
        (409, {"code": "CONFLICT"}, Unavailable),
        (422, {"message": "ERROR :: /author :: field is required"}, Rejected),
        (426, {"code": "NONEXISTENT_VERSION"}, NeedsOwner),
        (429, {}, RateLimited),
        (500, {"code": "INTERNAL_SERVER_ERROR"}, OutcomeUnknown),
        (504, {}, OutcomeUnknown),
        (500, {"code": "ILLEGAL_ARGUMENT"}, OutcomeUnknown),
    ],
)
def test_each_answer_asks_for_one_reaction(
    status: int, answer: dict[str, Any], reaction: type[PlatformError]
) -> None:
    error = _refused(status, **answer)

    assert type(error) is reaction
    assert error.reason.endswith(".")
    assert error.advice.endswith(".")


@pytest.mark.parametrize("kind", ["share", "ugcPost", "activity"])
def test_a_duplicate_names_the_post_that_is_there(kind: str) -> None:
    urn = f"urn:li:{kind}:7299999999999999999"

    error = _refused(422, message=f"Content is a duplicate of {urn}")

    assert isinstance(error, Rejected)
    assert is_duplicate(error)
    assert original_of(error) == urn


def test_a_duplicate_may_name_nothing() -> None:
    details = {"inputErrors": [{"code": "DUPLICATE_POST"}]}

    error = _refused(422, message="Duplicate post is detected", errorDetails=details)

    assert is_duplicate(error)
    assert original_of(error) is None


@pytest.mark.parametrize(
    ("message", "retry_at"),
    [
        ("Resource level throttle APPLICATION_AND_MEMBER DAY limit is reached.", MIDNIGHT),
        ("Resource level throttle limit for calls to this resource is reached.", None),
    ],
)
def test_only_the_words_tell_how_long_a_limit_lasts(
    message: str, retry_at: datetime | None
) -> None:
    error = _refused(429, message=message)

    assert isinstance(error, RateLimited)
    assert error.retry_at == retry_at


@pytest.mark.parametrize(
    ("step", "reaction"),
    [(Step.OAUTH, NeedsReconnect), (Step.STATUS, Rejected), (Step.CREATE, Rejected)],
)
def test_what_is_gone_depends_on_what_was_asked(step: Step, reaction: type[PlatformError]) -> None:
    error = _refused(404, step, code="NOT_FOUND")

    assert type(error) is reaction


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null"])
def test_an_answer_that_is_no_object_is_judged_by_its_status(body: bytes) -> None:
    error = classify(httpx.Response(502, content=body), Step.UPLOAD, NOW)

    assert isinstance(error, Unavailable)


@pytest.mark.parametrize(
    ("status", "error", "reaction"),
    [
        (401, "invalid_client", NeedsOwner),
        (400, "invalid_grant", NeedsReconnect),
        (400, "invalid_request", NeedsReconnect),
        (503, "temporarily_unavailable", Unavailable),
    ],
)
def test_the_token_call_says_who_can_mend_it(
    status: int, error: str, reaction: type[PlatformError]
) -> None:
    assert type(_refused(status, Step.OAUTH, error=error)) is reaction
