"""
The calls that open a publication.

https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
https://developers.tiktok.com/doc/content-posting-api-reference-upload-video
https://developers.tiktok.com/doc/content-posting-api-reference-photo-post
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_urlsafe
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.tiktok.answers import refused, success
from bot.sandbox.networks.tiktok.bodies import (
    ContentAsked,
    FileSource,
    InboxAsked,
    UrlSource,
    VideoAsked,
    read,
)
from bot.sandbox.networks.tiktok.chunks import Cut, complaint
from bot.sandbox.networks.tiktok.creator import Creators, max_video_s
from bot.sandbox.networks.tiktok.publication_store import (
    Publication,
    Publications,
    Source,
    Way,
)
from bot.sandbox.networks.tiktok.publishing import Publishing
from bot.sandbox.networks.tiktok.pulling import Pulling
from bot.sandbox.networks.tiktok.scopes import PUBLISH, UPLOAD
from bot.sandbox.networks.tiktok.session import NETWORK, Caller
from bot.sandbox.networks.world import World, base_of

PREFIXES = {
    ("video", Way.DIRECT, Source.FILE_UPLOAD): "v_pub_file~v2-1.",
    ("video", Way.DIRECT, Source.PULL_FROM_URL): "v_pub_url~v2.",
    ("video", Way.INBOX, Source.FILE_UPLOAD): "v_inbox_file~v2.",
    ("video", Way.INBOX, Source.PULL_FROM_URL): "v_inbox_url~v2.",
    ("photo", Way.DIRECT, Source.PULL_FROM_URL): "p_pub_url~v2.",
    ("photo", Way.INBOX, Source.PULL_FROM_URL): "p_pub_url~v2.",
}
FIRST_NUMBER = 7_300_000_000_000_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """What an app wants: which media, which way, and what it says about the post."""

    kind: str
    way: Way
    info: Mapping[str, Any]


class Starting:
    """``video/init``, ``inbox/video/init`` and ``content/init``."""

    def __init__(
        self,
        world: World,
        publications: Publications,
        creators: Creators,
        publishing: Publishing,
    ) -> None:
        self._world = world
        self._publications = publications
        self._creators = creators
        self._publishing = publishing
        self._pulling = Pulling(world)

    async def video(self, request: Request, caller: Caller) -> Response:
        """Open a film that is published directly."""
        asked = await read(request, VideoAsked)
        info = asked.post_info
        self._creators.may_post(caller, info.privacy_level, branded=info.brand_content_toggle)
        said = Said("video", Way.DIRECT, info.model_dump(mode="json"))
        return await self._film(request, caller, asked.source_info, said)

    async def inbox(self, request: Request, caller: Caller) -> Response:
        """Open a film that goes to the person's inbox."""
        asked = await read(request, InboxAsked)
        self._creators.may_share(caller)
        return await self._film(request, caller, asked.source_info, Said("video", Way.INBOX, {}))

    async def content(self, request: Request, caller: Caller) -> Response:
        """Open photos, directly or into the inbox; they are fetched at once."""
        asked = await read(request, ContentAsked)
        info, source = asked.post_info, asked.source_info
        way = Way.DIRECT if asked.post_mode == "DIRECT_POST" else Way.INBOX
        if way is Way.DIRECT:
            caller.needs(PUBLISH)
            self._creators.may_post(
                caller, str(info.privacy_level), branded=info.brand_content_toggle
            )
        else:
            caller.needs(UPLOAD)
            self._creators.may_share(caller)
        self._pulling.check(source.photo_images)
        facts = {"is_aigc": asked.is_aigc, "photo_cover_index": source.photo_cover_index}
        said = Said("photo", way, {**info.model_dump(mode="json"), **facts})
        one = self._opened(caller, said, Source.PULL_FROM_URL)
        pulled = await self._pulling.photos(source.photo_images)
        self._publishing.take(one, pulled.media, pulled.fail_reason, pulled.moved_bytes)
        return success({"publish_id": one.id})

    async def _film(
        self, request: Request, caller: Caller, source: FileSource | UrlSource, said: Said
    ) -> Response:
        if isinstance(source, FileSource):
            return self._awaited(request, caller, source, said)
        self._pulling.check([source.video_url])
        one = self._opened(caller, said, Source.PULL_FROM_URL)
        pulled = await self._pulling.video(source.video_url, max_video_s(caller.account))
        self._publishing.take(one, pulled.media, pulled.fail_reason, pulled.moved_bytes)
        return success({"publish_id": one.id})

    def _awaited(
        self, request: Request, caller: Caller, source: FileSource, said: Said
    ) -> Response:
        cut = Cut(source.video_size, source.chunk_size, source.total_chunk_count)
        wrong = complaint(cut)
        if wrong:
            raise refused("invalid_param", f"{wrong}.")
        one = self._opened(caller, said, Source.FILE_UPLOAD)
        one = replace(one, cut=cut, upload_token=token_urlsafe(24))
        self._publications.save(one)
        number = one.id.rpartition(".")[2]
        query = f"?upload_id={number}&upload_token={one.upload_token}"
        address = f"{base_of(request)}/{NETWORK}/video/{query}"
        return success({"publish_id": one.id, "upload_url": address})

    def _opened(self, caller: Caller, said: Said, source: Source) -> Publication:
        number = FIRST_NUMBER + self._world.sequences.next("tiktok_publication")
        one = Publication(
            id=f"{PREFIXES[said.kind, said.way, source]}{number}",
            account_id=caller.account.id,
            client_id=caller.grant.client_id,
            way=said.way,
            source=source,
            info=said.info,
            created_at=self._world.epoch_s(),
        )
        self._publications.save(one)
        return one
