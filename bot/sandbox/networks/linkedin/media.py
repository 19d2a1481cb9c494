"""
Announcing files and asking how far they are.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.linkedin.answers import (
    illegal,
    media_forbidden,
    not_found,
    wrong_body,
    wrong_value,
)
from bot.sandbox.networks.linkedin.bodies import (
    InitializeAsked,
    InitializeVideoAsked,
    VideoAsked,
    read,
)
from bot.sandbox.networks.linkedin.media_files import MAX_VIDEO_BYTES, MIN_VIDEO_BYTES
from bot.sandbox.networks.linkedin.media_store import Asset, Assets, AssetState, Part, Role
from bot.sandbox.networks.linkedin.session import NETWORK, Caller
from bot.sandbox.networks.linkedin.uploading import Uploading
from bot.sandbox.networks.world import World, base_of

PART_BYTES = 4_194_304
COLLECTIONS = {"images": "image", "documents": "document", "videos": "video"}
MARKS = {"image": "C4E10AQ", "document": "C4D1FAQ", "video": "C5F10AQ"}
"""How the ids of each kind begin."""


class Media:
    """``/rest/images``, ``/rest/documents`` and ``/rest/videos``."""

    def __init__(self, world: World, assets: Assets, uploading: Uploading) -> None:
        self._world = world
        self._assets = assets
        self._uploading = uploading

    async def act(self, collection: str, request: Request, caller: Caller) -> Response:
        """Do what ``action`` says."""
        match request.query_params.get("action"), collection:
            case "initializeUpload", "videos":
                return await self._initialize_video(request, caller)
            case "initializeUpload", _:
                return await self._initialize(request, caller, COLLECTIONS[collection])
            case "finalizeUpload", "videos":
                return await self._uploading.finalize(request, caller)
            case action, _:
                raise illegal(f"POST operation named {action} not supported on {collection}")

    async def status(self, collection: str, request: Request, caller: Caller) -> Response:
        """Tell how far a file is; each question moves it on."""
        kind = COLLECTIONS[collection]
        # A token that may only write sees its films, but neither pictures nor documents.
        if kind != "video" and not caller.has("r_organization_social", "w_organization_social"):
            raise media_forbidden(kind)
        asset = self._assets.get(request.path_params["urn"])
        if asset is None or asset.kind != kind:
            raise not_found()
        if asset.owner not in {caller.person, caller.organization}:
            raise media_forbidden(kind)
        if armed(request, "processing_failed"):
            fault = "The file cannot be processed."
            asset = replace(asset, state=AssetState.PROCESSING_FAILED, fault=fault)
            self._assets.save(asset)
        return JSONResponse(_described(self.look(asset), request))

    def look(self, asset: Asset) -> Asset:
        """Return the file after one more question about it."""
        if asset.state is not AssetState.PROCESSING:
            return asset
        polls = asset.polls + 1
        if polls >= self._world.switches.number(NETWORK, f"{asset.kind}_polls"):
            state = AssetState.PROCESSING_FAILED if asset.fault else AssetState.AVAILABLE
            asset = replace(asset, state=state)
        asset = replace(asset, polls=polls)
        self._assets.save(asset)
        return asset

    async def _initialize(self, request: Request, caller: Caller, kind: str) -> Response:
        asked = (await read(request, InitializeAsked)).initialize_upload_request
        asset = self._begin(caller, kind, asked.owner)
        part = self._address(asset, Role.WHOLE)
        return JSONResponse(
            {
                "value": {
                    "uploadUrlExpiresAt": int(asset.expires_at * 1000),
                    "uploadUrl": _url(request, part),
                    kind: asset.urn,
                }
            }
        )

    async def _initialize_video(self, request: Request, caller: Caller) -> Response:
        asked = (await read(request, InitializeVideoAsked)).initialize_upload_request
        _check_size(asked)
        asset = self._begin(caller, "video", asked.owner)
        parts = [
            self._address(asset, Role.PART, first, min(first + PART_BYTES, asked.file_size_bytes))
            for first in range(0, asked.file_size_bytes, PART_BYTES)
        ]
        value: dict[str, Any] = {
            "uploadUrlsExpireAt": int(asset.expires_at * 1000),
            "video": asset.urn,
            "uploadToken": "",
            "uploadInstructions": [_instruction(request, part) for part in parts],
        }
        if asked.upload_captions:
            value["captionsUploadUrl"] = _url(request, self._address(asset, Role.CAPTIONS))
        if asked.upload_thumbnail:
            value["thumbnailUploadUrl"] = _url(request, self._address(asset, Role.THUMBNAIL))
        return JSONResponse({"value": value})

    def _begin(self, caller: Caller, kind: str, owner: str) -> Asset:
        caller.writes_as(owner, "owner", f"{kind}s.ACTION-initializeUpload")
        lives_s = self._world.switches.number(NETWORK, "upload_url_lives_s")
        asset = Asset(
            urn=f"urn:li:{kind}:{MARKS[kind]}{secrets.token_urlsafe(9)}",
            owner=owner,
            kind=kind,
            expires_at=self._world.epoch_s() + lives_s,
        )
        self._assets.save(asset)
        return asset

    def _address(self, asset: Asset, role: Role, first: int = 0, end: int = 0) -> Part:
        part = Part(secrets.token_urlsafe(24), asset.urn, role, first, end - 1)
        self._assets.save_part(part)
        return part


def _check_size(asked: VideoAsked) -> None:
    if asked.file_size_bytes <= 0:
        raise wrong_body("initializeUploadRequest/fileSizeBytes", "must be greater than 0")
    if not MIN_VIDEO_BYTES <= asked.file_size_bytes <= MAX_VIDEO_BYTES:
        raise wrong_value("fileSizeBytes", asked.file_size_bytes)


def _url(request: Request, part: Part) -> str:
    return f"{base_of(request)}/{NETWORK}/dms-uploads/{part.token}"


def _instruction(request: Request, part: Part) -> dict[str, Any]:
    return {
        "uploadUrl": _url(request, part),
        "firstByte": part.first_byte,
        "lastByte": part.last_byte,
    }


def _described(asset: Asset, request: Request) -> Mapping[str, Any]:
    described: dict[str, Any] = {
        "id": asset.urn,
        "owner": asset.owner,
        "status": asset.state.value,
    }
    if asset.state is AssetState.PROCESSING_FAILED:
        described["processingFailureReason"] = asset.fault
    if asset.state is AssetState.AVAILABLE:
        described["downloadUrl"] = f"{base_of(request)}/_media/{asset.sha256}"
        if asset.kind == "video":
            described |= {
                "duration": int(asset.facts["duration_s"] * 1000),
                "aspectRatioWidth": asset.facts["width"],
                "aspectRatioHeight": asset.facts["height"],
            }
    return described
