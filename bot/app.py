"""The only composition root: demo, tour, tests and production build the bot here."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog
from fastapi import FastAPI
from pydantic import SecretStr
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.readiness import Readiness
from bot.settings import Settings
from bot.socket_mode import SocketMode
from handlers.slack.door import SlackDoor, build_slack_door
from handlers.web.app import build_web
from platforms.adapter import Adapter
from platforms.clock import Clock, SystemClock
from platforms.connections import open_client
from platforms.endpoints import Endpoints
from platforms.registry import ADAPTERS
from scheduling.accounts import AccountTokens
from scheduling.engine import Engine
from scheduling.housekeeping import Housekeeping
from scheduling.leases import Leases
from scheduling.media_links import MediaLinks
from scheduling.networks import Networks
from scheduling.planner import Planner
from scheduling.publisher import Publisher
from scheduling.renditions import Renditions
from store.database import Database, open_database
from store.files import AssetFiles
from store.secrets import Keyring

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything that runs, built and not yet started."""

    settings: Settings
    clock: Clock
    database: Database
    http: httpx.AsyncClient
    keyring: Keyring
    networks: Networks
    planner: Planner
    engine: Engine
    readiness: Readiness
    web: FastAPI
    slack: SlackDoor | None
    socket: SocketMode | None

    async def start(self, *, publishes: bool = True) -> None:
        """Begin to publish (unless this process only serves), then to listen and to show."""
        self.readiness.publishes = publishes
        if publishes:
            self.engine.start()
        if self.slack:
            self.slack.board.start()
        if self.socket:
            await self.socket.start()
        log.info(
            "bot.started",
            slack="socket" if self.socket else "http" if self.slack else "off",
            publishes=publishes,
        )

    async def stop(self) -> None:
        """Finish what is in flight, say what is left to say, and let go of everything."""
        async with contextlib.AsyncExitStack() as last:
            last.callback(self.database.close)
            last.push_async_callback(self.http.aclose)
            if self.slack:
                last.push_async_callback(self.slack.stop)
            if self.engine.is_running:
                last.push_async_callback(self.engine.drain, self.settings.drain_s)
            if self.socket:
                last.push_async_callback(self.socket.stop)
        log.info("bot.stopped")


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    adapters: Mapping[str, Adapter] = ADAPTERS,
    seed: int | None = None,
) -> Bot:
    """
    Build the bot from its settings; call it inside the event loop it will run in.

    Raises ``store.errors.StoreError`` when the database cannot be used. ``seed`` makes the
    spread of retries repeatable.
    """
    clock = clock or SystemClock()
    folder = settings.data_dir
    folder.mkdir(parents=True, exist_ok=True)
    keyring = keys(settings)
    database = open_database(settings.database_url, data_dir=folder)
    http = open_client()
    networks = Networks(adapters, endpoints(settings, adapters), http, clock)
    files = AssetFiles(folder / "files")
    links = MediaLinks(settings.public_url, clock, keyring.derive("media-links"))
    tokens = AccountTokens(database=database, keyring=keyring, networks=networks)
    publisher = Publisher(
        database=database,
        networks=networks,
        tokens=tokens,
        renditions=Renditions(files, renditions_folder(folder), links.url),
        leases=Leases(lease_s=settings.lease_s),
        rng=random.Random(seed),  # noqa: S311 - spreads retries, guards nothing
    )
    chores = Housekeeping(database, clock, tokens, renditions_folder(folder)).chores()
    engine = Engine(
        database=database,
        clock=clock,
        publisher=publisher,
        housekeeping=chores,
        slots=settings.slots,
        late_after_s=settings.late_after_s,
    )
    planner = Planner(
        database=database,
        clock=clock,
        adapters=adapters,
        has_public_address=bool(settings.public_url),
        wake=engine.wake,
    )
    slack = _slack(settings, planner=planner, database=database, clock=clock, files=files)
    if slack:
        database.after_commit(slack.board.changed)
    readiness = Readiness(engine)
    web = build_web(links=links, renditions=renditions_folder(folder), checks=readiness.checks())
    socket = None
    if slack:
        if _has(settings.slack_app_token):
            token = settings.slack_app_token.get_secret_value()
            socket = SocketMode(slack.app, slack.client, token)
        else:
            handler = AsyncSlackRequestHandler(slack.app)
            web.add_route("/slack/events", handler.handle, methods=["POST"])
    return Bot(
        settings=settings,
        clock=clock,
        database=database,
        http=http,
        keyring=keyring,
        networks=networks,
        planner=planner,
        engine=engine,
        readiness=readiness,
        web=web,
        slack=slack,
        socket=socket,
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


def renditions_folder(data_dir: Path) -> Path:
    """Return where files made for the networks lie."""
    return data_dir / "renditions"


def _slack(
    settings: Settings, *, planner: Planner, database: Database, clock: Clock, files: AssetFiles
) -> SlackDoor | None:
    if not settings.has_slack:
        return None
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=30,
    )
    return build_slack_door(
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        planner=planner,
        database=database,
        clock=clock,
        files=files,
        scratch=settings.data_dir / "scratch",
        fetch_allow=frozenset(settings.fetch_allow),
    )


def _has(secret: SecretStr) -> bool:
    return bool(secret.get_secret_value())
