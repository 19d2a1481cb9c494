"""
Beginning an upload: everything YouTube says about the words of a video, it says here.

https://developers.google.com/youtube/v3/docs/videos/insert
"""

from __future__ import annotations

import re
from secrets import token_urlsafe
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import bad_request, refused
from bot.sandbox.networks.youtube.metadata import (
    FIELDS,
    FREE_PARTS,
    read_body,
    rest_of,
    snippet_of,
    status_of,
)
from bot.sandbox.networks.youtube.parameters import parts_of
from bot.sandbox.networks.youtube.session import NETWORK, Caller
from bot.sandbox.networks.youtube.upload_store import Session, Sessions
from bot.sandbox.networks.youtube.video_store import Videos

MAX_BYTES = 274_877_906_944
DAY_S = 86_400
PARTS = frozenset({*FIELDS, *FREE_PARTS})
FILE_NAME = re.compile(r'filename="?([^";]+)')


class Opening:
    """``POST /upload/youtube/v3/videos``."""

    def __init__(self, world: World, sessions: Sessions, videos: Videos) -> None:
        self._world = world
        self._sessions = sessions
        self._videos = videos

    async def open(self, request: Request, caller: Caller) -> Response:
        """Check what is said of a video and give the address for its bytes."""
        if request.query_params.get("uploadType") != "resumable":
            raise bad_request("This stand-in takes resumable uploads only: uploadType=resumable.")
        parts = parts_of(request, PARTS)
        total = _total(request)
        body = read_body(await request.body())
        kept = {name: value for name, value in body.items() if name in parts}
        snippet = snippet_of(kept.get("snippet", {}))
        metadata = {
            "snippet": snippet,
            "status": status_of(kept.get("status", {}), self._world.now()),
            "rest": rest_of(kept, snippet),
        }
        self._fits_the_day(caller)
        session = Session(
            id=token_urlsafe(48),
            account_id=caller.account.id,
            metadata=metadata,
            total=total,
            file_name=_file_name(request),
            opened_at=self._world.epoch_s(),
        )
        self._sessions.save(session)
        query = urlencode(
            {"uploadType": "resumable", "part": ",".join(parts), "upload_id": session.id}
        )
        location = f"{base_of(request)}/{NETWORK}/upload/youtube/v3/videos?{query}"
        return Response(headers={"location": location, "x-guploader-uploadid": session.id})

    def _fits_the_day(self, caller: Caller) -> None:
        """Refuse what is beyond a channel's own number of uploads, which YouTube tells nobody."""
        quotas, account = self._world.quotas, caller.account
        limit = quotas.scaled(
            NETWORK, int(self._world.switches.number(NETWORK, "uploads_per_channel"))
        )
        made = self._videos.uploaded_since(account.id, self._world.epoch_s() - DAY_S)
        if made >= limit and not quotas.is_lifted(NETWORK):
            text = "The user has exceeded the number of videos they may upload."
            raise refused(400, "uploadLimitExceeded", text, domain="youtube.video")


def _total(request: Request) -> int | None:
    kind = request.headers.get("x-upload-content-type", "video/*")
    if not kind.startswith("video/") and kind != "application/octet-stream":
        raise bad_request(
            f"Media type '{kind}' is not supported. Valid media types:"
            " [video/*, application/octet-stream]"
        )
    given = request.headers.get("x-upload-content-length")
    if given is None:
        return None
    if not given.isdigit() or int(given) > MAX_BYTES:
        raise bad_request(f"Invalid upload length {given}. The maximum is {MAX_BYTES} bytes.")
    if int(given) == 0:
        raise no_bytes()
    return int(given)


def no_bytes() -> Exception:
    """Return the refusal of an upload that has nothing in it."""
    text = "The request does not include the video content."
    return refused(400, "mediaBodyRequired", text, domain="youtube.video")


def _file_name(request: Request) -> str:
    """Return the file's own name, which only the owner is ever told."""
    match = FILE_NAME.search(request.headers.get("content-disposition", ""))
    return match.group(1) if match else request.headers.get("slug", "unknown")
