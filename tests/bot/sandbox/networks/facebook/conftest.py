from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    """A Page with its own token."""
    return await account(http, "facebook", "acme")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "facebook", "rival")


@pytest.fixture
async def owner(http: httpx.AsyncClient) -> Person:
    """The person behind ``acme``, with a token of her own; the id is the Page's."""
    body = {"network": "facebook", "handle": "acme"}
    opened = (await http.post("/_sandbox/accounts", json=body)).json()
    return Person(opened["page_id"], "acme", opened["user_token"], "")
