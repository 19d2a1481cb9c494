from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    return await account(http, "youtube", "acme")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "youtube", "rival")
