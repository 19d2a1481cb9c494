"""The requests to Facebook's API, one function each."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from platforms.adapter import Wire
from platforms.content import Account
from platforms.errors import NeedsReconnect, Rejected, Step, Unavailable
from platforms.facebook.errors import classify
from platforms.facebook.rules import NETWORK
from platforms.graph.calls import Graph, rows_of
from platforms.http import no_clear_answer

_PAGE_FIELDS = "id,name,username"
_POST_FIELDS = "id,message,created_time,attachments{target,subattachments{target}}"
_PAGE_SIZE = "100"
_BUSINESS = "business_management"


class Calls:
    """Facebook's API as one Page sees it, or, while connecting, the person behind it."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._wire = wire
        self._page = account.remote_id
        self._token = account.access_token
        self._graph = Graph(wire, NETWORK, classify, wire.endpoints.api_url, self._token)

    async def granted(self) -> tuple[str, ...]:
        """Return what a person let Callboard do."""
        return await self._graph.granted()

    async def pages(self, scopes: Sequence[str]) -> list[dict[str, Any]]:
        """List the person's Pages with their tokens, those that a business holds too."""
        found = await self._graph.listed("/me/accounts", _listing(f"{_PAGE_FIELDS},tasks"))
        if _BUSINESS in scopes:
            found += await self._held_by_businesses()
        by_id: dict[str, dict[str, Any]] = {}
        for page in found:
            by_id.setdefault(str(page.get("id")), page)
        return list(by_id.values())

    async def me(self) -> dict[str, Any]:
        """Return the Page that the token belongs to."""
        fields = {"fields": _PAGE_FIELDS}
        try:
            return await self._graph.ask("GET", f"/{self._page or 'me'}", Step.OAUTH, fields)
        except Rejected as refusal:  # a person has no user name to ask for
            raise NeedsReconnect(
                "This token belongs to no Facebook Page.",
                network=NETWORK,
                step=Step.OAUTH,
                code=refusal.code,
                advice="Use the token of a Page, or press Connect in Slack.",
            ) from refusal

    async def _held_by_businesses(self) -> list[dict[str, Any]]:
        """List what the person's businesses hold; of these Pages nobody tells the tasks."""
        held = await self._graph.listed("/me/businesses", {"fields": "id", "limit": _PAGE_SIZE})
        return [
            page
            for business in held
            for edge in ("owned_pages", "client_pages")
            for page in await self._graph.listed(
                f"/{business.get('id')}/{edge}", _listing(_PAGE_FIELDS)
            )
        ]

    async def send_photo(self, data: bytes, mime: str, alt_text: str) -> str:
        """Send a picture that nobody sees yet and return its id."""
        fields = {"published": "false", **({"alt_text_custom": alt_text} if alt_text else {})}
        files = {"source": ("picture", data, mime)}
        path = f"/{self._page}/photos"
        answer = await self._graph.ask("POST", path, Step.PREPARE, fields, files=files)
        return _named(answer, "id", Step.PREPARE)

    async def make_post(self, fields: Mapping[str, str], photos: Sequence[str]) -> str:
        """Make a post that nobody sees yet and return its id."""
        hidden = {**_with_photos(fields, photos), "published": "false"}
        answer = await self._graph.ask("POST", f"/{self._page}/feed", Step.PREPARE, hidden)
        return _named(answer, "id", Step.PREPARE)

    async def show_post(self, post_id: str) -> None:
        """Let everybody see a post; doing it twice is harmless."""
        fields = {"is_published": "true"}
        _succeeded(await self._graph.ask("POST", f"/{post_id}", Step.CREATE, fields))

    async def publish_post(self, fields: Mapping[str, str], photos: Sequence[str]) -> str:
        """Make a post that everybody sees at once and return its id."""
        path, shown = f"/{self._page}/feed", _with_photos(fields, photos)
        return _named(await self._graph.ask("POST", path, Step.CREATE, shown), "id", Step.CREATE)

    async def post(self, post_id: str) -> dict[str, Any]:
        """Return a post's address and whether it is public."""
        fields = {"fields": "is_published,permalink_url,created_time"}
        return await self._graph.ask("GET", f"/{post_id}", Step.READ_BACK, fields)

    async def newest_posts(self, since_s: int) -> list[dict[str, Any]]:
        """List what the Page has published since a moment, newest first."""
        fields = {"fields": _POST_FIELDS, "since": str(since_s), "limit": "25"}
        path = f"/{self._page}/published_posts"
        return rows_of(await self._graph.ask("GET", path, Step.READ_BACK, fields))

    async def start_reel(self) -> tuple[str, str]:
        """Announce a video; return its id and the address that takes its bytes."""
        fields = {"upload_phase": "start"}
        path = f"/{self._page}/video_reels"
        answer = await self._graph.ask("POST", path, Step.PREPARE, fields)
        return _named(answer, "video_id", Step.PREPARE), _named(answer, "upload_url", Step.PREPARE)

    async def send_reel(
        self, address: str, pieces: AsyncIterator[bytes], first: int, size_bytes: int
    ) -> None:
        """Send a video's bytes from ``first`` to its end."""
        headers = {
            "Authorization": f"OAuth {self._token}",
            "offset": str(first),
            "file_size": str(size_bytes),
            "Content-Type": "application/octet-stream",
            "Content-Length": str(size_bytes - first),
        }
        build = self._wire.http.build_request
        request = build("POST", address, headers=headers, content=pieces)
        await self._graph.through(request, Step.UPLOAD)

    async def reel_status(self, video_id: str) -> dict[str, Any]:
        """Tell how far Facebook is with a video."""
        fields = {"fields": "status"}
        answer = await self._graph.ask("GET", f"/{video_id}", Step.STATUS, fields)
        status = answer.get("status")
        if not isinstance(status, dict):
            reason = "Facebook does not say how far the video is."
            raise Unavailable(reason, network=NETWORK, step=Step.STATUS)
        return status

    async def finish_reel(self, video_id: str, fields: Mapping[str, str]) -> None:
        """Let everybody see a video, as soon as it is processed."""
        told = {
            "upload_phase": "finish",
            "video_id": video_id,
            "video_state": "PUBLISHED",
            **fields,
        }
        path = f"/{self._page}/video_reels"
        _succeeded(await self._graph.ask("POST", path, Step.CREATE, told))

    async def reel(self, video_id: str) -> dict[str, Any]:
        """Return the address and the post of a published video."""
        fields = {"fields": "permalink_url,post_id"}
        return await self._graph.ask("GET", f"/{video_id}", Step.READ_BACK, fields)


def _listing(fields: str) -> dict[str, str]:
    return {"fields": f"{fields},access_token", "limit": _PAGE_SIZE}


def _with_photos(fields: Mapping[str, str], photos: Sequence[str]) -> dict[str, str]:
    attached = [{"media_fbid": photo} for photo in photos]
    return {**fields, **({"attached_media": json.dumps(attached)} if attached else {})}


def _named(answer: Mapping[str, Any], name: str, step: Step) -> str:
    if not answer.get(name):
        raise no_clear_answer(NETWORK, step)
    return str(answer[name])


def _succeeded(answer: Mapping[str, Any]) -> None:
    """Make sure that the answer says yes, or at least not no."""
    if not answer.get("success", "id" in answer or "post_id" in answer):
        raise no_clear_answer(NETWORK, Step.CREATE)
