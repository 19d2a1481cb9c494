"""The requests to X's API, one function each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from platforms.adapter import Wire
from platforms.composition import Composition
from platforms.content import Account
from platforms.errors import Step
from platforms.http import json_of, send
from platforms.twitter.errors import classify
from platforms.twitter.rules import NETWORK


class Calls:
    """X's API as one account sees it."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._wire = wire
        self._headers = {"Authorization": f"Bearer {account.access_token}"}

    async def me(self) -> dict[str, Any]:
        """Return the account the token belongs to."""
        path, params = "/2/users/me", {"user.fields": "username,name,verified_type"}
        return _data(await self._ask("GET", path, Step.OAUTH, params=params))

    async def upload_picture(self, data: bytes, mime: str) -> dict[str, Any]:
        """Upload a picture in one request."""
        form = {"media_category": "tweet_image", "media_type": mime}
        path, files = "/2/media/upload", {"media": ("media", data, mime)}
        return _data(await self._ask("POST", path, Step.UPLOAD, data=form, files=files))

    async def begin_upload(self, mime: str, total_bytes: int, category: str) -> dict[str, Any]:
        """Announce a file that is sent in segments."""
        body = {"media_type": mime, "total_bytes": total_bytes, "media_category": category}
        path = "/2/media/upload/initialize"
        return _data(await self._ask("POST", path, Step.PREPARE, json=body))

    async def append_segment(self, media_id: str, index: int, data: bytes) -> None:
        """Send one segment; sending the same one again is harmless."""
        path, files = f"/2/media/upload/{media_id}/append", {"media": ("media", data)}
        await self._ask("POST", path, Step.UPLOAD, data={"segment_index": str(index)}, files=files)

    async def finish_upload(self, media_id: str) -> dict[str, Any]:
        """Say that all segments are sent; X may then start to process the file."""
        return _data(await self._ask("POST", f"/2/media/upload/{media_id}/finalize", Step.UPLOAD))

    async def processing(self, media_id: str) -> dict[str, Any]:
        """Ask how far processing is."""
        params = {"command": "STATUS", "media_id": media_id}
        return _data(await self._ask("GET", "/2/media/upload", Step.STATUS, params=params))

    async def describe(self, media_id: str, alt_text: str) -> None:
        """Attach a description for people who cannot see the picture."""
        body = {"id": media_id, "metadata": {"alt_text": {"text": alt_text}}}
        await self._ask("POST", "/2/media/metadata", Step.PREPARE, json=body)

    async def create_post(self, composition: Composition, media_ids: Sequence[str]) -> str | None:
        """Create the post and return its id; ``None`` when the answer holds none."""
        wire = self._wire
        request = wire.http.build_request(
            "POST",
            f"{wire.endpoints.api_url}/2/tweets",
            headers=self._headers,
            json=body_of(composition, media_ids),
        )
        response = await send(
            wire.http,
            request,
            network=NETWORK,
            step=Step.CREATE,
            classify=classify,
            clock=wire.clock,
            journal=wire.journal,
        )
        post_id = _data(json_of(response, network=NETWORK, step=Step.CREATE)).get("id")
        return str(post_id) if post_id else None

    async def _ask(self, method: str, path: str, step: Step, **content: Any) -> dict[str, Any]:
        wire = self._wire
        request = wire.http.build_request(
            method, f"{wire.endpoints.api_url}{path}", headers=self._headers, **content
        )
        response = await send(
            wire.http, request, network=NETWORK, step=step, classify=classify, clock=wire.clock
        )
        return json_of(response, network=NETWORK, step=step) if response.content else {}


def body_of(composition: Composition, media_ids: Sequence[str]) -> dict[str, object]:
    """Return the body of the create call. X refuses unknown and empty fields."""
    (part,) = composition.parts
    body: dict[str, object] = dict(composition.options)
    if part.text:
        body["text"] = part.text
    if media_ids:
        body["media"] = {"media_ids": list(media_ids)}
    return body


def _data(answer: Mapping[str, Any]) -> dict[str, Any]:
    data = answer.get("data")
    return data if isinstance(data, dict) else {}
