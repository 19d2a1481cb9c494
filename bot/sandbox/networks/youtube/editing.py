"""Changing and deleting videos (https://developers.google.com/youtube/v3/docs/videos/update)."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import video_not_found, wrong_metadata
from bot.sandbox.networks.youtube.finding import Finding
from bot.sandbox.networks.youtube.metadata import (
    FIELDS,
    FREE_PARTS,
    read_body,
    rest_of,
    snippet_of,
    status_of,
)
from bot.sandbox.networks.youtube.parameters import parts_of
from bot.sandbox.networks.youtube.publishing import Publishing
from bot.sandbox.networks.youtube.rendering import Rendering
from bot.sandbox.networks.youtube.session import Caller

PARTS = frozenset({*FIELDS, *FREE_PARTS})


class Editing:
    """The calls that change a video that is there."""

    def __init__(
        self, world: World, finding: Finding, publishing: Publishing, rendering: Rendering
    ) -> None:
        self._world = world
        self._finding = finding
        self._publishing = publishing
        self._rendering = rendering

    async def update(self, request: Request, caller: Caller) -> Response:
        """Put whole parts in place of the old ones; what is left out of a part is wiped."""
        parts = parts_of(request, PARTS)
        body = read_body(await request.body())
        video = self._finding.mine(str(body.get("id", "")), caller)
        if video.is_lost:
            raise video_not_found()
        if "snippet" in parts:
            given = body.get("snippet", {})
            if not given.get("categoryId"):
                text = "The snippet.categoryId property specifies an invalid category ID."
                raise wrong_metadata("invalidCategoryId", "snippet.categoryId", text)
            video = replace(video, snippet=snippet_of(given))
        if "status" in parts:
            given = {"privacyStatus": video.privacy, **body.get("status", {})}
            status = status_of(
                given, self._world.now(), was_published=video.published_at is not None
            )
            video = replace(video, status=status)
        kept = {name: value for name, value in body.items() if name in parts}
        video = replace(video, rest={**video.rest, **rest_of(kept, video.snippet)})
        video = self._publishing.change(video)
        return JSONResponse(self._rendering.video(video, parts, base_of(request), is_owner=True))

    async def delete(self, request: Request, caller: Caller) -> Response:
        """Take a video away."""
        video = self._finding.mine(request.query_params.get("id", ""), caller)
        self._publishing.take_away(replace(video, deleted=True, due_at=None))
        return Response(status_code=204)
