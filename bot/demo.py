"""The bot with a local Slack and local networks, in one process on one port."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.app import Bot, build
from bot.sandbox.clock import OffsetClock
from bot.sandbox.installation import SlackSecrets, build_installed_slack
from bot.sandbox.networks.app import build_networks
from bot.serving import serving
from bot.settings import Settings, told
from platforms.content import Tokens
from platforms.registry import ADAPTERS
from scheduling.connecting import connect
from store import accounts

SETTLES_WITHIN_S = 30.0
"""How long a stop of the moving clock waits for its posts; a slow network goes on after it."""
WORKSPACE, ADMIN = "T0DEMO", "U0ANA"
DEMO_ACCOUNTS = {
    "twitter": "acme",
    "instagram": "acme.studio",
    "linkedin": "acme",
    "tiktok": "acme",
    "youtube": "acme",
    "facebook": "acme",
}
"""The accounts that a fresh demo finds connected."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Everything of the demo; ``bot`` is the real one, only addresses and secrets differ."""

    url: str
    clock: OffsetClock
    bot: Bot
    slack: Starlette
    networks: Starlette

    async def start(self) -> None:
        """Begin, once requests are answered: the bot's first calls go to this very server."""
        self.slack.state.slack.start()
        await self._connect_accounts()
        await self.bot.start()

    async def stop(self) -> None:
        """Let the bot finish first, then its world."""
        await self.bot.stop()
        await self.slack.state.slack.stop()

    async def advance(self, seconds: float) -> datetime:
        """
        Move the shared clock as time itself would: stopping at every moment that is due.

        At each stop the engine does what is to be done, so no post is jumped over.
        """
        goal = self.clock.now() + timedelta(seconds=seconds)
        while (due := await self.bot.engine.next_due()) is not None and due <= goal:
            wait_s = (due - self.clock.now()).total_seconds()
            self.clock.advance(max(wait_s, 0.0))
            try:
                async with asyncio.timeout(SETTLES_WITHIN_S):
                    await self.bot.engine.settled()
            except TimeoutError:
                break
        return self.clock.advance(max((goal - self.clock.now()).total_seconds(), 0.0))

    async def _connect_accounts(self) -> None:
        bot = self.bot
        known = await bot.database.read(lambda db: accounts.of_workspace(db, WORKSPACE))
        missing = DEMO_ACCOUNTS.keys() - {account.platform for account in known}
        for network in sorted(missing):
            tokens = await self._account(network, DEMO_ACCOUNTS[network])
            await connect(
                tokens,
                network=network,
                flavour=next(iter(ADAPTERS[network].logins)),
                workspace_id=WORKSPACE,
                user_id=ADMIN,
                database=bot.database,
                keyring=bot.keyring,
                networks=bot.networks,
            )

    async def _account(self, network: str, handle: str) -> Tokens:
        made = await self.bot.http.post(
            f"{self.url}/_networks/_sandbox/accounts", json={"network": network, "handle": handle}
        )
        made.raise_for_status()
        facts = made.json()
        lives_s = facts["expires_in"]
        return Tokens(
            access_token=facts["access_token"],
            refresh_token=facts.get("refresh_token") or facts.get("user_token") or "",
            expires_at=self.clock.now() + timedelta(seconds=lives_s) if lives_s else None,
        )


def demo_settings(data_dir: Path, port: int, secrets_: SlackSecrets) -> Settings:
    """Return the bot's settings in the demo; nothing of the environment leaks into it."""
    url = f"http://127.0.0.1:{port}"
    return told(
        {
            "data_dir": data_dir,
            "database_url": "",
            "bind": f"127.0.0.1:{port}",
            "public_url": url,
            "secret_keys": "",
            "fetch_allow": (f"127.0.0.1:{port}",),
            "slack_bot_token": secrets_.bot_token,
            "slack_signing_secret": secrets_.signing_secret,
            "slack_app_token": "",
            "slack_api_url": f"{url}/_slack/api/",
            **{name: _network(f"{url}/_networks/{name}") for name in ADAPTERS},
        }
    )


def _network(url: str) -> dict[str, str]:
    """Return what the demo is at a stand-in: any app may register itself there."""
    app = {"client_id": "callboard-demo", "client_secret": "demo-secret"}
    return {"api_url": url, "auth_url": url, **app}


def build_demo(*, data_dir: Path, port: int, settings: Settings | None = None) -> Demo:
    """Build bot and stand-ins on ``data_dir``; call it inside the event loop."""
    installed = SlackSecrets.of(data_dir)
    clock = OffsetClock(data_dir / "clock.json")
    url = f"http://127.0.0.1:{port}"
    bot = build(settings or demo_settings(data_dir, port, installed), clock=clock)
    slack = build_installed_slack(data_dir=data_dir, clock=clock, bot_url=url, secrets_=installed)
    networks = build_networks(data_dir=data_dir, clock=clock)
    demo = Demo(url, clock, bot, slack, networks)
    _mount(demo)
    return demo


def _mount(demo: Demo) -> None:
    """Put everything on one port; the demo's own clock comes before the stand-ins' plain ones."""

    async def front(_request: Request) -> Response:
        return RedirectResponse("/_slack/")

    async def move_clock(request: Request) -> Response:
        body = await request.json()
        seconds = body.get("advance_s", 0) if isinstance(body, dict) else None
        if not isinstance(seconds, int | float) or seconds < 0:
            sentence = 'Say how far the clock moves: {"advance_s": seconds}, forward only.'
            return JSONResponse({"error": sentence}, status_code=400)
        await demo.advance(seconds)
        # The stand-in tells its page and does what fell due in Slack.
        transport = httpx.ASGITransport(app=demo.slack)
        async with httpx.AsyncClient(transport=transport, base_url=demo.url) as inside:
            told = await inside.post("/_sandbox/clock", json={"advance_s": 0})
        return JSONResponse(told.json(), status_code=told.status_code)

    web = demo.bot.web
    web.add_route("/", front)
    for place in ("/_slack", "/_networks"):
        web.add_route(f"{place}/_sandbox/clock", move_clock, methods=["POST"])
    web.mount("/_slack", demo.slack)
    web.mount("/_networks", demo.networks)


@contextlib.asynccontextmanager
async def running_demo(data_dir: Path, listening: socket.socket) -> AsyncIterator[Demo]:
    """Run a whole demo in this event loop for as long as the block runs."""
    demo = build_demo(data_dir=data_dir, port=listening.getsockname()[1])
    async with serving(demo.bot.web, listening):
        await demo.start()
        try:
            yield demo
        finally:
            await demo.stop()
