"""TikTok's logins: a client key, a challenge in hexadecimal, rights that people untick."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from platforms.errors import NeedsOwner, NeedsReconnect, PlatformError, Step, Unavailable
from platforms.login import authorize_url
from tests.bot.sandbox.networks import consenting
from tests.contract.consent import STATE, VERIFIER, came_back, claimed
from tests.contract.notebook import Notebook
from tests.contract.stage import Stage
from tests.contract.tiktok import of_tiktok, turn
from tests.platforms.listening import Listener, answer, listening

pytestmark = of_tiktok
A_DAY = timedelta(hours=24)
WHOLE = {
    "access_token": "act.1",
    "expires_in": 3600,
    "refresh_token": "rft.2",
    "scope": "user.info.basic,video.publish",
}


async def _ticked(stage: Stage, *scopes: str) -> str:
    """Say yes to some of the rights only; return the code."""
    asked = httpx.URL(
        authorize_url(
            stage.login.adapter.logins[""],
            replace(stage.endpoints, auth_url=stage.endpoints.api_url),
            redirect_uri=consenting.REDIRECT,
            state=STATE,
            verifier=VERIFIER,
        )
    )
    page, params = str(asked.copy_with(query=None)), dict(asked.params.items())
    said = await consenting.answer_consent(
        stage.http, page, params, handle="acme", scope=list(scopes)
    )
    return consenting.came_back(said)["code"]


async def test_a_right_to_publish_that_was_unticked_is_missed(stage: Stage) -> None:
    (claim,) = await claimed(stage, await _ticked(stage, "user.info.profile", "video.list"))

    assert stage.login.adapter.logins[""].missing(claim.tokens.scopes) == ("video.publish",)


async def test_without_the_profile_nobody_knows_whose_account_it_is(stage: Stage) -> None:
    code = await _ticked(stage, "video.publish", "video.upload")

    with pytest.raises(NeedsReconnect) as refused:
        await claimed(stage, code)

    assert "leave every right allowed" in refused.value.advice


async def test_an_inbox_that_was_unticked_says_what_to_do(stage: Stage) -> None:
    stage.account = stage.open_account(scopes=["user.info.basic", "video.publish"])
    content, paths = stage.simplest()
    draft = replace(content, options={**content.options, "post_mode": "inbox"})

    with pytest.raises(NeedsReconnect) as refused:
        await stage.publish(draft, paths)

    assert "leave every right allowed" in refused.value.advice


@pytest.mark.parametrize(
    ("fault", "reaction"),
    [
        ("oauth_access_denied", NeedsReconnect),
        ("oauth_invalid_client", NeedsOwner),
        ("oauth_invalid_grant", NeedsReconnect),
        ("oauth_invalid_request", NeedsReconnect),
        ("oauth_invalid_scope", NeedsOwner),
        ("oauth_unauthorized_client", NeedsOwner),
        ("oauth_unsupported_grant_type", NeedsReconnect),
        ("oauth_unsupported_response_type", NeedsReconnect),
        ("oauth_server_error", Unavailable),
        ("oauth_temporarily_unavailable", Unavailable),
    ],
)
async def test_a_refused_renewal_says_who_can_mend_it(
    stage: Stage, fault: str, reaction: type[PlatformError]
) -> None:
    stage.arm(Step.OAUTH, fault, times=1)

    with pytest.raises(PlatformError) as refused:
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)

    assert type(refused.value) is reaction
    assert refused.value.reason.endswith(".")
    assert refused.value.advice.endswith(".")


async def test_a_refusal_with_status_200_is_a_refusal(stage: Stage) -> None:
    turn(stage, "oauth_errors_with_200", True)

    with pytest.raises(NeedsReconnect):
        await stage.login.adapter.refresh(stage.account, "invented", stage.wire)


async def test_the_newest_refresh_token_takes_the_place_of_the_old_one(stage: Stage) -> None:
    first = await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)
    second = await stage.login.adapter.refresh(stage.account, first.refresh_token, stage.wire)

    assert len({stage.refresh_token, first.refresh_token, second.refresh_token}) == 3


@pytest.mark.parametrize("left_out", ["expires_in", "refresh_token", "scope"])
async def test_a_renewal_with_missing_fields_still_renews(stage: Stage, left_out: str) -> None:
    body = json.dumps({name: value for name, value in WHOLE.items() if name != left_out})
    listener = Listener(reply=answer("200 OK", body.encode()))

    async with listening(listener):
        wire = stage.wire_to(listener.url, Notebook(stage.clock))
        tokens = await stage.login.adapter.refresh(stage.account, "rft.1", wire)

    assert tokens.access_token == "act.1"
    assert tokens.refresh_token == ("" if left_out == "refresh_token" else "rft.2")
    assert tokens.expires_at is not None
    left = tokens.expires_at - stage.clock.now()
    assert timedelta(minutes=59) < left <= (A_DAY if left_out == "expires_in" else A_DAY / 24)


@pytest.mark.parametrize("left_out", ["access_token", "refresh_token"])
async def test_an_answer_without_its_tokens_connects_nothing(stage: Stage, left_out: str) -> None:
    body = json.dumps({name: value for name, value in WHOLE.items() if name != left_out})
    listener = Listener(reply=answer("200 OK", body.encode()))
    async with listening(listener):
        stage.endpoints = replace(stage.endpoints, api_url=listener.url)

        with pytest.raises(Unavailable) as refused:
            await claimed(stage, "code")

    assert "lacked the key" in refused.value.reason


async def test_an_account_is_given_back_even_when_its_access_token_has_ended(stage: Stage) -> None:
    (claim,) = await claimed(stage, (await came_back(stage))["code"])
    stage.control.post("/_sandbox/clock", json={"advance_s": A_DAY.total_seconds() + 60})

    await stage.login.adapter.revoke(claim.account, claim.tokens.refresh_token, stage.wire)

    with pytest.raises(NeedsReconnect):
        await stage.login.adapter.refresh(claim.account, claim.tokens.refresh_token, stage.wire)
