"""
Files that are sent in pieces before they are used.

https://developers.facebook.com/docs/graph-api/guides/upload
"""

from __future__ import annotations

from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.blobs import Blob
from bot.sandbox.networks.facebook.session import Caller
from bot.sandbox.networks.graph.answers import bad_parameter, not_visible
from bot.sandbox.networks.graph.rupload import Rupload
from bot.sandbox.networks.world import World

SCHEMA = """
CREATE TABLE IF NOT EXISTS facebook_upload (
    id TEXT PRIMARY KEY, holder TEXT NOT NULL, file_length INTEGER NOT NULL,
    handle TEXT NOT NULL, sha256 TEXT NOT NULL
);
"""
TYPES = frozenset({"video/mp4", "image/jpeg", "image/jpg", "image/png", "application/pdf"})


class Sessions:
    """``POST /{app-id}/uploads`` and ``/upload:{id}``."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rupload = Rupload(world)

    async def open(self, request: Request, caller: Caller) -> Response:
        """Promise a file."""
        _ = request
        params = caller.params
        length = params.number("file_length", 0)
        if not length or params.get("file_type") not in TYPES:
            raise bad_parameter("Params file_length and file_type are required")
        upload_id = token_urlsafe(16)
        self._world.db.run(
            "INSERT INTO facebook_upload VALUES (?, ?, ?, '', '')",
            *(upload_id, caller.grant.account_id, length),
        )
        return JSONResponse({"id": f"upload:{upload_id}"})

    async def send(self, request: Request, caller: Caller) -> Response:
        """Take bytes; the last ones are answered with the file's handle."""
        upload_id, length = self._upload(request, caller)
        offset = request.headers.get("file_offset", "")
        body = await request.body()
        blob = await self._rupload.take(
            f"upload:{upload_id}", body, offset=offset, file_size=str(length)
        )
        handle = f"4:{token_urlsafe(24)}"
        self._world.db.run(
            "UPDATE facebook_upload SET handle = ?, sha256 = ? WHERE id = ?",
            *(handle, blob.sha256, upload_id),
        )
        return JSONResponse({"h": handle})

    async def tell(self, request: Request, caller: Caller) -> Response:
        """Tell how many bytes have arrived."""
        upload_id, _ = self._upload(request, caller)
        received = self._rupload.received(f"upload:{upload_id}")
        return JSONResponse({"id": f"upload:{upload_id}", "file_offset": received})

    def file_of(self, handle: str) -> Blob:
        """Find the file behind a handle; raises ``Refused``."""
        row = self._world.db.row("SELECT sha256 FROM facebook_upload WHERE handle = ?", handle)
        blob = self._world.blobs.get(row["sha256"]) if row else None
        if blob is None:
            raise bad_parameter("Invalid file", subcode=2069019)
        return blob

    def _upload(self, request: Request, caller: Caller) -> tuple[str, int]:
        upload_id = request.path_params["upload_id"]
        row = self._world.db.row(
            "SELECT file_length FROM facebook_upload WHERE id = ? AND holder = ?",
            *(upload_id, caller.grant.account_id),
        )
        if row is None:
            raise not_visible(f"upload:{upload_id}")
        return upload_id, int(row["file_length"])
