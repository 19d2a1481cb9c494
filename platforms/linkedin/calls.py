"""The requests to LinkedIn's API, one function each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from platforms.adapter import Wire
from platforms.content import Account
from platforms.errors import Step, Unavailable
from platforms.http import json_of, no_clear_answer, send
from platforms.linkedin.errors import classify
from platforms.linkedin.rules import NETWORK

API_URL = "https://api.linkedin.com"
WEB_URL = "https://www.linkedin.com"
VERSION = "202607"
"""The month's version that the calls were written for; each is served for a year at least."""
MEMBER, ORGANIZATION = "member", "organization"
"""The flavours: a person's own account, or a page that a person administers."""
_OWNERS = {MEMBER: "person", ORGANIZATION: "organization"}
_PAGE_OF_PAGES = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """An address and the bytes that it takes, ``last`` included."""

    address: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that LinkedIn expects: its URN and where its bytes go."""

    urn: str
    pieces: tuple[Piece, ...]
    upload_token: str = ""


class Calls:
    """LinkedIn's API as one account sees it; ``author`` is the account's URN."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._wire = wire
        self.author = f"urn:li:{_OWNERS[account.flavour or MEMBER]}:{account.remote_id}"
        self._authorization = {"Authorization": f"Bearer {account.access_token}"}
        self._headers = {
            **self._authorization,
            "LinkedIn-Version": VERSION,
            "X-Restli-Protocol-Version": "2.0.0",
        }

    async def userinfo(self) -> dict[str, Any]:
        """Return who the member is."""
        return await self._ask("GET", "/v2/userinfo", Step.OAUTH)

    async def pages(self) -> list[str]:
        """List the ids of the pages that the member administers."""
        ids: list[str] = []
        while True:
            params = {
                "q": "roleAssignee",
                "role": "ADMINISTRATOR",
                "state": "APPROVED",
                "start": str(len(ids)),
                "count": str(_PAGE_OF_PAGES),
            }
            answer = await self._ask("GET", "/rest/organizationAcls", Step.OAUTH, params=params)
            rows = _rows(answer, "elements")
            ids += [_page_id(row) for row in rows]
            if len(rows) < _PAGE_OF_PAGES:
                return [page_id for page_id in ids if page_id]

    async def page(self, page_id: str) -> dict[str, Any]:
        """Return a page's names."""
        return await self._ask("GET", f"/rest/organizations/{page_id}", Step.OAUTH)

    async def announce_image(self) -> Announced:
        """Announce a picture or a GIF."""
        value = await self._initialize("images", {"owner": self.author})
        piece = Piece(_text(value, "uploadUrl"), 0, -1)
        return Announced(_text(value, "image"), (piece,))

    async def announce_video(self, size_bytes: int) -> Announced:
        """Announce a video; LinkedIn says how to cut it."""
        asked = {
            "owner": self.author,
            "fileSizeBytes": size_bytes,
            "uploadCaptions": False,
            "uploadThumbnail": False,
        }
        value = await self._initialize("videos", asked)
        pieces = tuple(
            Piece(_text(row, "uploadUrl"), int(row["firstByte"]), int(row["lastByte"]))
            for row in _rows(value, "uploadInstructions")
        )
        return Announced(_text(value, "video"), pieces, str(value.get("uploadToken") or ""))

    async def upload(self, address: str, data: bytes) -> str:
        """Send bytes to their address and return the ETag, which only pieces of videos have."""
        request = self._wire.http.build_request(
            "PUT",
            address,
            headers=self._authorization | {"Content-Type": "application/octet-stream"},
            content=data,
        )
        response = await self._through(request, Step.UPLOAD)
        return str(response.headers.get("etag", "")).removeprefix("W/").strip('"')

    async def finish_video(self, announced: Announced, etags: Sequence[str]) -> None:
        """Say that all pieces are there."""
        asked = {
            "video": announced.urn,
            "uploadToken": announced.upload_token,
            "uploadedPartIds": list(etags),
        }
        path, params = "/rest/videos", {"action": "finalizeUpload"}
        body = {"finalizeUploadRequest": asked}
        await self._send("POST", path, Step.UPLOAD, params=params, json=body)

    async def video(self, urn: str) -> dict[str, Any]:
        """Tell how far LinkedIn is with a video."""
        return await self._ask("GET", f"/rest/videos/{_encoded(urn)}", Step.STATUS)

    async def create_post(self, body: Mapping[str, object]) -> str:
        """Create a post and return its URN, which stands in a header."""
        response = await self._send("POST", "/rest/posts", Step.CREATE, json=body)
        named = response.headers.get("x-restli-id") or response.headers.get("x-linkedin-id")
        if not named:
            raise no_clear_answer(NETWORK, Step.CREATE)
        return str(named)

    async def newest_posts(self) -> list[dict[str, Any]]:
        """List the author's latest posts; of members only apps of a closed program may."""
        params = {
            "q": "author",
            "author": self.author,
            "count": "50",
            "sortBy": "LAST_MODIFIED",
        }
        finder = {"X-RestLi-Method": "FINDER"}
        path = "/rest/posts"
        answer = await self._ask("GET", path, Step.READ_BACK, params=params, headers=finder)
        return _rows(answer, "elements")

    async def _initialize(self, collection: str, asked: Mapping[str, object]) -> dict[str, Any]:
        path, params = f"/rest/{collection}", {"action": "initializeUpload"}
        body = {"initializeUploadRequest": asked}
        answer = await self._ask("POST", path, Step.PREPARE, params=params, json=body)
        value = answer.get("value")
        return value if isinstance(value, dict) else {}

    async def _ask(self, method: str, path: str, step: Step, **content: Any) -> dict[str, Any]:
        return json_of(await self._send(method, path, step, **content), network=NETWORK, step=step)

    async def _send(
        self,
        method: str,
        path: str,
        step: Step,
        *,
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> httpx.Response:
        wire = self._wire
        request = wire.http.build_request(
            method,
            f"{wire.endpoints.api_url}{path}",
            headers={**self._headers, **(headers or {})},
            **content,
        )
        return await self._through(request, step)

    async def _through(self, request: httpx.Request, step: Step) -> httpx.Response:
        wire = self._wire
        return await send(
            wire.http,
            request,
            network=NETWORK,
            step=step,
            classify=classify,
            clock=wire.clock,
            journal=wire.journal if step is Step.CREATE else None,
        )


def _encoded(urn: str) -> str:
    return quote(urn, safe="")


def _text(value: Mapping[str, Any], name: str) -> str:
    """Return a field without which an upload cannot go on."""
    if not value.get(name):
        reason = "LinkedIn did not say where the file goes."
        raise Unavailable(reason, network=NETWORK, step=Step.PREPARE)
    return str(value[name])


def _rows(answer: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = answer.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _page_id(row: Mapping[str, Any]) -> str:
    urn = row.get("organization") or row.get("organizationTarget") or ""
    return str(urn).rpartition(":")[2]
