"""
Posts with words, links and photos that were sent before.

https://developers.facebook.com/docs/pages-api/posts
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.photo_store import Photo, Photos
from bot.sandbox.networks.facebook.publishing import Publishing
from bot.sandbox.networks.facebook.session import NETWORK, Caller
from bot.sandbox.networks.facebook.showing import Showing
from bot.sandbox.networks.facebook.timing import timing_of
from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World, base_of

MAX_MESSAGE = 63_206
INDEXED = re.compile(r"attached_media\[\d+\]")
KEPT = ("place", "feed_targeting", "targeting", "call_to_action", "text_format_preset_id", "tags")


class Feed:
    """``POST /{page-id}/feed``."""

    def __init__(
        self, world: World, photos: Photos, publishing: Publishing, showing: Showing
    ) -> None:
        self._world = world
        self._photos = photos
        self._publishing = publishing
        self._showing = showing

    async def create(self, request: Request, caller: Caller) -> Response:
        """Make a post, public or not, and tell its id and whatever else is asked for."""
        page = caller.acting(request.path_params["id"], "publish")
        days = self._world.switches.number(NETWORK, "schedule_days")
        timing = timing_of(caller.params, self._world.now(), days)
        post = self._composed(page, caller.params)
        with self._world.db.transaction():
            self._publishing.submit(post, timing)
        if "fields" in request.query_params:
            return JSONResponse(self._showing.post(post, caller, base_of(request)))
        return JSONResponse({"id": post.id})

    def _composed(self, page: RemoteAccount, params: Params) -> RemotePost:
        message, link = checked_message(params.get("message", "")), params.get("link", "")
        photos = self._attached(page, params)
        if link:
            _check_link(link)
        if link and photos:
            raise bad_parameter("Give link or attached_media, not both")
        if not (message or link or photos):
            raise bad_parameter("The post is empty: message, link or attached_media is required")
        number = self._publishing.new_id()
        return RemotePost(
            network=NETWORK,
            id=f"{page.id}_{number}",
            account_id=page.id,
            path=f"/{NETWORK}/{page.handle}/posts/{number}",
            text=message,
            created_at=self._world.now(),
            media=tuple(photo.media for photo in photos),
            details={
                "kind": "photos" if photos else "link" if link else "status",
                "link": link,
                "photo_ids": [photo.id for photo in photos],
                **{name: params[name] for name in KEPT if name in params},
            },
        )

    def _attached(self, page: RemoteAccount, params: Params) -> list[Photo]:
        ids = [_media_id(item) for item in _items(params)]
        most = int(self._world.switches.number(NETWORK, "attached_max"))
        if len(ids) > most:
            raise bad_parameter(f"Not more than {most} photos can be attached")
        if len(set(ids)) < len(ids):
            raise bad_parameter("Param attached_media names a photo twice")
        return [self._photo(photo_id, page) for photo_id in ids]

    def _photo(self, photo_id: str, page: RemoteAccount) -> Photo:
        photo = self._photos.get(photo_id, self._world.epoch_s())
        if photo is None or photo.page_id != page.id:
            raise bad_parameter(f"Object with ID '{photo_id}' does not exist", subcode=33)
        return photo


def checked_message(message: str) -> str:
    """Return the text of a post; raises ``Refused`` when it is too long."""
    if len(message.encode("utf-16-le")) // 2 > MAX_MESSAGE:
        raise bad_parameter(f"The message has more than {MAX_MESSAGE} characters")
    return message


def _items(params: Params) -> list[dict[str, Any]]:
    indexed = sorted(name for name in params if INDEXED.fullmatch(name))
    if indexed:
        joined = Params(attached_media=f"[{','.join(params[name] for name in indexed)}]")
        return joined.objects("attached_media")
    return params.objects("attached_media")


def _media_id(item: dict[str, Any]) -> str:
    if not isinstance(item.get("media_fbid"), str | int):
        raise bad_parameter(f"An item of attached_media has no media_fbid: {json.dumps(item)}")
    return str(item["media_fbid"])


def _check_link(link: str) -> None:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise bad_parameter("The URL is not valid", subcode=2061006) from None
    spaced = any(letter.isspace() for letter in link)
    if parts.scheme not in {"http", "https"} or not host or spaced:
        raise bad_parameter("The URL is not valid", subcode=2061006)
    if host == "facebook.com" or host.endswith(".facebook.com"):
        raise bad_parameter("Links to facebook.com are not allowed", subcode=1609008)
