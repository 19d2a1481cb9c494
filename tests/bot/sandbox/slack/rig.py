"""The stand-in and a recording bot, both behind real uvicorn servers on 127.0.0.1."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack
from bot.sandbox.slack.limits import LimitClock
from bot.sandbox.slack.sandbox import Pace
from bot.serving import listen
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import SIGNING_SECRET, RecordingBot

BOT_TOKEN = "xoxb-1111-2222-callboard"
GLOBEX_TOKEN = "xoxb-4444-5555-callboard"
APP_TOKEN = "xapp-1-A0CALLBOARD-3333"
QUICK = Pace(file_ready_s=0.05)
IMPATIENT = Pace(ack_s=0.2, trigger_s=0.05, file_ready_s=0.05)


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

    async def form(
        self, method: str, /, *, token: str = BOT_TOKEN, **args: object
    ) -> dict[str, Any]:
        """Call a Web API method with a form, as slack_sdk does for everything else."""
        headers = {"Authorization": f"Bearer {token}"}
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

    async def logged(
        self, fits: Callable[[dict[str, Any]], bool], *, count: int = 1
    ) -> dict[str, Any]:
        """Return the newest matching log entry once there are ``count`` of them."""
        async with asyncio.timeout(10), self.http.stream("GET", "/_sandbox/stream") as stream:
            async for _change in stream.aiter_lines():
                entries = (await self.control("log"))["entries"]
                found = [one for one in entries if fits({"retry_num": None, **one})]
                if len(found) >= count:
                    return dict(found[0])
        raise AssertionError("the stream ended before it was logged")

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
        listener = listen("127.0.0.1", 0, hint="run the tests again")
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=1, ws="websockets-sansio"
        )
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
    more_bot_tokens: Mapping[str, str] | None = None,
    rate_limits: LimitClock = "off",
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
            more_bot_tokens=more_bot_tokens,
            rate_limits=rate_limits,
            pace=pace,
        )
    )
    # No certificates are needed on this machine, and loading them takes longer than most tests.
    try:
        async with httpx.AsyncClient(base_url=slack.url, timeout=15, verify=False) as http:  # noqa: S501
            yield Rig(url=slack.url, http=http, bot=bot, clock=clock, data_dir=data_dir)
    finally:
        await asyncio.gather(slack.stop(), listening_bot.stop())
