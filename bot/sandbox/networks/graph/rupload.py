"""
Sending a video's bytes, or the address to fetch them from (``rupload.facebook.com``).

https://developers.facebook.com/docs/video-api/guides/reels-publishing
"""

from __future__ import annotations

import asyncio

from starlette.responses import JSONResponse

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.fetching import NotFetched
from bot.sandbox.networks.graph.answers import Refused
from bot.sandbox.networks.world import World

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_piece (
    upload TEXT NOT NULL, start INTEGER NOT NULL, sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, PRIMARY KEY (upload, start)
);
"""


class Rupload:
    """Collects the bytes of uploads; ``upload`` names one, unique over all networks."""

    def __init__(self, world: World) -> None:
        self._world = world

    def received(self, upload: str) -> int:
        """Return how many bytes have arrived."""
        row = self._world.db.row(
            "SELECT coalesce(sum(size_bytes), 0) AS size FROM graph_piece WHERE upload = ?", upload
        )
        return int(row["size"]) if row else 0

    async def take(self, upload: str, body: bytes, *, offset: str, file_size: str) -> Blob:
        """Add the bytes of one request and return the whole file; raises ``Refused``."""
        if not offset.isdigit() or not file_size.isdigit():
            raise failed("The headers offset and file_size are required.")
        received = self.received(upload)
        if int(offset) != received:
            text = f"The offset must be {received}."
            raise failed(text, retriable=True, kind="OffsetInvalidError")
        if received + len(body) > int(file_size) or not body:
            raise failed("The bytes do not add up to file_size.")
        self._add(upload, received, self._world.blobs.keep([body]))
        if received + len(body) < int(file_size):
            text = f"Received {received + len(body)} of {file_size} bytes."
            raise failed(text, retriable=True, kind="PartialRequestError")
        return await asyncio.to_thread(self._world.blobs.join, self._parts(upload))

    async def pull(self, file_url: str, *, max_bytes: int) -> Blob:
        """Fetch the file from an address; raises ``Refused``."""
        try:
            return await self._world.fetcher.fetch(file_url, max_bytes=max_bytes)
        except NotFetched as failure:
            raise failed(f"The file could not be fetched: {failure}.") from failure

    def _add(self, upload: str, start: int, blob: Blob) -> None:
        self._world.db.run(
            "INSERT OR REPLACE INTO graph_piece VALUES (?, ?, ?, ?)",
            *(upload, start, blob.sha256, blob.size_bytes),
        )

    def _parts(self, upload: str) -> list[str]:
        rows = self._world.db.rows(
            "SELECT sha256 FROM graph_piece WHERE upload = ? ORDER BY start", upload
        )
        return [row["sha256"] for row in rows]


def failed(
    message: str, *, retriable: bool = False, kind: str = "ProcessingFailedError"
) -> Refused:
    """Return a refusal in the shape of this host."""
    info = {"retriable": retriable, "type": kind, "message": message}
    return Refused(JSONResponse({"debug_info": info}, 400))
