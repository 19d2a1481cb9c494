from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    return await account(http, "instagram", "acme")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "instagram", "rival")


@pytest.fixture
async def paged(http: httpx.AsyncClient) -> Person:
    """The same account as ``acme``, connected with Facebook Login: a Page token."""
    return await account(http, "instagram", "acme", flavour="facebook")
