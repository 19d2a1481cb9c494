"""
Sending a video's bytes instead of an address (``rupload.facebook.com``).

https://developers.facebook.com/docs/instagram-platform/content-publishing/resumable-uploads
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.graph.answers import Refused, not_visible
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.graph.rupload import Rupload, failed
from bot.sandbox.networks.instagram.container_store import (
    Container,
    Containers,
    StatusCode,
)
from bot.sandbox.networks.instagram.media_files import LIMITS, judge_video
from bot.sandbox.networks.instagram.processing import Processing
from bot.sandbox.networks.instagram.session import NETWORK, Reception
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
        self._rupload = Rupload(world)
        self._containers = containers
        self._processing = processing
        self._reception = reception

    async def upload(self, request: Request) -> Response:
        """Take bytes, or fetch them from ``file_url``."""
        body = await request.body()
        try:
            container = self._container(request)
            if not container.waits_for_bytes:
                raise failed("The container does not wait for bytes.")
            if self._processing.status(container) is StatusCode.EXPIRED:
                raise failed("The container has expired.")
            return await self._finished(container, await self._received(container, request, body))
        except Refused as refusal:
            return refusal.answer

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

    async def _received(self, container: Container, request: Request, body: bytes) -> Blob:
        if file_url := request.headers.get("file_url"):
            limit = LIMITS[container.shape].max_bytes
            return await self._rupload.pull(file_url, max_bytes=limit)
        offset, size = request.headers.get("offset", ""), request.headers.get("file_size", "")
        name = f"{NETWORK}:{container.id}"
        return await self._rupload.take(name, body, offset=offset, file_size=size)

    async def _finished(self, container: Container, blob: Blob) -> Response:
        strict = self._processing.is_strict_about_layout()
        judged = await asyncio.to_thread(judge_video, blob, container.shape, strict_layout=strict)
        self._containers.save(
            replace(container, waits_for_bytes=False, media=(judged.media,), fault=judged.fault)
        )
        return JSONResponse({"success": True, "message": "Upload successful."})
