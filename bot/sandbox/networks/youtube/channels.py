"""
A channel, its playlist of uploads, and the search for one's own videos.

https://developers.google.com/youtube/v3/docs/channels/list
https://developers.google.com/youtube/v3/docs/playlistItems/list
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World, base_of
from bot.sandbox.networks.youtube.answers import bad_parameter, refused
from bot.sandbox.networks.youtube.parameters import etag, paged, parts_of
from bot.sandbox.networks.youtube.rendering import Rendering, Viewed, published_at
from bot.sandbox.networks.youtube.session import NETWORK, Caller
from bot.sandbox.networks.youtube.video_store import Video, Videos

CHANNEL_PARTS = frozenset(
    "id snippet contentDetails status statistics brandingSettings localizations topicDetails"
    " contentOwnerDetails auditDetails".split()
)
ITEM_PARTS = frozenset({"id", "snippet", "contentDetails", "status"})
WORDS = ("publishedAt", "channelId", "title", "description", "thumbnails", "channelTitle")
"""What a list tells of a video's snippet."""
SEARCH_PARTS = frozenset({"id", "snippet"})


def uploads_of(channel_id: str) -> str:
    """Return the playlist that holds all of a channel's uploads."""
    return f"UU{channel_id.removeprefix('UC')}"


class Channels:
    """The calls that start from a channel."""

    def __init__(self, world: World, videos: Videos, rendering: Rendering) -> None:
        self._world = world
        self._videos = videos
        self._rendering = rendering

    async def channels(self, request: Request, caller: Caller) -> Response:
        """Show one's own channel, or another one by its id."""
        parts = parts_of(request, CHANNEL_PARTS)
        query = request.query_params
        if query.get("mine") == "true":
            found = [caller.account]
        elif query.get("id"):
            ids = query["id"].split(",")
            accounts = [self._world.accounts.by_id(NETWORK, channel) for channel in ids]
            found = [account for account in accounts if account]
        else:
            text = "No filter selected. Expected one of: id, mine, forHandle, managedByMe"
            raise bad_parameter("parameters.", "missingRequiredParameter", text)
        items = [self._channel(account, parts) for account in found]
        _, about = paged(request, items)
        kind = "youtube#channelListResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), **about, "items": items})

    async def playlist(self, request: Request, caller: Caller) -> Response:
        """List the uploads of a channel, newest first; private ones only to their owner."""
        parts = parts_of(request, ITEM_PARTS)
        playlist_id = request.query_params.get("playlistId", "")
        if not playlist_id:
            text = "No filter selected. Expected one of: id, playlistId"
            raise bad_parameter("parameters.", "missingRequiredParameter", text)
        account = self._world.accounts.by_id(NETWORK, f"UC{playlist_id.removeprefix('UU')}")
        if account is None or not playlist_id.startswith("UU"):
            text = "The playlist identified with the request's playlistId cannot be found."
            place = ("playlistId", "parameter")
            raise refused(404, "playlistNotFound", text, domain="youtube.playlistItem", place=place)
        videos = [
            video
            for video in self._shown(account)
            if video.privacy == "public" or account.id == caller.account.id
        ]
        page, about = paged(request, list(enumerate(videos)))
        base = base_of(request)
        items = [self._item(video, position, parts, base) for position, video in page]
        kind = "youtube#playlistItemListResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), **about, "items": items})

    async def search(self, request: Request, caller: Caller) -> Response:
        """Search one's own videos, by an index that is slow to learn of them."""
        parts = parts_of(request, SEARCH_PARTS)
        query = request.query_params
        if query.get("forMine") != "true" or query.get("type") != "video":
            text = "This stand-in searches with forMine=true and type=video only."
            raise bad_parameter("forMine", "incompatibleParameters", text)
        oldest = self._world.epoch_s() - self._world.switches.number(NETWORK, "search_lag_s")
        words = query.get("q", "").casefold().split()
        found = [
            video
            for video in self._owned(self._world.posts.of(NETWORK, caller.account.id))
            if video.uploaded_at <= oldest and all(w in video.text.casefold() for w in words)
        ]
        page, about = paged(request, found)
        items = [self._hit(video, parts, base_of(request)) for video in page]
        kind = "youtube#searchListResponse"
        return JSONResponse({"kind": kind, "etag": etag(items), **about, "items": items})

    def _shown(self, account: RemoteAccount) -> list[Video]:
        lag_s = self._world.switches.number(NETWORK, "read_lag_s")
        posts = self._world.posts
        return self._owned(posts.listed(NETWORK, account.id, now=self._world.now(), lag_s=lag_s))

    def _owned(self, posts: list[RemotePost]) -> list[Video]:
        return [video for video in (self._videos.get(post.id) for post in posts) if video]

    def _channel(self, account: RemoteAccount, parts: tuple[str, ...]) -> dict[str, Any]:
        posts = self._world.posts.of(NETWORK, account.id)
        shown: dict[str, dict[str, Any]] = {
            "snippet": {
                "title": account.handle.title(),
                "description": "",
                "customUrl": f"@{account.handle.lower()}",
                "publishedAt": "2020-01-01T00:00:00Z",
                "thumbnails": {},
            },
            "contentDetails": {
                "relatedPlaylists": {"likes": "", "uploads": uploads_of(account.id)}
            },
            "status": {
                "privacyStatus": "public",
                "isLinked": True,
                "longUploadsStatus": account.details.get("long_uploads", "allowed"),
            },
            "statistics": {
                "viewCount": str(sum(self._world.engagement_of(post).views for post in posts)),
                "subscriberCount": str(account.details.get("followers", 0)),
                "hiddenSubscriberCount": False,
                "videoCount": str(len(posts)),
            },
        }
        kept = {name: shown[name] for name in parts if name in shown}
        return {"kind": "youtube#channel", "etag": etag(kept), "id": account.id, **kept}

    def _item(
        self, video: Video, position: int, parts: tuple[str, ...], base: str
    ) -> dict[str, Any]:
        snippet = self._rendering.snippet(Viewed(video, base, is_owner=True))
        opened = {"videoPublishedAt": published_at(video)} if video.published_at else {}
        shown: dict[str, dict[str, Any]] = {
            "snippet": {
                **{name: snippet[name] for name in WORDS},
                "playlistId": uploads_of(video.account_id),
                "position": position,
                "resourceId": {"kind": "youtube#video", "videoId": video.id},
                "videoOwnerChannelId": video.account_id,
                "videoOwnerChannelTitle": snippet["channelTitle"],
            },
            "contentDetails": {"videoId": video.id, **opened},
            "status": {"privacyStatus": video.privacy},
        }
        kept = {name: shown[name] for name in parts if name in shown}
        item_id = etag("item", video.id)
        return {"kind": "youtube#playlistItem", "etag": etag(kept), "id": item_id, **kept}

    def _hit(self, video: Video, parts: tuple[str, ...], base: str) -> dict[str, Any]:
        name = {"kind": "youtube#video", "videoId": video.id}
        hit = {"kind": "youtube#searchResult", "etag": etag("hit", video.id), "id": name}
        if "snippet" not in parts:
            return hit
        snippet = self._rendering.snippet(Viewed(video, base, is_owner=True))
        told = {name: snippet[name] for name in WORDS}
        return {**hit, "snippet": {**told, "publishTime": snippet["publishedAt"]}}
