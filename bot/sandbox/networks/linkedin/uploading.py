"""
Taking the bytes: one address a file, or one a piece of 4 MiB.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.linkedin.answers import (
    Refused,
    illegal,
    media_forbidden,
    not_found,
    refused,
    wrong_urn,
    wrong_value,
)
from bot.sandbox.networks.linkedin.bodies import FinalizeAsked, read
from bot.sandbox.networks.linkedin.media_files import judge
from bot.sandbox.networks.linkedin.media_store import Asset, Assets, AssetState, Part, Role
from bot.sandbox.networks.linkedin.session import NETWORK, Caller, Reception, traced
from bot.sandbox.networks.linkedin.urns import kind_of
from bot.sandbox.networks.world import World

URL_EXPIRED = "The upload URL is expired"
WAITING = "Media asset is waiting upload"


class Uploading:
    """``PUT`` to upload addresses, and the end of a film's upload."""

    def __init__(self, world: World, assets: Assets, reception: Reception) -> None:
        self._world = world
        self._assets = assets
        self._reception = reception

    async def put(self, request: Request) -> Response:
        """Take the bytes that belong to one address."""
        try:
            return traced(await self._take(request))
        except Refused as refusal:
            return traced(refusal.answer)

    async def finalize(self, request: Request, caller: Caller) -> Response:
        """Put a film's pieces together; a second time changes nothing."""
        asked = (await read(request, FinalizeAsked)).finalize_upload_request
        if kind_of(asked.video) != "video":
            raise wrong_urn("video", asked.video, "video")
        asset = self._assets.get(asked.video)
        if asset is None:
            raise not_found()
        caller.writes_as(asset.owner, "owner", "videos.ACTION-finalizeUpload")
        parts = self._assets.parts(asset)
        if not all(part.etag for part in parts):
            raise refused(400, "MEDIA_ASSET_WAITING_UPLOAD", WAITING)
        if asked.uploaded_part_ids != [part.etag for part in parts]:
            raise wrong_value("uploadedPartIds", asked.uploaded_part_ids)
        if asset.state is AssetState.WAITING_UPLOAD:
            blob = await asyncio.to_thread(self._world.blobs.join, [part.sha256 for part in parts])
            await self._processing(asset, blob.sha256)
        return Response(status_code=200)

    async def _take(self, request: Request) -> Response:
        part = self._assets.part(request.path_params["token"])
        asset = self._assets.get(part.urn) if part else None
        if part is None or asset is None:
            raise not_found()
        if asset.kind == "image":
            self._check_token(request, asset)
        if asset.expires_at <= self._world.epoch_s():
            raise refused(400, "EXPIRED_UPLOAD_URL", URL_EXPIRED)
        data = await request.body()
        if not data:
            raise illegal("The upload has no bytes")
        if part.role is Role.PART:
            return self._take_piece(asset, part, data)
        blob = self._world.blobs.keep([data])
        self._assets.save_part(replace(part, sha256=blob.sha256))
        if part.role is Role.WHOLE:
            await self._processing(asset, blob.sha256)
        return Response(status_code=201)

    def _take_piece(self, asset: Asset, part: Part, data: bytes) -> Response:
        if asset.state is not AssetState.WAITING_UPLOAD:
            raise illegal("This upload is finalized already")
        if len(data) != part.size_bytes:
            raise illegal(
                f"Expected {part.size_bytes} bytes, from {part.first_byte} to {part.last_byte},"
                f" and got {len(data)}"
            )
        etag = hashlib.sha256(part.token.encode() + data).hexdigest()[:40]
        blob = self._world.blobs.keep([data])
        self._assets.save_part(replace(part, sha256=blob.sha256, etag=etag))
        quoted = bool(self._world.switches.of(NETWORK)["quoted_etags"])
        return Response(headers={"etag": f'"{etag}"' if quoted else etag})

    def _check_token(self, request: Request, asset: Asset) -> None:
        """Pictures want the token again; the addresses of other files are secret enough."""
        caller = self._reception.admit(request)
        if asset.owner not in {caller.person, caller.organization}:
            raise media_forbidden(asset.kind)

    async def _processing(self, asset: Asset, sha256: str) -> None:
        blob = self._world.blobs.get(sha256)
        assert blob is not None  # noqa: S101 - it was stored by the caller just now
        judged = await asyncio.to_thread(judge, blob, asset.kind)
        self._assets.save(
            replace(
                asset,
                state=AssetState.PROCESSING,
                polls=0,
                sha256=sha256,
                mime=judged.mime,
                facts=judged.facts,
                fault=judged.fault,
            )
        )
