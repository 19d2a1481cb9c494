"""The requests to TikTok's API, one function each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from platforms.adapter import Journal, Wire
from platforms.content import Account
from platforms.errors import NeedsReconnect, Step
from platforms.http import Classify, json_of, no_clear_answer, send
from platforms.tiktok.errors import OK, classify, classify_upload, error_of
from platforms.tiktok.rules import NETWORK

_PUBLISH = "/v2/post/publish"
_JSON = "application/json; charset=UTF-8"
_LISTED = "id,create_time,title,video_description"
_ELSEWHERE = frozenset({416})
"""The upload goes on at another byte than the one that was sent."""
_RANGE = re.compile(r"bytes 0-(\d+)/\d+")


@dataclass(frozen=True, slots=True)
class Creator:
    """What the person behind an account may post right now."""

    privacy_levels: tuple[str, ...] = ()
    comment_disabled: bool = False
    duet_disabled: bool = False
    stitch_disabled: bool = False
    max_video_s: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a publication is; ``received`` where TikTok says how many bytes it has."""

    status: str
    fail_reason: str = ""
    post_ids: tuple[str, ...] = ()
    received: int | None = None


class Calls:
    """TikTok's API as one account sees it."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self._wire = wire
        self._headers = {"Authorization": f"Bearer {account.access_token}", "Content-Type": _JSON}

    async def me(self) -> tuple[str, str]:
        """Return id and user name of the account the token is for."""
        params = {"fields": "open_id,username"}
        user = _part(await self._ask("GET", "/v2/user/info/", Step.OAUTH, params=params), "user")
        if not user.get("open_id") or not user.get("username"):
            reason = "TikTok did not say whose token this is."
            raise NeedsReconnect(reason, network=NETWORK, step=Step.OAUTH)
        return str(user["open_id"]), str(user["username"])

    async def creator(self) -> Creator:
        """Ask what the account may post right now; TikTok wants this before each direct post."""
        data = await self._ask("POST", f"{_PUBLISH}/creator_info/query/", Step.PREPARE)
        levels, longest = data.get("privacy_level_options"), data.get("max_video_post_duration_sec")
        return Creator(
            privacy_levels=tuple(map(str, levels)) if isinstance(levels, list) else (),
            comment_disabled=bool(data.get("comment_disabled")),
            duet_disabled=bool(data.get("duet_disabled")),
            stitch_disabled=bool(data.get("stitch_disabled")),
            max_video_s=longest if isinstance(longest, int | float) else None,
        )

    async def open_video(self, body: Mapping[str, Any], *, is_draft: bool) -> tuple[str, str]:
        """Announce a video; return its publication's id and the address that takes its bytes."""
        path = f"{_PUBLISH}/{'inbox/' if is_draft else ''}video/init/"
        data = await self._ask("POST", path, Step.PREPARE, json=body)
        if not data.get("publish_id") or not data.get("upload_url"):
            raise no_clear_answer(NETWORK, Step.PREPARE)
        return str(data["publish_id"]), str(data["upload_url"])

    async def send_chunk(
        self, address: str, chunk: bytes, mime: str, *, first: int, total: int
    ) -> int | None:
        """
        Send some bytes; with the last one TikTok publishes, so that one is announced first.

        Return ``None`` when they are there, else how many bytes TikTok says it has.
        """
        last = first + len(chunk) - 1
        step = Step.CREATE if last + 1 == total else Step.UPLOAD
        # The address itself is the permission: the token stays out of it.
        headers = {"Content-Type": mime, "Content-Range": f"bytes {first}-{last}/{total}"}
        request = self._wire.http.build_request("PUT", address, headers=headers, content=chunk)
        response = await self._through(request, step, classify_upload, accepts=_ELSEWHERE)
        if response.status_code not in _ELSEWHERE:
            return None
        told = _RANGE.fullmatch(response.headers.get("content-range", ""))
        return int(told[1]) if told else 0

    async def start_photos(self, body: Mapping[str, Any]) -> str:
        """Have TikTok fetch photos and publish them; return the publication's id."""
        data = await self._ask("POST", f"{_PUBLISH}/content/init/", Step.CREATE, json=body)
        if not data.get("publish_id"):
            raise no_clear_answer(NETWORK, Step.CREATE)
        return str(data["publish_id"])

    async def standing(self, publish_id: str) -> Standing:
        """Ask how far a publication is."""
        path, body = f"{_PUBLISH}/status/fetch/", {"publish_id": publish_id}
        data = await self._ask("POST", path, Step.STATUS, json=body)
        # TikTok's own spelling; its notices to web servers have the right one.
        ids = data.get("publicaly_available_post_id") or data.get("publicly_available_post_id")
        received = data.get("uploaded_bytes")
        return Standing(
            status=str(data.get("status") or ""),
            fail_reason=str(data.get("fail_reason") or ""),
            post_ids=tuple(map(str, ids)) if isinstance(ids, list) else (),
            received=received if isinstance(received, int) else None,
        )

    async def newest(self) -> list[dict[str, Any]]:
        """List the account's latest public posts."""
        params, body = {"fields": _LISTED}, {"max_count": 20}
        data = await self._ask("POST", "/v2/video/list/", Step.READ_BACK, params=params, json=body)
        rows = data.get("videos")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    async def _ask(self, method: str, path: str, step: Step, **content: Any) -> dict[str, Any]:
        """Return an answer's ``data``; what was refused with status 200 is refused here."""
        wire = self._wire
        url = f"{wire.endpoints.api_url}{path}"
        request = wire.http.build_request(method, url, headers=self._headers, **content)
        response = await self._through(request, step, classify)
        answer, error = json_of(response, network=NETWORK, step=step), error_of(response)
        if not error:
            raise no_clear_answer(NETWORK, step)
        if isinstance(error, str) or error.get("code") != OK:
            raise classify(response, step, wire.clock.now())
        return _part(answer, "data")

    async def _through(
        self,
        request: httpx.Request,
        step: Step,
        classify_answer: Classify,
        *,
        accepts: frozenset[int] = frozenset(),
    ) -> httpx.Response:
        wire = self._wire
        journal: Journal | None = wire.journal if step is Step.CREATE else None
        return await send(
            wire.http,
            request,
            network=NETWORK,
            step=step,
            classify=classify_answer,
            clock=wire.clock,
            journal=journal,
            accepts=accepts,
        )


def _part(answer: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = answer.get(name)
    return value if isinstance(value, dict) else {}
