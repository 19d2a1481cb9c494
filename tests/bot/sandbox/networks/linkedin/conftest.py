from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    """A member, as a self-serve app sees one."""
    return await account(http, "linkedin", "acme")


@pytest.fixture
async def page(http: httpx.AsyncClient) -> Person:
    """The page that the member looks after, as a vetted app sees it."""
    return await account(http, "linkedin", "acme", flavour="organization")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "linkedin", "rival")
