"""The engine over real parts, put together as the bot does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx

from platforms.adapter import Adapter
from platforms.clock import Clock
from platforms.endpoints import Endpoints
from platforms.twitter.adapter import Twitter
from scheduling.accounts import AccountTokens
from scheduling.engine import Engine
from scheduling.leases import Leases
from scheduling.networks import Networks
from scheduling.publisher import Publisher
from scheduling.renditions import Renditions
from store.database import Database
from store.files import AssetFiles
from store.secrets import Keyring, new_key_text

ADAPTERS: dict[str, Adapter] = {"twitter": Twitter()}
LEASE = timedelta(seconds=120)
KEY_SETTING = "CALLBOARD_TEST_KEY"
KEY_TEXT = os.environ.get(KEY_SETTING) or new_key_text()
"""A child process is handed its parent's key."""
KEYRING = Keyring.from_text(KEY_TEXT)


@dataclass(frozen=True, slots=True)
class Parts:
    """A publisher with all it works on."""

    database: Database
    clock: Clock
    http: httpx.AsyncClient
    files: AssetFiles
    tokens: AccountTokens
    publisher: Publisher

    def engine(self, **options: Any) -> Engine:
        """Return an engine over these parts that has not been started."""
        return Engine(
            database=self.database,
            clock=self.clock,
            publisher=self.publisher,
            **{"poll_s": 0.05, **options},
        )


def assemble(
    database: Database,
    *,
    clock: Clock,
    base_url: str,
    http: httpx.AsyncClient,
    folder: Path,
    adapters: Mapping[str, Adapter] = ADAPTERS,
) -> Parts:
    """Put the parts together as the bot does."""
    endpoints = {name: Endpoints(f"{base_url}/{name}", client_id="callboard") for name in adapters}
    networks = Networks(adapters, endpoints, http, clock)
    tokens = AccountTokens(database=database, keyring=KEYRING, networks=networks)
    files = AssetFiles(folder / "files")
    publisher = Publisher(
        database=database,
        networks=networks,
        tokens=tokens,
        renditions=Renditions(files, folder / "renditions", lambda _name: None),
        leases=Leases(lease_s=LEASE.total_seconds()),
        rng=Random(7),  # noqa: S311  # spreads retries, guards nothing
    )
    return Parts(database, clock, http, files, tokens, publisher)
