"""Publishing containers: the one call that makes something public."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.graph.answers import bad_parameter, refused
from bot.sandbox.networks.graph.fields import parse
from bot.sandbox.networks.graph.usage import DAY_S
from bot.sandbox.networks.instagram.container_store import (
    Container,
    Containers,
    Shape,
    StatusCode,
)
from bot.sandbox.networks.instagram.creating import NOT_READY
from bot.sandbox.networks.instagram.processing import Processing
from bot.sandbox.networks.instagram.session import NETWORK, Caller
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
NO_CONTAINER = "The requested resource does not exist"
MEDIA_TYPES = {
    Shape.IMAGE: ("IMAGE", "FEED"),
    Shape.CAROUSEL: ("CAROUSEL_ALBUM", "FEED"),
    Shape.REEL: ("VIDEO", "REELS"),
    Shape.STORY_IMAGE: ("IMAGE", "STORY"),
    Shape.STORY_VIDEO: ("VIDEO", "STORY"),
}


class Publishing:
    """``POST /{ig-id}/media_publish`` and ``GET /{ig-id}/content_publishing_limit``."""

    def __init__(self, world: World, containers: Containers, processing: Processing) -> None:
        self._world = world
        self._containers = containers
        self._processing = processing

    async def publish(self, request: Request, caller: Caller) -> Response:
        """Make a finished container public."""
        caller.owns(request.path_params["id"])
        caller.needs("publish")
        with self._world.db.transaction():
            container = self._ready(caller)
            self._is_within_quota(caller)
            post = self._public(container, caller)
            unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
            self._world.posts.add(post, unseen_reads=unseen)
            self._containers.save(replace(container, media_id=post.id))
        return JSONResponse({"id": post.id})

    async def limit(self, request: Request, caller: Caller) -> Response:
        """Tell how many posts of the day are used."""
        caller.owns(request.path_params["id"])
        caller.needs("publish")
        now = int(self._world.epoch_s())
        since = caller.params.number("since", now - DAY_S)
        if since < now - DAY_S:
            raise bad_parameter("Param since must lie within the last 24 hours")
        values = {
            "quota_usage": self._used(caller, float(since)),
            "config": {"quota_total": self._total(), "quota_duration": DAY_S},
        }
        wanted = parse(caller.params.get("fields", "quota_usage"))
        for name in wanted:
            if name not in values:
                raise bad_parameter(f"Tried accessing nonexisting field ({name})")
        return JSONResponse({"data": [{name: values[name] for name in wanted}]})

    def _ready(self, caller: Caller) -> Container:
        creation_id = caller.params.get("creation_id", "")
        if not creation_id:
            raise bad_parameter("The parameter creation_id is required")
        container = self._containers.get(creation_id)
        if container is None or container.account_id != caller.account.id:
            raise refused(24, NO_CONTAINER, subcode=2207008)
        if container.shape.is_item:
            raise bad_parameter("An item of a carousel is published with its carousel")
        match self._processing.status(container):
            case StatusCode.FINISHED:
                return container
            case StatusCode.EXPIRED:
                raise refused(24, NO_CONTAINER, subcode=2207008)
            case StatusCode.PUBLISHED:
                raise refused(24, "The media was published already", subcode=2207006)
            case _:
                raise refused(
                    9007, "Media ID is not available", subcode=2207027, explained=NOT_READY
                )

    def _is_within_quota(self, caller: Caller) -> None:
        used = self._used(caller, self._world.epoch_s() - DAY_S)
        if used >= self._total() and not self._world.quotas.is_lifted(NETWORK):
            text = "The number of posts per day is reached."
            raise refused(9, "Application request limit reached", subcode=2207042, explained=text)

    def _used(self, caller: Caller, since: float) -> int:
        row = self._world.db.row(
            "SELECT count(*) AS used FROM post"
            " WHERE network = ? AND account_id = ? AND created_at > ?",
            *(NETWORK, caller.account.id, since),
        )
        return int(row["used"]) if row else 0

    def _total(self) -> int:
        total = int(self._world.switches.number(NETWORK, "quota_total"))
        return self._world.quotas.scaled(NETWORK, total)

    def _public(self, container: Container, caller: Caller) -> RemotePost:
        media_id = self._new_id()
        code = shortcode(media_id)
        media_type, product = MEDIA_TYPES[container.shape]
        place = {"FEED": "p", "REELS": "reel", "STORY": f"stories/{caller.account.handle}"}
        last = media_id if product == "STORY" else code
        children = [self._new_id() for _ in container.media] if len(container.media) > 1 else []
        return RemotePost(
            network=NETWORK,
            id=media_id,
            account_id=caller.account.id,
            path=f"/{NETWORK}/{place[product]}/{last}/",
            text="" if container.shape.is_story else container.params.get("caption", ""),
            created_at=self._world.now(),
            media=container.media,
            details={
                "media_type": media_type,
                "product": product,
                "shortcode": code,
                "children": children,
                "comments_on": True,
                **_options(container),
            },
        )

    def _new_id(self) -> str:
        return str(18_000_000_000_000_000 + self._world.sequences.next("media"))


def shortcode(media_id: str) -> str:
    """Return the short name of a post in its address."""
    number, letters = int(media_id), ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


def _options(container: Container) -> dict[str, Any]:
    kept = ("location_id", "collaborators", "user_tags", "is_ai_generated", "share_to_feed")
    options = {name: container.params[name] for name in kept if name in container.params}
    if "user_tags" in options:
        options["user_tags"] = json.loads(options["user_tags"])
    return options
