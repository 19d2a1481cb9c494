"""LinkedIn's logins: sixty days for members, refresh tokens for partners, pages of a member."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from platforms.errors import NeedsOwner, NeedsReconnect, PlatformError, Step, Unavailable
from tests.contract.consent import came_back, claimed
from tests.contract.linkedin import of_a_member, of_a_page, of_both, turn
from tests.contract.stage import Stage

SIXTY_DAYS = timedelta(days=60)


def _partner(stage: Stage) -> str:
    """Make Callboard a partner of LinkedIn and return the refresh token that comes with it."""
    turn(stage, "partner", True)
    asked = {"network": "linkedin", "handle": "acme", "flavour": stage.login.flavour}
    opened = stage.control.post("/_sandbox/accounts", json=asked).raise_for_status().json()
    return str(opened["refresh_token"])


@of_both
@pytest.mark.parametrize("is_kept", [True, False])
async def test_without_a_refresh_token_a_person_connects_again(stage: Stage, is_kept: bool) -> None:
    (claim,) = await claimed(stage, (await came_back(stage))["code"])
    asked = len(stage.overheard.requests)
    instead = claim.account.access_token if is_kept else claim.tokens.refresh_token

    with pytest.raises(NeedsReconnect) as refused:
        await stage.login.adapter.refresh(claim.account, instead, stage.wire)

    assert claim.tokens.refresh_token == ""
    assert "60 days" in refused.value.reason
    assert "Connect the account again" in refused.value.advice
    assert len(stage.overheard.requests) == asked


@of_both
async def test_a_partners_token_is_renewed(stage: Stage) -> None:
    tokens = await stage.login.adapter.refresh(stage.account, _partner(stage), stage.wire)
    stage.account = replace(stage.account, access_token=tokens.access_token)

    published = await stage.publish(*stage.simplest())

    assert tokens.refresh_token
    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_member
@pytest.mark.parametrize(
    ("fault", "reaction"),
    [("refresh_token_dead", NeedsReconnect), ("client_invalid", NeedsOwner)],
)
async def test_a_refused_renewal_says_who_can_mend_it(
    stage: Stage, fault: str, reaction: type[PlatformError]
) -> None:
    token = _partner(stage)
    stage.arm(Step.OAUTH, fault, times=1)

    with pytest.raises(reaction):
        await stage.login.adapter.refresh(stage.account, token, stage.wire)


@of_a_member
async def test_a_refused_code_connects_nothing(stage: Stage) -> None:
    code = (await came_back(stage))["code"]
    stage.arm(Step.OAUTH, "code_rejected", times=1)

    with pytest.raises(NeedsReconnect):
        await claimed(stage, code)


@of_a_member
async def test_an_answer_without_a_token_connects_nothing(stage: Stage) -> None:
    code = (await came_back(stage))["code"]
    stage.arm(Step.OAUTH, "token_field_missing", times=1, code="access_token")

    with pytest.raises(Unavailable):
        await claimed(stage, code)


@of_both
async def test_an_answer_that_names_no_end_means_sixty_days(stage: Stage) -> None:
    code = (await came_back(stage))["code"]
    stage.arm(Step.OAUTH, "token_field_missing", times=1, code="expires_in")

    (claim,) = await claimed(stage, code)

    assert claim.tokens.expires_at is not None
    left = claim.tokens.expires_at - stage.clock.now()
    assert SIXTY_DAYS - timedelta(minutes=1) < left <= SIXTY_DAYS


@of_both
async def test_an_answer_that_names_no_scopes_grants_those_asked_for(stage: Stage) -> None:
    code = (await came_back(stage))["code"]
    stage.arm(Step.OAUTH, "token_field_missing", times=1, code="scope")

    (claim,) = await claimed(stage, code)

    assert stage.login.adapter.logins[stage.login.flavour].missing(claim.tokens.scopes) == ()


@of_a_member
@pytest.mark.parametrize("separator", [",", " ", ", "])
async def test_scopes_are_read_however_they_are_separated(stage: Stage, separator: str) -> None:
    turn(stage, "scope_separator", separator)

    (claim,) = await claimed(stage, (await came_back(stage))["code"])

    assert claim.tokens.scopes == ("openid", "profile", "w_member_social")


@of_a_member
async def test_a_name_that_is_kept_back_stops_no_connection(stage: Stage) -> None:
    stage.account = stage.open_account(scopes=["openid", "w_member_social"])

    account = await stage.login.adapter.whoami(stage.account, stage.wire)

    assert account.handle == account.remote_id == stage.account.remote_id


@of_a_page
async def test_a_page_is_found_by_its_administrator(stage: Stage) -> None:
    unnamed = replace(stage.account, remote_id="", handle="")

    account = await stage.login.adapter.whoami(unnamed, stage.wire)

    assert (account.remote_id, account.handle) == (stage.account.remote_id, "acme")


@of_a_member
async def test_a_member_who_disconnects_ends_the_token(stage: Stage) -> None:
    await stage.login.adapter.revoke(stage.account, "", stage.wire)

    with pytest.raises(PlatformError):
        await stage.login.adapter.whoami(stage.account, stage.wire)


@of_a_page
async def test_a_page_that_disconnects_leaves_other_pages_their_token(stage: Stage) -> None:
    await stage.login.adapter.revoke(stage.account, "", stage.wire)

    account = await stage.login.adapter.whoami(stage.account, stage.wire)

    assert account.remote_id == stage.account.remote_id
