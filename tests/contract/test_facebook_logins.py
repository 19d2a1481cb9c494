"""Connecting Facebook Pages: several at once, those of businesses, and what was unticked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from platforms.content import Kind
from platforms.errors import NeedsOwner, NeedsReconnect, TokenExpired
from platforms.facebook.login import LOGIN
from platforms.graph import calls as graph_calls
from platforms.login import authorize_url
from tests.bot.sandbox.networks import consenting
from tests.contract.consent import STATE, VERIFIER, claimed
from tests.contract.contents import made
from tests.contract.facebook import of_a_page, turn
from tests.contract.stage import Stage

pytestmark = of_a_page


async def _allowed(stage: Stage, *handles: str, **form: Any) -> str:
    """Say yes for these Pages; return the code."""
    asked = httpx.URL(
        authorize_url(
            LOGIN,
            replace(stage.endpoints, auth_url=stage.endpoints.api_url),
            redirect_uri=consenting.REDIRECT,
            state=STATE,
            verifier=VERIFIER,
        )
    )
    page, params = str(asked.copy_with(query=None)), dict(asked.params.items())
    said = await consenting.answer_consent(stage.http, page, params, handle=list(handles), **form)
    return consenting.came_back(said)["code"]


async def _handles(stage: Stage, code: str) -> list[str]:
    return [claim.account.handle for claim in await claimed(stage, code)]


def _open(stage: Stage, handle: str, **details: Any) -> None:
    stage.open_account(handle=handle, details=details)


async def test_one_consent_connects_every_page_that_was_ticked(stage: Stage) -> None:
    for handle in ("bakery", "cafe"):
        _open(stage, handle)

    claims = await claimed(stage, await _allowed(stage, "acme", "cafe"))

    assert [claim.account.handle for claim in claims] == ["acme", "cafe"]
    assert len({claim.tokens.access_token for claim in claims}) == 2
    assert len({claim.tokens.refresh_token for claim in claims}) == 1
    assert {claim.tokens.expires_at for claim in claims} == {None}


async def test_each_claim_publishes_on_its_own_page(stage: Stage) -> None:
    _open(stage, "cafe")
    _, cafe = await claimed(stage, await _allowed(stage, "acme", "cafe"))
    stage.account = cafe.account

    await stage.publish(*made(Kind.TEXT))

    (post,) = stage.visible()
    assert post["id"].startswith(f"{cafe.account.remote_id}_")


async def test_pages_are_found_however_many_there_are(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    handles = [f"page{number}" for number in range(5)]
    for handle in handles:
        _open(stage, handle)
    monkeypatch.setattr("platforms.facebook.calls._PAGE_SIZE", "2")

    found = await _handles(stage, await _allowed(stage, *handles))

    asked = [one.url for one in stage.overheard.requests if one.url.path.endswith("/me/accounts")]
    assert found == handles
    assert len(asked) == 3
    assert all("access_token" not in url.params for url in asked)


async def test_a_list_without_an_end_does_not_hold_up_a_login(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(stage, "cafe")
    monkeypatch.setattr("platforms.facebook.calls._PAGE_SIZE", "1")
    monkeypatch.setattr(graph_calls, "MOST_PAGES", 1)

    assert await _handles(stage, await _allowed(stage, "acme", "cafe")) == ["acme"]


async def test_pages_that_a_business_holds_are_found_too(stage: Stage) -> None:
    _open(stage, "held", held_by_business=True)

    assert await _handles(stage, await _allowed(stage, "acme", "held")) == ["acme", "held"]


async def test_pages_of_businesses_are_left_out_where_that_was_unticked(stage: Stage) -> None:
    _open(stage, "held", held_by_business=True)
    scopes = list(LOGIN.needed)

    assert await _handles(stage, await _allowed(stage, "acme", "held", scope=scopes)) == ["acme"]


async def test_a_page_on_which_the_person_may_not_post_is_left_out(stage: Stage) -> None:
    _open(stage, "cafe", tasks="ANALYZE,MODERATE")

    assert await _handles(stage, await _allowed(stage, "acme", "cafe")) == ["acme"]


async def test_a_person_who_may_post_nowhere_is_told_so(stage: Stage) -> None:
    _open(stage, "cafe", tasks="ANALYZE")

    with pytest.raises(NeedsReconnect) as refused:
        await claimed(stage, await _allowed(stage, "cafe"))

    assert "may not post" in refused.value.reason


async def test_a_right_to_publish_that_was_unticked_is_missed(stage: Stage) -> None:
    scopes = ["pages_show_list", "pages_read_engagement"]

    (claim,) = await claimed(stage, await _allowed(stage, "acme", scope=scopes))

    assert LOGIN.missing(claim.tokens.scopes) == ("pages_manage_posts",)


async def test_without_the_list_of_pages_the_right_that_is_missing_is_named(stage: Stage) -> None:
    scopes = ["pages_manage_posts", "pages_read_engagement"]

    with pytest.raises(NeedsReconnect) as refused:
        await claimed(stage, await _allowed(stage, "acme", scope=scopes))

    assert "pages_show_list" in refused.value.reason


async def test_the_token_of_a_person_is_not_taken_for_a_pages(stage: Stage) -> None:
    person = replace(stage.account, access_token=stage.refresh_token, remote_id="")

    with pytest.raises(NeedsReconnect) as refused:
        await stage.login.adapter.whoami(person, stage.wire)

    assert "no Facebook Page" in refused.value.reason


async def test_a_page_token_that_was_pasted_says_which_page_it_is(stage: Stage) -> None:
    pasted = replace(stage.account, remote_id="", handle="")

    found = await stage.login.adapter.whoami(pasted, stage.wire)

    assert (found.remote_id, found.handle) == (stage.account.remote_id, "acme")


async def test_a_page_token_that_ended_is_made_anew_with_the_persons(stage: Stage) -> None:
    adapter = stage.login.adapter
    stage.account = stage.open_account(expires_in=60)
    stage.control.post("/_sandbox/clock", json={"advance_s": 120}).raise_for_status()
    with pytest.raises(TokenExpired):
        await stage.publish(*made(Kind.TEXT))

    tokens = await adapter.refresh(stage.account, stage.refresh_token, stage.wire)
    stage.account = replace(stage.account, access_token=tokens.access_token)
    await stage.publish(*made(Kind.TEXT))

    assert tokens.refresh_token == ""  # the person's stays the same
    assert len(stage.visible()) == 1


async def test_a_page_that_the_person_no_longer_runs_means_connecting_again(stage: Stage) -> None:
    gone = replace(stage.account, remote_id="61550000099999")

    with pytest.raises(NeedsReconnect) as refused:
        await stage.login.adapter.refresh(gone, stage.refresh_token, stage.wire)

    assert "no longer runs" in refused.value.reason


async def test_giving_back_one_page_leaves_the_others_connected(stage: Stage) -> None:
    adapter = stage.login.adapter
    _open(stage, "cafe")
    acme, cafe = await claimed(stage, await _allowed(stage, "acme", "cafe"))

    await adapter.revoke(cafe.account, cafe.tokens.refresh_token, stage.wire)

    assert (await adapter.whoami(acme.account, stage.wire)).handle == "acme"


async def test_an_app_that_wants_signed_calls_is_for_its_owner(stage: Stage) -> None:
    turn(stage, "demands_proof", value=True)

    with pytest.raises(NeedsOwner) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert "Require App Secret" in refused.value.advice


async def test_a_wrong_secret_is_for_the_apps_owner(stage: Stage) -> None:
    app = {
        "network": "facebook",
        "client_id": stage.endpoints.client_id,
        "client_secret": "the right one",
        "redirect_uris": [consenting.REDIRECT],
    }
    stage.control.post("/_sandbox/clients", json=app).raise_for_status()

    with pytest.raises(NeedsOwner) as refused:
        await claimed(stage, await _allowed(stage, "acme"))

    assert "CALLBOARD_FACEBOOK__CLIENT_SECRET" in refused.value.advice
    assert stage.endpoints.client_secret not in f"{refused.value!r} {refused.value.advice}"
