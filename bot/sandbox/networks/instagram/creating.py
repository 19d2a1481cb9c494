"""Creating containers: everything Instagram looks at before anything is public."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.fetching import NotFetched
from bot.sandbox.networks.graph.answers import bad_parameter, refused
from bot.sandbox.networks.graph.usage import DAY_S
from bot.sandbox.networks.instagram.container_store import (
    Container,
    Containers,
    Shape,
    StatusCode,
)
from bot.sandbox.networks.instagram.media_files import (
    LIMITS,
    MAX_IMAGE_BYTES,
    NOT_DOWNLOADED,
    JudgedVideo,
    judge_image,
    judge_video,
    nothing_there,
)
from bot.sandbox.networks.instagram.processing import Processing
from bot.sandbox.networks.instagram.session import NETWORK, Caller
from bot.sandbox.networks.instagram.shaping import (
    MAX_CHILDREN,
    MIN_CHILDREN,
    WRONG_COUNT,
    check,
    is_resumable,
    shape_of,
)
from bot.sandbox.networks.posts import PostedMedia
from bot.sandbox.networks.world import World, base_of

CONTAINERS_A_DAY = 400
NOT_READY = "The media is not ready for publishing, please wait for a moment"


class Creating:
    """``POST /{ig-id}/media``."""

    def __init__(self, world: World, containers: Containers, processing: Processing) -> None:
        self._world = world
        self._containers = containers
        self._processing = processing

    async def create(self, request: Request, caller: Caller) -> Response:
        """Make a container."""
        caller.owns(request.path_params["id"])
        caller.needs("publish")
        shape = shape_of(caller.params, caller.flavour)
        check(caller.params, shape, caller.flavour)
        self._is_within_quota(caller)
        media, fault = await self._gather(caller, shape)
        waits = is_resumable(caller.params) and shape.is_video
        container = Container(
            id=self._new_id(),
            account_id=caller.account.id,
            shape=shape,
            params={k: v for k, v in caller.params.items() if k != "access_token"},
            created_at=self._world.epoch_s(),
            waits_for_bytes=waits,
            fault=fault,
            media=media,
        )
        self._containers.save(container)
        answer = {"id": container.id}
        if waits:
            base = base_of(request)
            answer["uri"] = f"{base}/{NETWORK}/ig-api-upload/v25.0/{container.id}"
        return JSONResponse(answer)

    def _is_within_quota(self, caller: Caller) -> None:
        quotas = self._world.quotas
        since = self._world.epoch_s() - DAY_S
        made = self._containers.made_since(caller.account.id, since)
        if made >= quotas.scaled(NETWORK, CONTAINERS_A_DAY) and not quotas.is_lifted(NETWORK):
            text = "Too many containers were created in the last 24 hours."
            raise refused(9, "Application request limit reached", subcode=2207042, explained=text)

    async def _gather(self, caller: Caller, shape: Shape) -> tuple[tuple[PostedMedia, ...], str]:
        """Return the container's media and the code of what its processing will end with."""
        params = caller.params
        if shape is Shape.CAROUSEL:
            return self._children(caller), ""
        if "cover_url" in params and shape is Shape.REEL:
            await self._image(params["cover_url"], Shape.STORY_IMAGE, "")
        if not shape.is_video:
            return (await self._image(params["image_url"], shape, params.get("alt_text", "")),), ""
        if is_resumable(params):
            return (), ""
        judged = await self._video(params["video_url"], shape)
        if judged is None:
            return (), NOT_DOWNLOADED
        if params.number("thumb_offset", 0) > judged.duration_s * 1000 and not judged.fault:
            raise refused(1, "The thumbnail offset is out of range", subcode=2207057)
        return (judged.media,), judged.fault

    def _children(self, caller: Caller) -> tuple[PostedMedia, ...]:
        ids = caller.params.listed("children")
        if not MIN_CHILDREN <= len(ids) <= MAX_CHILDREN:
            text = f"A carousel takes {MIN_CHILDREN} to {MAX_CHILDREN} items"
            raise bad_parameter(text, subcode=WRONG_COUNT)
        return tuple(self._child(child_id, caller) for child_id in ids)

    def _child(self, child_id: str, caller: Caller) -> PostedMedia:
        child = self._containers.get(child_id)
        if child is None or child.account_id != caller.account.id:
            raise refused(24, "The requested resource does not exist", subcode=2207008)
        if not child.shape.is_item:
            raise bad_parameter(f"The container {child_id} is no item of a carousel")
        match self._processing.status(child):
            case StatusCode.EXPIRED:
                raise refused(24, "The requested resource does not exist", subcode=2207008)
            case StatusCode.FINISHED:
                return child.media[0]
            case _:
                raise refused(
                    9007, "Media ID is not available", subcode=2207027, explained=NOT_READY
                )

    async def _image(self, url: str, shape: Shape, alt_text: str) -> PostedMedia:
        try:
            blob = await self._world.fetcher.fetch(url, max_bytes=MAX_IMAGE_BYTES)
        except NotFetched as failure:
            raise nothing_there(f"The media could not be fetched: {failure}.") from failure
        return await asyncio.to_thread(judge_image, blob, shape, alt_text)

    async def _video(self, url: str, shape: Shape) -> JudgedVideo | None:
        try:
            blob = await self._world.fetcher.fetch(url, max_bytes=LIMITS[shape].max_bytes)
        except NotFetched:
            return None
        strict = self._processing.is_strict_about_layout()
        return await asyncio.to_thread(judge_video, blob, shape, strict_layout=strict)

    def _new_id(self) -> str:
        return str(17_900_000_000_000_000 + self._world.sequences.next("container"))
