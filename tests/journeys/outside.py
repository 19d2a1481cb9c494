"""A demo that runs as its own process, seen from outside: over HTTP alone."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageStat

from bot.sandbox.slack.actor import Actor
from tests.bot.processes import Running, environment, free_port
from tests.journeys.world import BOT_USER, PATIENCE_S, Json

READY = "demo is ready"
IN_DOUBT = "may be live or not"
UNSETTLED = ("Publishing", "scheduled", "waiting", "as soon as it is approved")


class Killable:
    """``callboard demo`` on one folder and one port, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._running: Running | None = None

    def start(self) -> None:
        """Start, and return when the demo answers."""
        place = ("--port", self.port, "--data", self._folder / "data")
        self._running = Running("demo", *place, env=environment(), cwd=self._folder)
        self._running.until(READY)

    def kill(self) -> None:
        """Send SIGKILL."""
        assert self._running is not None
        self._running.kill()

    def stop(self) -> None:
        """Stop as a person would."""
        if self._running:
            self._running.stop()


@dataclass(frozen=True, slots=True)
class Outside:
    """What a person at the demo sees and does."""

    url: str
    ana: Actor
    http: httpx.AsyncClient

    async def planned(self, files: dict[str, bytes], words: str) -> Json:
        """Drop files with words and return the plan."""
        dropped = await self.ana.upload(files, words)
        return await self.ana.wait_for(
            lambda one: one["text"].startswith("Plan for"), PATIENCE_S, thread_ts=dropped["ts"]
        )

    async def shows(self, plan: Json, says: str) -> Json:
        """Wait until the plan's message says this."""
        return await self.ana.wait_for(
            lambda one: one["ts"] == plan["ts"] and says in one["text"],
            2 * PATIENCE_S,
            thread_ts=plan["thread_ts"],
        )

    async def settled(self, plan: Json) -> Json:
        """Wait until every post of the plan has come to some end."""
        return await self.ana.wait_for(
            lambda one: one["ts"] == plan["ts"] and not any(w in one["text"] for w in UNSETTLED),
            2 * PATIENCE_S,
            thread_ts=plan["thread_ts"],
        )

    async def questions(self, plan: Json, wanted: int) -> list[Json]:
        """Return the bot's open questions about posts that may be live, once all are asked."""

        async def asked() -> list[Json] | None:
            shown = await self.ana.messages(thread_ts=plan["thread_ts"])
            open_ = [
                one for one in shown if one.get("user") == BOT_USER and IN_DOUBT in one["text"]
            ]
            return open_ if len(open_) == wanted else None

        return await self.ana.wait_until(asked, 2 * PATIENCE_S)

    async def live(self) -> list[Json]:
        """Return what the public sees."""
        return list(await self._ask("GET", "/_networks/_sandbox/posts"))

    async def pictures(self, post: Json) -> tuple[str, ...]:
        """Return the names of the pictures that a live post shows, in order."""
        page = await self.http.get(post["url"])
        addresses = dict.fromkeys(re.findall(r'<img[^>]+src="([^"]+)"', page.text))
        names = []
        for address in addresses:
            shown = await self.http.get(str(httpx.URL(post["url"]).join(address)))
            red, _, blue = ImageStat.Stat(Image.open(io.BytesIO(shown.content))).mean
            names.append("red.jpg" if red > blue else "blue.jpg")
        return tuple(names)

    async def requests(self) -> int:
        """Count the requests that the networks have had."""
        return len(await self._ask("GET", "/_networks/_sandbox/requests"))

    async def slow(self, network: str, step: str, seconds: float) -> None:
        """Let a network take its time."""
        body = {"network": network, "step": step, "fault": "slow", "times": 20, "seconds": seconds}
        await self._ask("POST", "/_networks/_sandbox/faults", json=body)

    async def quick(self) -> None:
        """Let the networks answer at once again."""
        await self._ask("DELETE", "/_networks/_sandbox/faults")

    async def advance(self, seconds: float) -> None:
        """Move the clock."""
        await self._ask("POST", "/_slack/_sandbox/clock", json={"advance_s": seconds})

    async def _ask(self, method: str, path: str, **more: Any) -> Any:
        answer = await self.http.request(method, f"{self.url}{path}", timeout=60, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else None


def plain_picture(colour: str) -> bytes:
    """Return a picture that can be told from others after any conversion."""
    buffer = io.BytesIO()
    Image.new("RGB", (640, 640), colour).save(buffer, "JPEG")
    return buffer.getvalue()


@asynccontextmanager
async def visiting(url: str) -> AsyncIterator[Outside]:
    """Visit a running demo; connections do not outlive a killed one."""
    async with (
        Actor(f"{url}/_slack", "U0ANA") as ana,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        yield Outside(url, ana, http)
