"""The stand-in and a recording bot, both behind real uvicorn servers on 127.0.0.1."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack
from bot.sandbox.slack.sandbox import Pace

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT_TOKEN = "xoxb-1111-2222-callboard"
APP_TOKEN = "xapp-1-A0CALLBOARD-3333"
QUICK = Pace(file_ready_s=0.05)
IMPATIENT = Pace(ack_s=0.2, trigger_s=0.05, file_ready_s=0.05)

SCOPES = [
    "commands", "chat:write", "app_mentions:read", "channels:history", "groups:history",
    "im:history", "im:write", "im:read", "channels:read", "groups:read", "files:read",
    "files:write", "users:read", "reactions:write", "reactions:read", "team:read",
]  # fmt: skip
EVENTS = [
    "app_mention", "message.channels", "message.groups", "message.im", "file_shared",
    "file_deleted", "app_home_opened", "app_uninstalled", "tokens_revoked",
    "member_joined_channel", "reaction_added",
]  # fmt: skip


def sample_manifest(
    *, without_scopes: tuple[str, ...] = (), without_events: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a manifest with everything on, less what a test takes away."""
    return {
        "display_information": {"name": "Callboard"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Callboard", "always_online": True},
            "slash_commands": [
                {
                    "command": "/callboard",
                    "description": "Plan posts",
                    "usage_hint": "help",
                    "should_escape": True,
                },
                {"command": "/raw", "description": "Unescaped", "should_escape": False},
            ],
            "shortcuts": [
                {
                    "name": "Stage this",
                    "type": "message",
                    "callback_id": "stage_this",
                    "description": "Stage a message",
                },
                {
                    "name": "New post",
                    "type": "global",
                    "callback_id": "new_post",
                    "description": "Write a post",
                },
            ],
        },
        "oauth_config": {"scopes": {"bot": [s for s in SCOPES if s not in without_scopes]}},
        "settings": {
            "event_subscriptions": {"bot_events": [e for e in EVENTS if e not in without_events]},
            "interactivity": {"is_enabled": True},
        },
    }


@dataclass(frozen=True, slots=True)
class Heard:
    """One request that the recording bot got."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def signed(self) -> bool:
        """Whether Slack's own verifier accepts the signature."""
        return SignatureVerifier(SIGNING_SECRET).is_valid_request(self.body, dict(self.headers))

    @property
    def payload(self) -> dict[str, Any]:
        """The event envelope, command fields or interactive payload."""
        if self.headers["content-type"].startswith("application/json"):
            return dict(json.loads(self.body))
        fields = {k: v[0] for k, v in parse_qs(self.body.decode(), True).items()}
        return dict(json.loads(fields["payload"])) if "payload" in fields else dict(fields)

    @property
    def event(self) -> dict[str, Any]:
        """The inner event; empty when this was none."""
        return dict(self.payload.get("event", {}))


Reply = Callable[[Heard], Awaitable[Response]]


async def _acknowledge(_heard: Heard) -> Response:
    return Response(status_code=200)


