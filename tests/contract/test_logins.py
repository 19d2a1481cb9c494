"""From Callboard's question, over the network's own consent page, to an account that publishes."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from platforms.errors import PlatformError
from platforms.login import Claim, Consent, authorize_url
from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.contract.stage import LOGINS, Login, Stage

VERIFIER = "a" * 43
STATE = "a state that nobody guesses"


async def _came_back(stage: Stage) -> dict[str, str]:
    """Say yes as a person does who takes the account that is offered first."""
    login, endpoints = stage.login, stage.endpoints
    asked = httpx.URL(
        authorize_url(
            login.adapter.logins[login.flavour],
            replace(endpoints, auth_url=endpoints.api_url),
            redirect_uri=REDIRECT,
            state=STATE,
            verifier=VERIFIER,
        )
    )
    page = str(asked.copy_with(query=None))
    params, handle = dict(asked.params.items()), stage.account.handle
    return came_back(await answer_consent(stage.http, page, params, handle=handle))


async def _claimed(stage: Stage, code: str) -> tuple[Claim, ...]:
    consent = Consent(code, REDIRECT, VERIFIER)
    return await stage.login.adapter.claim(stage.login.flavour, consent, stage.wire)


async def test_a_consent_opens_the_account_that_was_chosen(stage: Stage) -> None:
    back = await _came_back(stage)

    (claim,) = await _claimed(stage, back["code"])

    assert back["state"] == STATE
    assert claim.account.handle == stage.login.handle
    assert claim.account.remote_id == stage.account.remote_id


async def test_a_consent_grants_what_publishing_needs(stage: Stage) -> None:
    (claim,) = await _claimed(stage, (await _came_back(stage))["code"])

    login = stage.login.adapter.logins[stage.login.flavour]
    assert login.missing(claim.tokens.scopes) == ()


async def test_the_connected_account_publishes(stage: Stage) -> None:
    (claim,) = await _claimed(stage, (await _came_back(stage))["code"])
    stage.account = replace(claim.account, access_token=claim.tokens.access_token)

    published = await stage.publish(*stage.simplest())

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


async def test_a_code_works_once(stage: Stage) -> None:
    code = (await _came_back(stage))["code"]
    await _claimed(stage, code)

    with pytest.raises(PlatformError):
        await _claimed(stage, code)


GIVEN_BACK = [login for login in LOGINS if login.facts.ends_one_grant]


@pytest.mark.parametrize("login", GIVEN_BACK, indirect=True, ids=str)
async def test_an_account_that_was_given_back_no_longer_publishes(stage: Stage) -> None:
    (claim,) = await _claimed(stage, (await _came_back(stage))["code"])
    stage.account = replace(claim.account, access_token=claim.tokens.access_token)

    await stage.login.adapter.revoke(stage.account, claim.tokens.refresh_token, stage.wire)

    with pytest.raises(PlatformError):
        await stage.login.adapter.whoami(stage.account, stage.wire)


def test_every_network_has_a_login_with_a_source(login: Login) -> None:
    described = login.adapter.logins[login.flavour]

    assert described.flavour == login.flavour
    assert set(described.needed) <= set(described.scopes)
    assert described.source.startswith("https://")
