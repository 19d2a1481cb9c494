"""The web door under test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from handlers.web.connect import connect_routes
from platforms.endpoints import Endpoints
from platforms.registry import ADAPTERS
from scheduling.consents import Consents
from scheduling.networks import Networks
from store.database import Database
from store.secrets import Keyring, new_key_text
from tests.handlers.web.ground import OURS, THEIRS, Forgetful, Ground


@pytest.fixture(name="ground")
async def _ground(database: Database, tmp_path: Path) -> AsyncIterator[Ground]:
    clock = OffsetClock(tmp_path / "clock.json")
    stand_ins = build_networks(data_dir=tmp_path / "networks", clock=clock)
    transport = Forgetful(httpx.ASGITransport(app=stand_ins))
    endpoints = {
        name: Endpoints(f"{THEIRS}/{name}", f"{THEIRS}/{name}", "callboard", "secret")
        for name in ADAPTERS
    }
    async with httpx.AsyncClient(transport=transport, base_url=THEIRS) as http:
        consents = Consents(
            database=database,
            keyring=Keyring.from_text(new_key_text()),
            networks=Networks(ADAPTERS, endpoints, http, clock),
            public_url=OURS,
        )
        app = FastAPI()
        app.include_router(connect_routes(consents, labels={"twitter": "X"}))
        ground = Ground(database, clock, consents, app, http, transport)
        consents.tell = ground.heard
        yield ground
