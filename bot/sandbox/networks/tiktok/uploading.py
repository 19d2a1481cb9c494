"""
Taking a film's bytes, piece after piece.

https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.tiktok.answers import Refused
from bot.sandbox.networks.tiktok.chunks import Range, parse_range
from bot.sandbox.networks.tiktok.creator import max_video_s
from bot.sandbox.networks.tiktok.media_files import MIMES, judge_video
from bot.sandbox.networks.tiktok.publication_store import Publication, Publications
from bot.sandbox.networks.tiktok.publishing import Publishing
from bot.sandbox.networks.tiktok.session import NETWORK
from bot.sandbox.networks.world import World

ADDRESS_LIVES_S = 3_600
OUT_OF_ORDER = "upload_range_mismatch"


class Uploading:
    """``PUT`` to the address that ``init`` gave out; the address itself is the permission."""

    def __init__(self, world: World, publications: Publications, publishing: Publishing) -> None:
        self._world = world
        self._publications = publications
        self._publishing = publishing

    async def put(self, request: Request) -> Response:
        """Take one piece."""
        body = await request.body()
        try:
            one = self._open(request)
            wanted = self._piece(request, one, body)
        except Refused as refusal:
            return refusal.answer
        blob = self._world.blobs.keep([body])
        if wanted.is_final:
            return await self._finish(one, wanted, blob)
        moved = replace(one, moved_bytes=wanted.last + 1)
        with self._world.db.transaction():
            self._publications.add_piece(one, wanted.first, blob.sha256)
            self._publications.save(moved)
        return self._progress(moved, 206)

    def _open(self, request: Request) -> Publication:
        """Find the publication behind the address; raises ``Refused``."""
        one = self._publications.by_token(request.query_params.get("upload_token", ""))
        if one is None or one.id.rpartition(".")[2] != request.query_params.get("upload_id"):
            raise Refused(Response(status_code=404))
        if self._world.epoch_s() - one.created_at >= ADDRESS_LIVES_S or one.is_over:
            raise Refused(Response(status_code=403))
        return one

    def _piece(self, request: Request, one: Publication, body: bytes) -> Range:
        """Tell which piece was sent; raises ``Refused`` unless it is the next one, and whole."""
        wanted = parse_range(request.headers.get("content-range", ""))
        if wanted is None or not _is_honest(request, wanted, one, body):
            raise Refused(Response(status_code=400))
        if wanted.first != one.moved_bytes or armed(request, OUT_OF_ORDER):
            raise Refused(self._progress(one, 416))
        if wanted.last != one.cut.last_byte(wanted.first):
            raise Refused(Response(status_code=400))
        return wanted

    async def _finish(self, one: Publication, wanted: Range, last: Blob) -> Response:
        """Join the pieces and publish; the same piece sent twice at once counts only once."""
        account = self._world.accounts.by_id(NETWORK, one.account_id)
        assert account is not None  # noqa: S101 - whoever opened the publication has an account
        parts = [*self._publications.pieces(one), last.sha256]
        whole = await asyncio.to_thread(self._world.blobs.join, parts)
        media, fault = await asyncio.to_thread(judge_video, whole, max_video_s(account))
        with self._world.db.transaction():
            now = self._publications.get(one.id) or one
            if now != one:
                return self._progress(now, 416)
            self._publications.add_piece(one, wanted.first, last.sha256)
            self._publishing.take(one, [media], fault, wanted.total)
        return self._progress(replace(one, moved_bytes=wanted.total), 201)

    def _progress(self, one: Publication, status: int) -> Response:
        told = one.moved_bytes
        if self._world.switches.of(NETWORK)["progress_is_last_byte"] and told:
            told -= 1
        progress = f"bytes 0-{told}/{one.cut.size_bytes}"
        return Response(status_code=status, headers={"content-range": progress})


def _is_honest(request: Request, wanted: Range, one: Publication, body: bytes) -> bool:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    length = request.headers.get("content-length", "")
    return (
        kind in MIMES
        and wanted.total == one.cut.size_bytes
        and length == str(len(body))
        and wanted.size_bytes == len(body)
    )
