"""One server with the stand-in under ``/_slack`` and a small real bot beside it."""

from __future__ import annotations

import asyncio
import io
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from bot.sandbox.slack.app import build_slack
from bot.serving import listen
from tests.browser.sample_bot import BOT_TOKEN, MANIFEST, SIGNING_SECRET, SampleBot

STARTS_WITHIN_S = 15


def picture(width_px: int = 320, height_px: int = 180) -> bytes:
    """Return a real PNG."""
    kept = io.BytesIO()
    Image.linear_gradient("L").resize((width_px, height_px)).convert("RGB").save(kept, "PNG")
    return kept.getvalue()


class Stage:
    """A running stand-in with its bot; ``control`` speaks to the stand-in's control interface."""

    def __init__(self, data_dir: Path) -> None:
        self._socket = listen("127.0.0.1", 0, hint="run the tests again")
        self.base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.page_url = f"{self.base}/_slack/"
        self.bot = SampleBot(api_url=f"{self.base}/_slack/api/")
        clock = OffsetClock(data_dir / "clock.json")
        self._slack = build_slack(
            data_dir=data_dir,
            clock=clock,
            manifest=MANIFEST,
            bot_url=self.base,
            signing_secret=SIGNING_SECRET,
            bot_token=BOT_TOKEN,
        )
        self._networks = build_networks(data_dir=data_dir, clock=clock)
        config = uvicorn.Config(self._app(), log_level="warning", timeout_graceful_shutdown=2)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self.control = httpx.Client(base_url=f"{self.page_url}_sandbox/", timeout=10)

    def _app(self) -> Starlette:
        @asynccontextmanager
        async def lifespan(_app: Starlette) -> AsyncIterator[None]:
            self._slack.state.slack.start()
            self._loop = asyncio.get_running_loop()
            self._started.set()
            yield
            await self._slack.state.slack.stop()

        self._started = threading.Event()
        return Starlette(
            routes=[
                Route("/slack/events", self.bot.handle, methods=["POST"]),
                Mount("/_slack", app=self._slack),
                Mount("/_networks", app=self._networks),
            ],
            lifespan=lifespan,
        )

    def __enter__(self) -> Stage:
        self._thread.start()
        if not self._started.wait(STARTS_WITHIN_S):
            raise RuntimeError("The stage did not start; see the log above.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.control.close()
        # Open pages hold event streams; end them first, or the server waits for them.
        self._loop.call_soon_threadsafe(self._slack.state.sandbox.stream.close)
        self._server.should_exit = True
        self._thread.join(STARTS_WITHIN_S)
        self._socket.close()

    def bot_says(self, text: str, **more: Any) -> str:
        """Let the bot post to #launch by the Web API; returns the message's ts."""
        answer = httpx.post(
            f"{self.page_url}api/chat.postMessage",
            headers={"Authorization": f"Bearer {BOT_TOKEN}"},
            json={"channel": "C0LAUNCH", "text": text, **more},
        ).json()
        if not answer["ok"]:
            raise AssertionError(answer)
        return str(answer["ts"])

    def hang_up(self) -> None:
        """Cut every open event stream, as a network that fails for a moment does."""
        for connection in list(self._server.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                self._loop.call_soon_threadsafe(transport.abort)

    def act(self, what: str, **body: Any) -> dict[str, Any]:
        """Do something as a person, without the page."""
        answer = self.control.post(f"act/{what}", json=body)
        answer.raise_for_status()
        done: dict[str, Any] = answer.json()
        return done

    def upload(self, name: str, content: bytes, user: str = "U0ANA", **fields: str) -> str:
        """Drop a file into #launch and return its id."""
        given = {"user": user, "channel": "C0LAUNCH", **fields}
        answer = self.control.post("act/upload", data=given, files={"files": (name, content)})
        answer.raise_for_status()
        return str(answer.json()["files"][0]["id"])

    def wait_until_ready(self, file_id: str) -> None:
        """Wait until the stand-in has looked into a file; before, no block may show it."""
        deadline = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < deadline:
            answer = httpx.get(
                f"{self.page_url}api/files.info",
                headers={"Authorization": f"Bearer {BOT_TOKEN}"},
                params={"file": file_id},
            ).json()
            if answer["ok"] and answer["file"].get("mimetype"):
                return
        raise TimeoutError(f"{file_id} did not become ready")

    def bytes_of(self, file_id: str) -> bytes:
        """Return a file's bytes as the page gets them."""
        answer = self.control.get(f"files/{file_id}")
        answer.raise_for_status()
        return answer.content

    def now(self) -> datetime:
        """Return the demo's time."""
        return datetime.fromisoformat(self.control.get("clock").json()["now"])

    def network_faults(self) -> list[dict[str, Any]]:
        """Return what is armed at the networks' stand-in."""
        armed: list[dict[str, Any]] = httpx.get(f"{self.base}/_networks/_sandbox/faults").json()[
            "armed"
        ]
        return armed

    def messages(self, channel: str, user: str = "U0ANA", **query: str) -> list[dict[str, Any]]:
        """Return what one person sees of a channel."""
        answer = self.control.get(
            "messages", params={"channel": channel, "user": user, "peek": "1", **query}
        )
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found
