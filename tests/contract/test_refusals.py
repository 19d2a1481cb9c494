"""Each network's own refusals, as its stand-in makes them, and the reaction each one asks for."""

from __future__ import annotations

import pytest

from platforms.content import Kind
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
from tests.contract.contents import made
from tests.contract.stage import Login, Stage

Refusals = dict[str, tuple[Step, type[PlatformError]]]

X: Refusals = {
    "credits_depleted": (Step.CREATE, NeedsOwner),
    "spend_cap": (Step.CREATE, RateLimited),
    "usage_capped": (Step.CREATE, RateLimited),
    "legacy_429": (Step.CREATE, RateLimited),
    "duplicate": (Step.CREATE, Rejected),
    "too_long": (Step.CREATE, Rejected),
    "suspended": (Step.CREATE, NeedsReconnect),
    "not_permitted": (Step.UPLOAD, NeedsReconnect),
    "premium_required": (Step.CREATE, NeedsReconnect),
    "video_too_long": (Step.CREATE, Rejected),
    "reply_not_allowed": (Step.CREATE, Rejected),
    "quote_not_allowed": (Step.CREATE, Rejected),
    "cashtags": (Step.CREATE, Rejected),
    "parent_gone": (Step.CREATE, Rejected),
    "media_invalid": (Step.CREATE, Rejected),
    "not_enrolled": (Step.CREATE, NeedsOwner),
    "unsupported_authentication": (Step.CREATE, NeedsReconnect),
    "oauth1_permissions": (Step.CREATE, NeedsOwner),
    "chunk_too_large": (Step.UPLOAD, Rejected),
    "error_500_after": (Step.CREATE, OutcomeUnknown),
}
INSTAGRAM: Refusals = {
    "action_blocked": (Step.CREATE, OutcomeUnknown),
    "action_blocked_before": (Step.CREATE, OutcomeUnknown),
    "unknown_error": (Step.CREATE, OutcomeUnknown),
    "unknown_error_after": (Step.CREATE, OutcomeUnknown),
    "server_error": (Step.PREPARE, Unavailable),
    "server_error_after": (Step.CREATE, OutcomeUnknown),
    "fetch_timeout": (Step.PREPARE, Unavailable),
    "media_expired": (Step.PREPARE, Unavailable),
    "creation_failed": (Step.PREPARE, Unavailable),
    "upload_unknown_error": (Step.PREPARE, Rejected),
    "app_throttled": (Step.CREATE, RateLimited),
    "user_throttled": (Step.STATUS, RateLimited),
    "page_throttled": (Step.CREATE, RateLimited),
    "calls_throttled": (Step.CREATE, RateLimited),
    "publish_cap": (Step.CREATE, RateLimited),
    "permission_missing": (Step.PREPARE, NeedsReconnect),
    "media_not_found": (Step.CREATE, Unavailable),
    "container_missing": (Step.CREATE, Unavailable),
    "account_restricted": (Step.CREATE, NeedsReconnect),
    "reads_100_33": (Step.STATUS, Unavailable),
    "app_removed": (Step.PREPARE, NeedsReconnect),
    "checkpoint": (Step.PREPARE, NeedsReconnect),
    "password_changed": (Step.PREPARE, NeedsReconnect),
    "token_expired": (Step.PREPARE, TokenExpired),
    "account_unconfirmed": (Step.PREPARE, NeedsReconnect),
    "token_invalid": (Step.PREPARE, TokenExpired),
    "no_page_role": (Step.PREPARE, NeedsReconnect),
    "video_unsupported": (Step.PREPARE, Rejected),
    "policy_blocked": (Step.CREATE, NeedsReconnect),
    "media_not_fetchable": (Step.PREPARE, Unavailable),
    "not_ready": (Step.CREATE, Unavailable),
    "trial_reels_denied": (Step.PREPARE, Rejected),
}
BY_LOGIN = {Login("twitter"): X, Login("instagram", "instagram"): INSTAGRAM}
TRIED_ELSEWHERE = {
    "partial_errors",  # not a refusal: see test_twitter
    "processing_failed",  # needs a video: see test_twitter
    "refresh_token_dead",  # see test_tokens
    "client_unauthorized",  # see test_tokens
    "container_error",  # needs a word of its own: see test_instagram
}
CASES = [(login, name) for login, table in BY_LOGIN.items() for name in table]


@pytest.mark.parametrize(
    ("login", "name"), CASES, indirect=["login"], ids=[f"{a}-{b}" for a, b in CASES]
)
async def test_a_refusal_says_how_to_react_and_publishes_nothing_twice(
    stage: Stage, name: str
) -> None:
    step, reaction = BY_LOGIN[stage.login][name]
    stage.arm(step, name, times=1)

    with pytest.raises(PlatformError) as refused:
        await stage.publish(*made(Kind.IMAGE))

    error = refused.value
    assert type(error) is reaction
    assert error.network == stage.login.network
    assert error.step is step
    assert error.reason.endswith(".")
    assert error.advice.endswith(".")
    assert len(stage.visible()) <= 1


@pytest.mark.parametrize("login", list(BY_LOGIN), indirect=True, ids=str)
async def test_every_refusal_the_stand_in_knows_is_tried(stage: Stage) -> None:
    known = stage.control.get("/_sandbox/faults").json()["known"][stage.login.network]
    general = stage.control.get("/_sandbox/faults").json()["known"]
    shared = set.intersection(*(set(names) for names in general.values()))

    assert set(known) - shared - TRIED_ELSEWHERE == set(BY_LOGIN[stage.login])
