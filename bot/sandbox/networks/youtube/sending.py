"""
Sending a video's bytes to the address that was given for them.

The last byte is what cannot be undone: with it the video exists.
https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import Refused, bad_request, refused
from bot.sandbox.networks.youtube.media_files import Judged, judge
from bot.sandbox.networks.youtube.opening import no_bytes
from bot.sandbox.networks.youtube.publishing import Publishing
from bot.sandbox.networks.youtube.ranges import PIECE_BYTES, Span, span_of
from bot.sandbox.networks.youtube.rendering import Rendering
from bot.sandbox.networks.youtube.session import NETWORK, Reception
from bot.sandbox.networks.youtube.upload_store import Piece, Session, Sessions
from bot.sandbox.networks.youtube.video_store import Video, Videos


@dataclass(frozen=True, slots=True)
class Received:
    """A request's bytes; ``cut`` when the caller hung up before their end."""

    data: bytes
    cut: bool


class Sending:
    """``PUT`` to the address of an upload."""

    def __init__(
        self,
        world: World,
        sessions: Sessions,
        videos: Videos,
        publishing: Publishing,
        rendering: Rendering,
    ) -> None:
        self._world = world
        self._sessions = sessions
        self._videos = videos
        self._publishing = publishing
        self._rendering = rendering
        self._reception = Reception(world)

    async def put(self, request: Request) -> Response:
        """Take bytes, or tell how many are here."""
        received = await _read(request)
        try:
            session = self._session(request)
            if session.video_id:
                return self._done(request, self._video(session))
            span = self._span(request, session, received)
            if span.is_question:
                return self._progress(session)
            return await self._take(request, session, span, received)
        except Refused as refusal:
            return refusal.answer

    def _session(self, request: Request) -> Session:
        """Find the upload; the address is proof enough, but a bad token is refused all the same."""
        if "authorization" in request.headers:
            self._reception.recognise(request)
        session = self._sessions.get(request.query_params.get("upload_id", ""))
        life_s = self._world.switches.number(NETWORK, "session_life_s")
        if session is None or self._world.epoch_s() - session.opened_at >= life_s:
            status = int(self._world.switches.number(NETWORK, "gone_status"))
            raise Refused(Response("Not Found", status, media_type="text/plain"))
        return session

    def _span(self, request: Request, session: Session, received: Received) -> Span:
        header = request.headers.get("content-range")
        if header is None:
            if not received.data and not received.cut:
                raise no_bytes()
            told = int(request.headers.get("content-length", len(received.data)))
            span = Span(0, told - 1, told)
        elif (found := span_of(header)) is None:
            raise bad_request(f"Failed to parse Content-Range header: {header}")
        else:
            span = found
        if span.total is not None and session.total not in {None, span.total}:
            raise bad_request(
                f"Invalid request.  The upload was opened for {session.total} bytes and"
                f" not for {span.total}."
            )
        if not span.is_question and not received.cut and len(received.data) != span.size:
            raise bad_request(
                f"Invalid request.  There were {len(received.data)} byte(s) in the request body."
                f"  There should have been {span.size} byte(s) according to the headers."
            )
        return span

    async def _take(
        self, request: Request, session: Session, span: Span, received: Received
    ) -> Response:
        here = self._sessions.received(session)
        if span.start > here:
            raise refused(
                503,
                "backendError",
                "Invalid request.  According to the Content-Range header, the upload offset is"
                f" {span.start} byte(s), which exceeds already uploaded size of {here} byte(s).",
            )
        if not span.is_last and span.size % PIECE_BYTES:
            raise bad_request(
                "Invalid request.  The number of bytes uploaded is required to be a multiple of"
                f" {PIECE_BYTES}, except for the final request.  The received request contained"
                f" {span.size} bytes, which does not meet this requirement."
            )
        fresh = received.data[here - span.start :]
        complete = span.is_last and not received.cut
        if armed(request, "bytes_lost"):
            fresh, complete = fresh[: len(fresh) // 2], False
        if not complete:
            fresh = fresh[: len(fresh) // PIECE_BYTES * PIECE_BYTES]
        if fresh:
            blob = self._world.blobs.keep([fresh])
            self._sessions.add_piece(session, Piece(here, blob.sha256, blob.size_bytes))
        if not complete:
            return self._progress(session)
        return self._done(request, await self._finish(session))

    async def _finish(self, session: Session) -> Video:
        """Make the video, once however many requests bring the last byte."""
        parts = [piece.sha256 for piece in self._sessions.pieces(session)]
        blob = await asyncio.to_thread(self._world.blobs.join, parts)
        account = self._world.accounts.by_id(NETWORK, session.account_id)
        details = account.details if account else {}
        may_be_long = details.get("long_uploads", "allowed") == "allowed"
        judged = await asyncio.to_thread(judge, blob.path, may_be_long=may_be_long)
        with self._world.db.transaction():
            again = self._sessions.get(session.id)
            if again and again.video_id:
                return self._video(again)
            judged = self._without_duplicates(session, blob.sha256, judged)
            video = self._publishing.make(session, blob.sha256, judged)
            self._sessions.save(replace(session, video_id=video.id))
        return video

    def _without_duplicates(self, session: Session, sha256: str, judged: Judged) -> Judged:
        strict = self._world.switches.of(NETWORK)["reject_duplicates"]
        if strict and self._videos.has_file(session.account_id, sha256):
            return replace(judged, rejection="duplicate")
        return judged

    def _video(self, session: Session) -> Video:
        video = self._videos.get(session.video_id)
        if video is None:
            raise Refused(Response("Not Found", 404, media_type="text/plain"))
        return video

    def _progress(self, session: Session) -> Response:
        here = self._sessions.received(session)
        stored = {"range": f"bytes=0-{here - 1}"} if here else {}
        return Response(status_code=308, headers={**stored, "x-guploader-uploadid": session.id})

    def _done(self, request: Request, video: Video) -> Response:
        parts = tuple(request.query_params.get("part", "snippet,status").split(","))
        status = int(self._world.switches.number(NETWORK, "final_status"))
        shown = self._rendering.video(video, parts, base_of(request), is_owner=True)
        return JSONResponse(shown, status)


async def _read(request: Request) -> Received:
    data = bytearray()
    try:
        async for chunk in request.stream():
            data += chunk
    except ClientDisconnect:
        return Received(bytes(data), cut=True)
    return Received(bytes(data), cut=False)