@dataclass(slots=True)
class RecordingBot:
    """Remembers every request and answers as the test wants."""

    heard: list[Heard] = field(default_factory=list)
    reply: Reply = _acknowledge
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def app(self) -> Starlette:
        """Return the bot as an ASGI app."""

        async def take(request: Request) -> Response:
            heard = Heard(dict(request.headers), await request.body())
            async with self._news:
                self.heard.append(heard)
                self._news.notify_all()
            return await self.reply(heard)

        return Starlette(routes=[Route("/slack/events", take, methods=["POST"])])

    async def wait_for(
        self, wanted: Callable[[Heard], bool], *, count: int = 1, timeout_s: float = 5.0
    ) -> list[Heard]:
        """Return the first ``count`` matching requests, waiting until they have come."""
        async with asyncio.timeout(timeout_s), self._news:
            await self._news.wait_for(lambda: sum(map(wanted, self.heard)) >= count)
        return [one for one in self.heard if wanted(one)][:count]

    async def wait_for_event(self, kind: str, **fields: object) -> dict[str, Any]:
        """Return the first inner event of a kind whose fields match."""

        def wanted(heard: Heard) -> bool:
            event = heard.event
            return event.get("type") == kind and all(
                event.get(name) == value for name, value in fields.items()
            )

        return (await self.wait_for(wanted))[0].event

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the inner events of a kind that came so far."""
        return [one.event for one in self.heard if one.event.get("type") == kind]


@dataclass(slots=True)
class Rig:
    """A running stand-in with hands for tests."""

    url: str
    http: httpx.AsyncClient
    bot: RecordingBot
    clock: OffsetClock
    data_dir: Path

    async def api(
        self, method: str, /, *, token: str | None = BOT_TOKEN, **args: object
    ) -> dict[str, Any]:
        """Call a Web API method with a JSON body, as slack_sdk does for chat and views."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = await self.http.post(f"/api/{method}", json=args, headers=headers)
        return dict(answer.json())

    async def form(self, method: str, /, **args: object) -> dict[str, Any]:
        """Call a Web API method with a form, as slack_sdk does for everything else."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        answer = await self.http.post(
            f"/api/{method}", data={k: str(v) for k, v in args.items()}, headers=headers
        )
        return dict(answer.json())

    async def act(self, name: str, /, **body: object) -> dict[str, Any]:
        """Act as a person; fails the test when the stand-in refuses."""
        answer = await self.http.post(f"/_sandbox/act/{name}", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def refused_act(self, name: str, /, **body: object) -> str:
        """Try to act as a person and return the sentence of the refusal."""
        answer = await self.http.post(f"/_sandbox/act/{name}", json=body)
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"])

    async def control(self, path: str, **query: str) -> dict[str, Any]:
        """Read from the control interface."""
        answer = await self.http.get(f"/_sandbox/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def messages(
        self, channel: str = "C0LAUNCH", user: str = "U0ANA", **query: str
    ) -> list[dict[str, Any]]:
        """Return what a person sees in a channel or thread."""
        answer = await self.control("messages", channel=channel, user=user, **query)
        return list(answer["messages"])

    async def fault(self, kind: str, fault: str, **figures: object) -> None:
        """Switch a fault on."""
        body = {"kind": kind, "fault": fault, **figures}
        answer = await self.http.post("/_sandbox/faults", json=body)
        assert answer.status_code == 200, answer.text

    async def trigger(self, user: str = "U0ANA") -> str:
        """Let a person use the global shortcut and return the trigger id the bot got."""
        await self.act("shortcut", user=user, callback_id="new_post")
        return str(self.bot.heard[-1].payload["trigger_id"])

    async def bot_says(self, text: str = "Hello", channel: str = "C0LAUNCH", **more: Any) -> str:
        """Let the bot post, into #launch if nothing else is said; return the message's ``ts``."""
        answer = await self.api("chat.postMessage", channel=channel, text=text, **more)
        assert answer["ok"], answer
        return str(answer["ts"])

    async def advance(self, seconds: float) -> None:
        """Move the shared clock."""
        await self.http.post("/_sandbox/clock", json={"advance_s": seconds})


@dataclass(slots=True)
class Served:
    """
    An ASGI app behind a real uvicorn on a free port.

    Its main loop is left out: it looks for a signal to stop only ten times a second and would
    cost every test that long.
    """

    url: str
    server: uvicorn.Server
    listener: socket.socket

    @classmethod
    async def start(cls, app: Any) -> Served:
        """Listen, and return when requests are answered."""
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1, ws="none")
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        return cls(f"http://127.0.0.1:{listener.getsockname()[1]}", server, listener)

    async def stop(self) -> None:
        """Finish what is asked and end, without uvicorn's tenth of a second of courtesy."""
        for listening in self.server.servers:
            listening.close()
        self.listener.close()
        for connection in list(self.server.server_state.connections):
            connection.shutdown()
        async with asyncio.timeout(2):
            await asyncio.gather(*self.server.server_state.tasks, return_exceptions=True)
        await self.server.lifespan.shutdown()


@asynccontextmanager
async def open_rig(
    data_dir: Path,
    *,
    manifest: dict[str, Any] | None = None,
    pace: Pace = QUICK,
    bot_app: Any = None,
) -> AsyncIterator[Rig]:
    """Run a stand-in against a recording bot, or against ``bot_app``."""
    bot = RecordingBot()
    clock = OffsetClock(data_dir / "clock.json")
    listening_bot = await Served.start(bot_app or bot.app())
    slack = await Served.start(
        build_slack(
            data_dir=data_dir,
            clock=clock,
            manifest=manifest or sample_manifest(),
            bot_url=listening_bot.url,
            signing_secret=SIGNING_SECRET,
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            pace=pace,
        )
    )
    # No certificates are needed on this machine, and loading them takes longer than most tests.
    try:
        async with httpx.AsyncClient(base_url=slack.url, timeout=15, verify=False) as http:  # noqa: S501
            yield Rig(url=slack.url, http=http, bot=bot, clock=clock, data_dir=data_dir)
    finally:
        await asyncio.gather(slack.stop(), listening_bot.stop())
