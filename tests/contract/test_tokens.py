"""Tokens that end, and trading them for fresh ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.errors import NeedsOwner, NeedsReconnect, TokenExpired, Unavailable
from tests.contract.stage import LOGINS, Login, Stage

A_DAY_S = 24 * 3600
"""Instagram renews a token only when it is a day old."""
ENDING = [login for login in LOGINS if login.facts.tokens_end]
RENEWED = [login for login in LOGINS if login.facts.renews]
ONE_USE = [login for login in LOGINS if login.facts.one_use_refresh]
NAMED = [login for login in RENEWED if login.facts.needs_client_id or login.flavour == "facebook"]


def _age(stage: Stage, seconds: float) -> None:
    stage.control.post("/_sandbox/clock", json={"advance_s": seconds}).raise_for_status()


@pytest.mark.parametrize("login", ENDING, indirect=True, ids=str)
async def test_an_expired_token_is_told_apart_from_a_dead_connection(stage: Stage) -> None:
    stage.account = stage.open_account(expires_in=60)
    _age(stage, 120)

    with pytest.raises(TokenExpired):
        await stage.publish(*stage.simplest())


@pytest.mark.parametrize("login", RENEWED, indirect=True, ids=str)
async def test_a_renewed_token_publishes(stage: Stage) -> None:
    _age(stage, A_DAY_S + 60)

    tokens = await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)
    stage.account = replace(stage.account, access_token=tokens.access_token)
    published = await stage.publish(*stage.simplest())

    assert (tokens.expires_at is not None) is stage.login.facts.tokens_end
    assert tokens.expires_at is None or tokens.expires_at > stage.clock.now()
    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@pytest.mark.parametrize("login", ONE_USE, indirect=True, ids=str)
async def test_a_used_refresh_token_means_connecting_again(stage: Stage) -> None:
    await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)

    with pytest.raises(NeedsReconnect):
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)


@pytest.mark.parametrize("login", RENEWED, indirect=True, ids=str)
async def test_an_invented_token_means_connecting_again(stage: Stage) -> None:
    stranger = replace(stage.account, access_token="invented")

    with pytest.raises(NeedsReconnect) as refused:
        await stage.login.adapter.refresh(stranger, "invented", stage.wire)

    assert "invented" not in f"{refused.value!r} {refused.value.advice}"


@pytest.mark.parametrize("login", RENEWED, indirect=True, ids=str)
async def test_a_silent_token_endpoint_is_tried_again(stage: Stage) -> None:
    _age(stage, A_DAY_S + 60)
    stage.arm("oauth", "error_503", times=1)

    with pytest.raises(Unavailable):
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)


@pytest.mark.parametrize("login", [Login("twitter")], indirect=True, ids=str)
async def test_an_app_the_network_does_not_know_is_for_its_owner(stage: Stage) -> None:
    stage.arm("oauth", "client_unauthorized", times=1)

    with pytest.raises(NeedsOwner) as refused:
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)

    assert "CALLBOARD_TWITTER__CLIENT_ID" in refused.value.advice


@pytest.mark.parametrize("login", NAMED, indirect=True, ids=str)
async def test_a_missing_client_id_is_noticed_before_anything_is_sent(stage: Stage) -> None:
    stage.endpoints = replace(stage.endpoints, client_id="")
    before = len(stage.seen())

    with pytest.raises(NeedsOwner):
        await stage.login.adapter.refresh(stage.account, stage.refresh_token, stage.wire)

    assert len(stage.seen()) == before
