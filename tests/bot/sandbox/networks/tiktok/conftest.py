from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    return await account(http, "tiktok", "acme")


@pytest.fixture
async def rival(http: httpx.AsyncClient) -> Person:
    return await account(http, "tiktok", "rival")
