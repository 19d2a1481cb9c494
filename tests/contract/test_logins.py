"""From Callboard's question, over the network's own consent page, to an account that publishes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.errors import PlatformError
from tests.contract.consent import STATE, came_back, claimed
from tests.contract.stage import LOGINS, Login, Stage


async def test_a_consent_opens_the_account_that_was_chosen(stage: Stage) -> None:
    back = await came_back(stage)

    (claim,) = await claimed(stage, back["code"])

    assert back["state"] == STATE
    assert claim.account.handle == stage.login.handle
    assert claim.account.remote_id == stage.account.remote_id


async def test_a_consent_grants_what_publishing_needs(stage: Stage) -> None:
    (claim,) = await claimed(stage, (await came_back(stage))["code"])

    login = stage.login.adapter.logins[stage.login.flavour]
    assert login.missing(claim.tokens.scopes) == ()


async def test_the_connected_account_publishes(stage: Stage) -> None:
    (claim,) = await claimed(stage, (await came_back(stage))["code"])
    stage.account = replace(claim.account, access_token=claim.tokens.access_token)

    published = await stage.publish(*stage.simplest())

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


async def test_a_code_works_once(stage: Stage) -> None:
    code = (await came_back(stage))["code"]
    await claimed(stage, code)

    with pytest.raises(PlatformError):
        await claimed(stage, code)


GIVEN_BACK = [login for login in LOGINS if login.facts.ends_one_grant]


@pytest.mark.parametrize("login", GIVEN_BACK, indirect=True, ids=str)
async def test_an_account_that_was_given_back_no_longer_publishes(stage: Stage) -> None:
    (claim,) = await claimed(stage, (await came_back(stage))["code"])
    stage.account = replace(claim.account, access_token=claim.tokens.access_token)

    await stage.login.adapter.revoke(stage.account, claim.tokens.refresh_token, stage.wire)

    with pytest.raises(PlatformError):
        await stage.login.adapter.whoami(stage.account, stage.wire)


def test_every_network_has_a_login_with_a_source(login: Login) -> None:
    described = login.adapter.logins[login.flavour]

    assert described.flavour == login.flavour
    assert set(described.needed) <= set(described.scopes)
    assert described.source.startswith("https://")
