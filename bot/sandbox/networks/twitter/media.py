"""Uploading media (https://docs.x.com/x-api/media/quickstart/media-upload-chunked)."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.twitter.answers import Refused, invalid, problem
from bot.sandbox.networks.twitter.bodies import (
    AppendAsked,
    InitializeAsked,
    MetadataAsked,
    UploadAsked,
    checked,
    read,
)
from bot.sandbox.networks.twitter.media_files import MAX_BYTES, SEGMENT_BYTES, judge
from bot.sandbox.networks.twitter.media_store import Segment, Upload, Uploads, UploadState
from bot.sandbox.networks.twitter.session import NETWORK, Caller
from bot.sandbox.networks.world import World

ASYNC_KINDS = ("gif", "video")


class Media:
    """The upload calls."""

    def __init__(self, world: World, uploads: Uploads) -> None:
        self._world = world
        self._uploads = uploads

    async def upload(self, request: Request, caller: Caller) -> Response:
        """Take a small picture in one request."""
        fields, data = await _fields_and_bytes(request)
        asked = checked({**fields, "media": "given"}, UploadAsked)
        _fits(len(data), MAX_BYTES[asked.media_category])
        begun = self._uploads.begin(
            caller.account.id, asked.media_category, len(data), asked.additional_owners
        )
        done = await self._finish(begun, [data])
        return JSONResponse({"data": self._described(done)})

    async def initialize(self, request: Request, caller: Caller) -> Response:
        """Open an upload in pieces."""
        asked = await read(request, InitializeAsked)
        category = asked.media_category or _category_for(asked.media_type)
        _fits(asked.total_bytes, MAX_BYTES[category])
        upload = self._uploads.begin(
            caller.account.id, category, asked.total_bytes, asked.additional_owners
        )
        described = self._described(upload)
        return JSONResponse({"data": {key: described[key] for key in described if key != "size"}})

    async def append(self, request: Request, caller: Caller) -> Response:
        """Take one piece."""
        upload = self._mine(request.path_params["media_id"], caller)
        fields, data = await _fields_and_bytes(request)
        asked = checked({**fields, "media": "given"}, AppendAsked)
        if upload.state is not UploadState.UPLOADING:
            raise Refused(_unusable(upload.id, "This upload is finalized already."))
        if len(data) > SEGMENT_BYTES:
            raise Refused(problem(413, "Request Entity Too Large", "The segment is too large."))
        blob = self._world.blobs.keep([data])
        self._uploads.append(upload, Segment(asked.segment_index, blob.sha256, blob.size_bytes))
        return JSONResponse({"data": {"expires_at": int(upload.expires_at)}})

    async def finalize(self, request: Request, caller: Caller) -> Response:
        """Put the pieces together and look at them."""
        upload = self._mine(request.path_params["media_id"], caller)
        if upload.state is UploadState.UPLOADING:
            segments = self._uploads.segments(upload)
            if [segment.position for segment in segments] != list(range(len(segments))):
                raise Refused(_unusable(upload.id, "Segments do not add up: some are missing."))
            if sum(segment.size_bytes for segment in segments) != upload.total_bytes:
                raise Refused(_unusable(upload.id, "Segments do not add up to total_bytes."))
            blob = await asyncio.to_thread(
                self._world.blobs.join, [segment.sha256 for segment in segments]
            )
            upload = await self._judged(replace(upload, sha256=blob.sha256))
        return JSONResponse({"data": self._described(upload)})

    async def status(self, request: Request, caller: Caller) -> Response:
        """Tell how far the processing is; each question moves it on."""
        if request.query_params.get("command") != "STATUS":
            given = {"command": [request.query_params.get("command", "")]}
            raise Refused(invalid((given, "The command query parameter must be STATUS.")))
        upload = self._mine(request.query_params.get("media_id", ""), caller)
        if upload.state in {UploadState.PENDING, UploadState.IN_PROGRESS}:
            upload = self._moved_on(upload, fails=armed(request, "processing_failed") is not None)
            self._uploads.save(upload)
        return JSONResponse({"data": self._described(upload)})

    async def metadata(self, request: Request, caller: Caller) -> Response:
        """Give a picture its alternative text."""
        asked = await read(request, MetadataAsked)
        upload = self._mine(asked.id, caller)
        if upload.kind not in {"image", "gif"}:
            raise Refused(_unusable(upload.id, "Alt text is for images and GIFs only."))
        alt_text = asked.metadata.alt_text.text
        self._uploads.save(replace(upload, alt_text=alt_text))
        metadata = {"alt_text": {"text": alt_text}}
        return JSONResponse({"data": {"id": upload.id, "associated_metadata": metadata}})

    def _mine(self, upload_id: str, caller: Caller) -> Upload:
        upload = self._uploads.usable(upload_id, caller.account.id)
        if upload is None:
            raise Refused(_unusable(upload_id, "Your media IDs are invalid."))
        return upload

    async def _finish(self, upload: Upload, data: list[bytes]) -> Upload:
        blob = self._world.blobs.keep(data)
        return await self._judged(replace(upload, sha256=blob.sha256))

    async def _judged(self, upload: Upload) -> Upload:
        """Decide what the bytes are: pictures at once, moving ones in processing."""
        blob = self._world.blobs.get(upload.sha256)
        assert blob is not None  # noqa: S101 - it was stored by the caller just now
        judged = await asyncio.to_thread(judge, blob.path, upload.category)
        takes_time = upload.category.endswith(ASYNC_KINDS)
        if judged.fault and not takes_time:
            raise Refused(_unusable(upload.id, judged.fault))
        waits = takes_time and self._polls_needed() > 0
        done = UploadState.FAILED if judged.fault else UploadState.SUCCEEDED
        upload = replace(
            upload,
            kind=judged.kind,
            mime=judged.mime,
            facts=judged.facts,
            fault=judged.fault,
            state=UploadState.PENDING if waits else done,
        )
        self._uploads.save(upload)
        return upload

    def _moved_on(self, upload: Upload, *, fails: bool) -> Upload:
        if fails:
            return replace(upload, state=UploadState.FAILED, fault="The video cannot be processed.")
        polls = upload.polls + 1
        if polls < self._polls_needed():
            return replace(upload, polls=polls, state=UploadState.IN_PROGRESS)
        state = UploadState.FAILED if upload.fault else UploadState.SUCCEEDED
        return replace(upload, polls=polls, state=state)

    def _polls_needed(self) -> int:
        return int(self._world.switches.number(NETWORK, "processing_polls"))

    def _described(self, upload: Upload) -> dict[str, Any]:
        described: dict[str, Any] = {
            "id": upload.id,
            "media_key": upload.key,
            "size": upload.total_bytes,
            "expires_after_secs": self._uploads.remaining_s(upload),
        }
        if upload.category.endswith(ASYNC_KINDS) and upload.state is not UploadState.UPLOADING:
            described["processing_info"] = self._processing(upload)
        return described

    def _processing(self, upload: Upload) -> dict[str, Any]:
        match upload.state:
            case UploadState.FAILED:
                error = {"code": 1, "name": "InvalidMedia", "message": upload.fault}
                return {"state": upload.state, "error": error, "progress_percent": 100}
            case UploadState.SUCCEEDED:
                return {"state": upload.state, "progress_percent": 100}
            case _:
                done = 100 * upload.polls // max(1, self._polls_needed())
                return {"state": upload.state, "check_after_secs": 1, "progress_percent": done}


async def _fields_and_bytes(request: Request) -> tuple[dict[str, Any], bytes]:
    """Read a multipart form or a JSON body with base64; the bytes are in ``media`` in both."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _json_fields(request)
    async with request.form(max_part_size=MAX_BYTES["tweet_image"]) as form:
        media = form.get("media")
        if not isinstance(media, UploadFile):
            raise Refused(invalid(({"$.media": []}, "[$.media: is missing but it is required]")))
        fields = {key: _typed(key, value) for key, value in form.items() if key != "media"}
        return fields, await media.read()


