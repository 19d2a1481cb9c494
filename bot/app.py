"""The only composition root: demo, tour, tests and production build the bot here."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import httpx
import structlog
from fastapi import FastAPI

from bot.foundation import Foundation, lay
from bot.readiness import Readiness
from bot.settings import Settings
from handlers.web.app import build_web
from handlers.web.connect import connect_routes
from platforms.adapter import Adapter
from platforms.clock import Clock, SystemClock
from platforms.registry import ADAPTERS
from scheduling.accounts import AccountTokens
from scheduling.consents import Consents
from scheduling.engine import Engine
from scheduling.housekeeping import Housekeeping
from scheduling.leases import Leases
from scheduling.networks import Networks
from scheduling.planner import Planner
from scheduling.publisher import Publisher
from scheduling.renditions import Renditions
from store.database import Database
from store.secrets import Keyring

if TYPE_CHECKING:
    from bot.slack_side import SlackSide

log = structlog.get_logger(__name__)


class Role(StrEnum):
    """What one process does; on PostgreSQL ``web`` and ``scheduler`` may be processes apart."""

    ALL = "all"
    WEB = "web"
    """Talks to people and serves HTTP; publishes nothing."""
    SCHEDULER = "scheduler"
    """Publishes and keeps house; knows nothing of Slack."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything that runs, built and not yet started; ``None`` is what the role does without."""

    foundation: Foundation
    role: Role
    readiness: Readiness
    web: FastAPI
    publishing: Engine | None
    slack: SlackSide | None

    @property
    def settings(self) -> Settings:
        """What the bot was told."""
        return self.foundation.settings

    @property
    def database(self) -> Database:
        """The one open database."""
        return self.foundation.database

    @property
    def http(self) -> httpx.AsyncClient:
        """The way to the networks."""
        return self.foundation.http

    @property
    def keyring(self) -> Keyring:
        """The keys of stored secrets."""
        return self.foundation.keyring

    @property
    def networks(self) -> Networks:
        """The networks, reached as the settings say."""
        return self.foundation.networks

    @property
    def engine(self) -> Engine:
        """What publishes."""
        if self.publishing is None:
            raise RuntimeError(f"A bot with the role {self.role} publishes nothing.")
        return self.publishing

    async def start(self) -> None:
        """Begin to publish, to listen and to show, as far as the role goes."""
        if self.slack:
            await self.slack.introduce(may_wait=self.publishing is not None)
        if self.publishing:
            self.publishing.start()
        if self.slack:
            await self.slack.start()
        log.info(
            "bot.started",
            role=self.role,
            slack=self.slack.mode if self.slack else "off",
            publishes=self.publishing is not None,
        )

    async def stop(self) -> None:
        """Finish what is in flight, say what is left to say, and let go of everything."""
        async with contextlib.AsyncExitStack() as last:
            last.callback(self.database.close)
            last.push_async_callback(self.http.aclose)
            if self.slack:
                last.push_async_callback(self.slack.stop)
            if self.publishing and self.publishing.is_running:
                last.push_async_callback(self.publishing.drain, self.settings.drain_s)
            if self.slack:
                last.push_async_callback(self.slack.hear_nothing_more)
        log.info("bot.stopped")


def build(
    settings: Settings,
    *,
    role: Role = Role.ALL,
    clock: Clock | None = None,
    adapters: Mapping[str, Adapter] = ADAPTERS,
    seed: int | None = None,
) -> Bot:
    """
    Build the bot from its settings; call it inside the event loop it will run in.

    Raises ``store.errors.StoreError`` when the database cannot be used. ``seed`` makes the
    spread of retries repeatable.
    """
    ground = lay(settings, clock=clock or SystemClock(), adapters=adapters)
    engine = None if role is Role.WEB else _engine(ground, seed)
    talks = settings.has_slack and role is not Role.SCHEDULER
    consents = Consents(
        database=ground.database,
        keyring=ground.keyring,
        networks=ground.networks,
        public_url=settings.public_url,
    )
    slack = _slack(ground, engine, consents) if talks else None
    readiness = Readiness(
        database=ground.database,
        clock=ground.clock,
        data_dir=settings.data_dir,
        engine=engine,
        slack=slack,
    )
    web = build_web(links=ground.links, renditions=ground.renditions, checks=readiness.checks())
    if role is not Role.SCHEDULER:
        labels = {name: adapter.rules.label for name, adapter in adapters.items()}
        web.include_router(connect_routes(consents, labels=labels))
    if slack:
        slack.listen_on(web)
    return Bot(
        foundation=ground,
        role=role,
        readiness=readiness,
        web=web,
        publishing=engine,
        slack=slack,
    )


def _engine(ground: Foundation, seed: int | None) -> Engine:
    settings, database = ground.settings, ground.database
    tokens = AccountTokens(database=database, keyring=ground.keyring, networks=ground.networks)
    publisher = Publisher(
        database=database,
        networks=ground.networks,
        tokens=tokens,
        renditions=Renditions(ground.files, ground.renditions, ground.links.url),
        leases=Leases(lease_s=settings.lease_s),
        rng=random.Random(seed),  # noqa: S311 - spreads retries, guards nothing
    )
    return Engine(
        database=database,
        clock=ground.clock,
        publisher=publisher,
        housekeeping=Housekeeping(database, ground.clock, tokens, ground.renditions).chores(),
        slots=settings.slots,
        late_after_s=settings.late_after_s,
    )


def _slack(ground: Foundation, engine: Engine | None, consents: Consents) -> SlackSide:
    from bot.slack_side import open_slack  # noqa: PLC0415 - heavy, and not every role has Slack

    planner = Planner(
        database=ground.database,
        clock=ground.clock,
        adapters=ground.adapters,
        has_public_address=bool(ground.settings.public_url),
        wake=engine.wake if engine else _nobody_to_wake,
    )
    return open_slack(ground, planner, consents)


def _nobody_to_wake() -> None:
    """The engine is another process; it looks at the schedule by itself."""
