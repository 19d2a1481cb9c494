"""What every part stands on: database, keys, files, networks and time, built from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.settings import Settings
from platforms.adapter import Adapter
from platforms.clock import Clock
from platforms.connections import open_client
from platforms.endpoints import Endpoints
from scheduling.media_links import MediaLinks
from scheduling.networks import Networks
from store.database import Database, open_database
from store.files import AssetFiles
from store.secrets import Keyring


@dataclass(frozen=True, slots=True)
class Foundation:
    """Built once a process; everything else is put on top of it."""

    settings: Settings
    clock: Clock
    adapters: Mapping[str, Adapter]
    keyring: Keyring
    database: Database
    http: httpx.AsyncClient
    networks: Networks
    files: AssetFiles
    links: MediaLinks

    @property
    def renditions(self) -> Path:
        """Where files made for the networks lie."""
        return self.settings.data_dir / "renditions"


def lay(settings: Settings, *, clock: Clock, adapters: Mapping[str, Adapter]) -> Foundation:
    """Open the data folder and all that is in it; raise ``StoreError`` when that cannot be."""
    folder = settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    keyring = keys(settings)
    database = open_database(settings.database_url, data_dir=folder)
    http = open_client()
    return Foundation(
        settings=settings,
        clock=clock,
        adapters=adapters,
        keyring=keyring,
        database=database,
        http=http,
        networks=Networks(adapters, endpoints(settings, adapters), http, clock),
        files=AssetFiles(folder / "files"),
        links=MediaLinks(settings.public_url, clock, keyring.derive("media-links")),
    )


def keys(settings: Settings) -> Keyring:
    """Return the keys that secrets are kept under: from the settings, or from the data folder."""
    given = settings.secret_keys.get_secret_value()
    if given:
        return Keyring.from_text(given)
    return Keyring.load_or_create(settings.data_dir / "secret.keys")


def endpoints(settings: Settings, adapters: Mapping[str, Adapter]) -> dict[str, Endpoints]:
    """Return where each network's calls go: its own addresses, or what the settings say."""
    found = {}
    for name, adapter in adapters.items():
        said, usual = settings.network(name), adapter.default_endpoints
        found[name] = Endpoints(
            api_url=said.api_url.rstrip("/") or usual.api_url,
            auth_url=said.auth_url.rstrip("/") or usual.auth_url,
            client_id=said.client_id or usual.client_id,
            client_secret=said.client_secret.get_secret_value() or usual.client_secret,
        )
    return found
