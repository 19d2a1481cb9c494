"""A Facebook that answers as told, for what its documentation leaves open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.clock import OffsetClock
from platforms.adapter import Delivery, Wire
from platforms.connections import open_client
from platforms.content import Account, Content, Media, MediaKind, Published, Rendition
from platforms.endpoints import Endpoints
from platforms.facebook.adapter import Facebook
from platforms.login import Claim, Consent
from tests.contract.notebook import Notebook
from tests.contract.serving import served

ACCOUNT = Account("1", "facebook", "acme", "77", "page token")
Told = dict[str, Any] | None
"""One answer; ``None`` is a refusal that says nothing."""


@dataclass
class Readings:
    """
    What is told of each path, one answer after the other; the last one stays.

    Paths are those after the version, with the method in front.
    """

    told: Mapping[str, list[Told]]
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        """Answer as told."""
        rest = request.path_params["rest"].partition("/")[2]
        key = f"{request.method} {rest}"
        form = (await request.body()).decode(errors="replace")
        if "upload_phase=" in form:
            key += f" {form.split('upload_phase=')[1].split('&')[0]}"
        if request.method == "GET" and request.query_params.get("fields") == "status":
            key += " status"
        self.asked.append(key)
        answers = self.told[key]
        told = answers.pop(0) if len(answers) > 1 else answers[0]
        if told is None:
            return JSONResponse({"error": {"message": "(#100) No", "code": 100}}, 400)
        if "upload_url" in told:
            told = {**told, "upload_url": f"{request.base_url}v25.0/upload"}
        return JSONResponse(told)

    @asynccontextmanager
    async def publisher(self, tmp_path: Path) -> AsyncIterator[Publisher]:
        """Serve these readings for the length of the block."""
        app = Starlette(routes=[Route("/{rest:path}", self.answer, methods=["GET", "POST"])])
        with served(app) as url:
            async with open_client() as http:
                clock = OffsetClock(tmp_path / "clock.json")
                yield Publisher(http, url, clock, Notebook(clock), tmp_path)


@dataclass
class Publisher:
    """Publishes to the readings."""

    http: httpx.AsyncClient
    url: str
    clock: OffsetClock
    notebook: Notebook
    folder: Path

    async def text(self) -> Published:
        """Publish a text."""
        return await self._publish(Delivery("post-1", Content("Hello"), ACCOUNT))

    async def reel(self) -> Published:
        """Publish a video whose bytes nobody looks at."""
        path = self.folder / "reel.mp4"
        path.write_bytes(b"film")
        media = Media("m", MediaKind.VIDEO, "video/mp4", 4, "sha", 540, 960, 5.0)
        file = Rendition(media, path, "video/mp4", 4, "sha", 540, 960, 5.0)
        return await self._publish(Delivery("post-1", Content("Look", (media,)), ACCOUNT, (file,)))

    async def claim(self) -> tuple[Claim, ...]:
        """Trade a consent."""
        return await Facebook().claim("", Consent("a code", "http://127.0.0.1/back"), self._wire)

    @property
    def _wire(self) -> Wire:
        known = Endpoints(self.url, client_id="id", client_secret="not secret")
        return Wire(self.http, known, self.clock, self.notebook)

    async def _publish(self, delivery: Delivery) -> Published:
        return await Facebook().publish(delivery, self._wire)
