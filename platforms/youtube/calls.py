"""The requests to YouTube's API, one function each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import httpx

from platforms.adapter import Wire
from platforms.content import Account
from platforms.errors import NeedsReconnect, Step, Unavailable
from platforms.http import json_of, no_clear_answer, send
from platforms.youtube.errors import classify
from platforms.youtube.rules import NETWORK

_GOING_ON = frozenset({308})
_GONE = frozenset({404, 410})
_RANGE = re.compile(r"bytes=0-(\d+)")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an upload stands: ``video`` once it is complete, ``is_gone`` once it is forgotten."""

    received: int = 0
    video: dict[str, Any] | None = None
    is_gone: bool = False


class Calls:
    """YouTube's API as one channel sees it."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._wire = wire
        self._headers = {"Authorization": f"Bearer {account.access_token}"}

    async def my_channel(self) -> dict[str, Any]:
        """Return the channel that the token belongs to."""
        params = {"part": "snippet,contentDetails", "mine": "true"}
        channels = _items(await self._ask("GET", "/youtube/v3/channels", Step.OAUTH, params=params))
        if not channels:
            raise NeedsReconnect(
                "This Google account has no YouTube channel.",
                network=NETWORK,
                step=Step.OAUTH,
                code="no_channel",
                advice="Create a channel on YouTube, then connect it again.",
            )
        return channels[0]

    async def open_upload(
        self, resource: dict[str, Any], *, size_bytes: int, mime: str, notifies: bool
    ) -> str:
        """Announce a video and return the address that takes its bytes."""
        params = {"uploadType": "resumable", "part": ",".join(resource)}
        if not notifies:
            params["notifySubscribers"] = "false"
        told = {"X-Upload-Content-Length": str(size_bytes), "X-Upload-Content-Type": mime}
        path = "/upload/youtube/v3/videos"
        response = await self._send(
            "POST", path, Step.PREPARE, params=params, json=resource, headers=told
        )
        address = response.headers.get("location")
        if not address:
            reason = "YouTube named no address for the upload."
            raise Unavailable(reason, network=NETWORK, step=Step.PREPARE)
        return str(address)

    async def ask_upload(self, address: str, size_bytes: int) -> Progress:
        """Ask how much of a video is there; a complete one is named."""
        request = self._wire.http.build_request(
            "PUT", address, headers=self._headers | {"Content-Range": f"bytes */{size_bytes}"}
        )
        return _progress(await self._through(request, Step.READ_BACK, _GOING_ON | _GONE))

    async def send_piece(self, address: str, piece: bytes, first: int, size_bytes: int) -> Progress:
        """Send some bytes; those with the last byte make the video, so they are announced first."""
        last = first + len(piece) - 1
        is_end = last + 1 == size_bytes
        request = self._wire.http.build_request(
            "PUT",
            address,
            headers=self._headers | {"Content-Range": f"bytes {first}-{last}/{size_bytes}"},
            content=piece,
        )
        step = Step.CREATE if is_end else Step.UPLOAD
        return _progress(await self._through(request, step, _GOING_ON | _GONE))

    async def video(self, video_id: str) -> dict[str, Any] | None:
        """Return a video's status and details; ``None`` when it is not there."""
        params = {"part": "status,processingDetails", "id": video_id}
        found = _items(await self._ask("GET", "/youtube/v3/videos", Step.STATUS, params=params))
        return found[0] if found else None

    async def newest_uploads(self) -> list[dict[str, Any]]:
        """Return the channel's latest videos, newest first, private ones too."""
        channel = await self.my_channel()
        details = channel.get("contentDetails") or {}
        playlist = (details.get("relatedPlaylists") or {}).get("uploads") or ""
        params = {"part": "snippet,contentDetails", "playlistId": playlist, "maxResults": "50"}
        path = "/youtube/v3/playlistItems"
        return _items(await self._ask("GET", path, Step.READ_BACK, params=params))

    async def set_thumbnail(self, video_id: str, picture: bytes, mime: str) -> None:
        """Give a video a picture of its own; doing it twice is harmless."""
        path = "/upload/youtube/v3/thumbnails/set"
        await self._send(
            "POST",
            path,
            Step.UPLOAD,
            params={"videoId": video_id},
            content=picture,
            headers={"Content-Type": mime},
        )

    async def _ask(self, method: str, path: str, step: Step, **content: Any) -> dict[str, Any]:
        return json_of(await self._send(method, path, step, **content), network=NETWORK, step=step)

    async def _send(
        self,
        method: str,
        path: str,
        step: Step,
        *,
        headers: dict[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:
        wire = self._wire
        request = wire.http.build_request(
            method,
            f"{wire.endpoints.api_url}{path}",
            headers=self._headers | (headers or {}),
            **content,
        )
        return await self._through(request, step)

    async def _through(
        self, request: httpx.Request, step: Step, accepts: frozenset[int] = frozenset()
    ) -> httpx.Response:
        wire = self._wire
        return await send(
            wire.http,
            request,
            network=NETWORK,
            step=step,
            classify=classify,
            clock=wire.clock,
            journal=wire.journal if step is Step.CREATE else None,
            accepts=accepts,
        )


def _progress(response: httpx.Response) -> Progress:
    if response.status_code in _GONE:
        return Progress(is_gone=True)
    if response.status_code in _GOING_ON:
        stored = _RANGE.fullmatch(response.headers.get("range", ""))
        return Progress(received=int(stored[1]) + 1 if stored else 0)
    video = json_of(response, network=NETWORK, step=Step.CREATE)
    if not video.get("id"):
        raise no_clear_answer(NETWORK, Step.CREATE)
    return Progress(video=video)


def _items(answer: dict[str, Any]) -> list[dict[str, Any]]:
    items = answer.get("items")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
