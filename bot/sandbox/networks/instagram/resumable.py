"""
Sending a video's bytes instead of an address (``rupload.facebook.com``).

https://developers.facebook.com/docs/instagram-platform/content-publishing/resumable-uploads
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.fetching import NotFetched
from bot.sandbox.networks.instagram.answers import Refused, not_visible
from bot.sandbox.networks.instagram.container_store import (
    Container,
    Containers,
    Piece,
    StatusCode,
)
from bot.sandbox.networks.instagram.media_files import LIMITS, judge_video
from bot.sandbox.networks.instagram.params import Params
from bot.sandbox.networks.instagram.processing import Processing
from bot.sandbox.networks.instagram.session import Reception
from bot.sandbox.networks.world import World


class Resumable:
    """``POST rupload.facebook.com/ig-api-upload/{version}/{container-id}``."""

    def __init__(
        self,
        world: World,
        containers: Containers,
        processing: Processing,
        reception: Reception,
    ) -> None:
        self._world = world
        self._containers = containers
        self._processing = processing
        self._reception = reception

    async def upload(self, request: Request) -> Response:
        """Take bytes, or fetch them from ``file_url``."""
        body = await request.body()
        try:
            container = self._container(request)
        except Refused as refusal:
            return refusal.answer
        if not container.waits_for_bytes:
            return _failed("The container does not wait for bytes.", status=400)
        if self._processing.status(container) is StatusCode.EXPIRED:
            return _failed("The container has expired.", status=400)
        if file_url := request.headers.get("file_url"):
            return await self._pull(container, file_url)
        return await self._take(container, request, body)

    def _container(self, request: Request) -> Container:
        scheme, _, _ = request.headers.get("authorization", "").partition(" ")
        caller = self._reception.admit(request, Params())
        container = self._containers.get(request.path_params["container_id"])
        if scheme.lower() != "oauth" or container is None:
            raise not_visible(request.path_params["container_id"])
        if container.account_id != caller.account.id:
            raise not_visible(container.id)
        caller.needs("publish")
        return container

    async def _take(self, container: Container, request: Request, body: bytes) -> Response:
        offset = request.headers.get("offset", "")
        file_size = request.headers.get("file_size", "")
        if not offset.isdigit() or not file_size.isdigit():
            return _failed("The headers offset and file_size are required.", status=400)
        received = sum(piece.size_bytes for piece in self._containers.pieces(container))
        if int(offset) != received:
            return _failed(f"The offset must be {received}.", status=400, retriable=True)
        if received + len(body) > int(file_size) or not body:
            return _failed("The bytes do not add up to file_size.", status=400)
        blob = self._world.blobs.keep([body])
        self._containers.add_piece(container, Piece(received, blob.sha256, blob.size_bytes))
        if received + len(body) < int(file_size):
            text = f"Received {received + len(body)} of {file_size} bytes."
            return _failed(text, status=400, retriable=True, kind="PartialRequestError")
        parts = [piece.sha256 for piece in self._containers.pieces(container)]
        whole = await asyncio.to_thread(self._world.blobs.join, parts)
        return await self._finished(container, whole.sha256)

    async def _pull(self, container: Container, file_url: str) -> Response:
        limit = LIMITS[container.shape].max_bytes
        try:
            blob = await self._world.fetcher.fetch(file_url, max_bytes=limit)
        except NotFetched as failure:
            return _failed(f"The file could not be fetched: {failure}.", status=400)
        return await self._finished(container, blob.sha256)

    async def _finished(self, container: Container, sha256: str) -> Response:
        blob = self._world.blobs.get(sha256)
        assert blob is not None  # noqa: S101 - it was stored a moment ago
        strict = self._processing.is_strict_about_layout()
        judged = await asyncio.to_thread(judge_video, blob, container.shape, strict_layout=strict)
        self._containers.save(
            replace(container, waits_for_bytes=False, media=(judged.media,), fault=judged.fault)
        )
        return JSONResponse({"success": True, "message": "Upload successful."})


def _failed(
    message: str, *, status: int, retriable: bool = False, kind: str = "ProcessingFailedError"
) -> Response:
    info = {"retriable": retriable, "type": kind, "message": message}
    return JSONResponse({"debug_info": info}, status)
