"""What a login opens when Facebook leaves fields out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from platforms.errors import NeedsReconnect, Unavailable
from tests.platforms.facebook.readings import Readings, Told

TOKEN = {"access_token": "a person's", "token_type": "bearer", "expires_in": 5183944}
PAGE = {"id": "77", "name": "Acme", "username": "acme", "access_token": "a page's"}
RIGHTS = ("pages_show_list", "pages_manage_posts", "pages_read_engagement")


def _opening(*pages: dict[str, Any], token: Told = None, status: str = "granted") -> Readings:
    granted = [{"permission": name, "status": status} for name in RIGHTS]
    return Readings(
        {
            "POST oauth/access_token": [token or TOKEN],
            "GET me/permissions": [{"data": granted}],
            "GET me/accounts": [{"data": list(pages)}],
        }
    )


@pytest.mark.parametrize(
    ("left_out", "handle"), [("username", "Acme"), ("tasks", "acme"), ("name", "acme")]
)
async def test_a_page_is_connected_with_whatever_it_tells_of_itself(
    tmp_path: Path, left_out: str, handle: str
) -> None:
    page: dict[str, Any] = {**PAGE, "tasks": ["CREATE_CONTENT"]}
    del page[left_out]
    async with _opening(page).publisher(tmp_path) as publisher:
        (claim,) = await publisher.claim()

    assert claim.account.handle == handle
    assert (claim.tokens.access_token, claim.tokens.refresh_token) == ("a page's", "a person's")
    assert claim.tokens.scopes == RIGHTS


@pytest.mark.parametrize("pages", [[], [{**PAGE, "access_token": ""}], [{**PAGE, "tasks": []}]])
async def test_a_login_that_opens_nothing_says_so(
    tmp_path: Path, pages: list[dict[str, Any]]
) -> None:
    async with _opening(*pages).publisher(tmp_path) as publisher:
        with pytest.raises(NeedsReconnect) as refused:
            await publisher.claim()

    assert refused.value.reason.endswith(".")


async def test_rights_that_were_declined_are_not_granted(tmp_path: Path) -> None:
    async with _opening(status="declined").publisher(tmp_path) as publisher:
        with pytest.raises(NeedsReconnect) as refused:
            await publisher.claim()

    assert all(right in refused.value.reason for right in RIGHTS)


@pytest.mark.parametrize("left_out", ["expires_in", "token_type"])
async def test_a_token_answer_with_missing_fields_still_connects(
    tmp_path: Path, left_out: str
) -> None:
    token = {name: value for name, value in TOKEN.items() if name != left_out}
    async with _opening(PAGE, token=token).publisher(tmp_path) as publisher:
        (claim,) = await publisher.claim()

    assert claim.account.remote_id == "77"


async def test_an_answer_without_a_token_connects_nothing(tmp_path: Path) -> None:
    async with _opening(PAGE, token={"token_type": "bearer"}).publisher(tmp_path) as publisher:
        with pytest.raises(Unavailable):
            await publisher.claim()
