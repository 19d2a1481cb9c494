"""
How far a publication is: every question moves it on.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.tiktok.answers import refused, success
from bot.sandbox.networks.tiktok.bodies import PublishAsked, read
from bot.sandbox.networks.tiktok.publication_store import (
    Publication,
    Publications,
    Source,
    Status,
)
from bot.sandbox.networks.tiktok.publishing import Publishing
from bot.sandbox.networks.tiktok.session import Caller

FAIL_REASONS = (
    *("file_format_check_failed", "duration_check_failed", "frame_rate_check_failed"),
    *("picture_size_check_failed", "internal", "video_pull_failed", "photo_pull_failed"),
    *("publish_cancelled", "auth_removed", "spam_risk_text", "spam_risk"),
)
UNDER_WAY = frozenset({Status.PROCESSING_UPLOAD, Status.PROCESSING_DOWNLOAD})


class Statuses:
    """``status/fetch`` and ``cancel``."""

    def __init__(self, publications: Publications, publishing: Publishing) -> None:
        self._publications = publications
        self._publishing = publishing

    async def fetch(self, request: Request, caller: Caller) -> Response:
        """Tell a publication's state."""
        one = await self._mine(request, caller)
        for reason in FAIL_REASONS:
            if armed(request, reason):
                one = self._publishing.fail(one, reason)
        status = one.status(self._publishing.polls_needed())
        ids = self._publishing.public_ids(one) if status is Status.PUBLISH_COMPLETE else []
        if one.taken_at is not None:
            self._publications.save(replace(one, polls=one.polls + 1))
        moved = "uploaded" if one.source is Source.FILE_UPLOAD else "downloaded"
        data: dict[str, Any] = {
            "status": status.value,
            "publicaly_available_post_id": ids,
            f"{moved}_bytes": one.moved_bytes,
        }
        if status is Status.FAILED:
            data["fail_reason"] = one.fail_reason
        return success(data)

    async def cancel(self, request: Request, caller: Caller) -> Response:
        """Stop a publication that is not through yet."""
        one = await self._mine(request, caller)
        if one.status(self._publishing.polls_needed()) not in UNDER_WAY:
            raise refused("publish_not_cancellable")
        self._publishing.fail(one, "publish_cancelled")
        return success()

    async def _mine(self, request: Request, caller: Caller) -> Publication:
        asked = await read(request, PublishAsked)
        one = self._publications.get(asked.publish_id)
        if one is None:
            raise refused("invalid_publish_id")
        if one.account_id != caller.account.id:
            raise refused("token_not_authorized_for_specified_publish_id")
        return one