def _typed(key: str, value: object) -> object:
    """Read a form's text as what it stands for."""
    if not isinstance(value, str):
        return value
    if key == "segment_index" and value.isdigit():
        return int(value)
    if key == "shared" and value in {"true", "false"}:
        return value == "true"
    return value.split(",") if key == "additional_owners" else value


async def _json_fields(request: Request) -> tuple[dict[str, Any], bytes]:
    try:
        body = await request.json()
        data = base64.b64decode(body.pop("media"), validate=True)
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error):
        text = "[$.media: must be the file, or its base64 in JSON]"
        raise Refused(invalid(({"$.media": []}, text))) from None
    return body, data


def _fits(size_bytes: int, limit: int) -> None:
    if size_bytes > limit:
        text = f"File size exceeds {limit} bytes."
        raise Refused(invalid(({"total_bytes": [str(size_bytes)]}, text)))
    if size_bytes == 0:
        raise Refused(invalid(({"total_bytes": ["0"]}, "The file is empty.")))


def _category_for(media_type: str) -> str:
    if media_type == "image/gif":
        return "tweet_gif"
    if media_type.startswith("text/"):
        return "subtitles"
    return "tweet_image" if media_type.startswith("image/") else "tweet_video"


def _unusable(upload_id: str, text: str) -> Response:
    parameters: Mapping[str, list[str]] = {"media_id": [upload_id]}
    return invalid((parameters, text))
