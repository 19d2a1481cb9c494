"""The local YouTube put together: which path is which call."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.pages import nothing_here, page, post_page
from bot.sandbox.networks.world import Defaults, Wanted, World
from bot.sandbox.networks.youtube import comments, consents, ledger, upload_store, video_store
from bot.sandbox.networks.youtube.analytics import Analytics
from bot.sandbox.networks.youtube.answers import (
    auth_error,
    backend_error,
    google_error,
    oauth_error,
)
from bot.sandbox.networks.youtube.calls import GRANTED
from bot.sandbox.networks.youtube.categories import list_categories
from bot.sandbox.networks.youtube.channels import Channels, uploads_of
from bot.sandbox.networks.youtube.comments import Comments
from bot.sandbox.networks.youtube.consent_page import ConsentPage
from bot.sandbox.networks.youtube.consents import Consents
from bot.sandbox.networks.youtube.editing import Editing
from bot.sandbox.networks.youtube.finding import Finding
from bot.sandbox.networks.youtube.oauth import ACCESS_LIVES_S, OAuth
from bot.sandbox.networks.youtube.opening import Opening
from bot.sandbox.networks.youtube.publishing import Publishing
from bot.sandbox.networks.youtube.ranges import span_of
from bot.sandbox.networks.youtube.reading import Reading
from bot.sandbox.networks.youtube.refusals import REFUSALS
from bot.sandbox.networks.youtube.rendering import Rendering
from bot.sandbox.networks.youtube.sending import Sending
from bot.sandbox.networks.youtube.session import NETWORK, Reception
from bot.sandbox.networks.youtube.thumbnails import Thumbnails
from bot.sandbox.networks.youtube.upload_store import Sessions
from bot.sandbox.networks.youtube.video_store import Videos
from platforms.errors import Step

SCHEMA = "".join(part.SCHEMA for part in (comments, consents, ledger, upload_store, video_store))
SWITCHES: Defaults = {
    "processing_polls": 2,
    "read_lag_s": 0,
    "read_lag_reads": 0,
    "search_lag_s": 600,
    "thumbnail_lag_s": 0,
    "analytics_delay_days": 2,
    "session_life_s": 604_800,
    "gone_status": 404,
    "final_status": 200,
    "uploads_per_channel": 100,
    "publishing_status": "production",
    "reject_duplicates": False,
    "lock_private": False,
}
VIDEOS, SENT = "/youtube/v3/videos", "/upload/youtube/v3"
STEPS = (
    ("POST", r"/(token|revoke)", Step.OAUTH),
    ("GET", r"/youtube/v3/channels", Step.OAUTH),
    ("GET", r"/youtube/v3/videoCategories", Step.PREPARE),
    ("POST", rf"{SENT}/videos", Step.PREPARE),
    ("POST", rf"{SENT}/thumbnails/set", Step.UPLOAD),
    ("POST", r"/youtube/v3/commentThreads", Step.CREATE),
    ("PUT", VIDEOS, Step.CREATE),
    ("DELETE", VIDEOS, Step.CREATE),
    ("GET", r"/youtube/v3/(playlistItems|search|commentThreads)", Step.READ_BACK),
    ("GET", r"/youtube/v3/videos:batchGetStats|/v2/reports", Step.METRICS),
)


def build(world: World) -> YouTube:
    """Return the local YouTube."""
    return YouTube(world)


class YouTube:
    """The local YouTube."""

    name = NETWORK
    flavours: tuple[str, ...] = ()
    refusals: Mapping[str, Refusal] = REFUSALS

    def __init__(self, world: World) -> None:
        self._world = world
        self._consents = Consents(world.db)
        self._oauth = OAuth(world, self._consents)
        self._videos = Videos(world.db)
        self._publishing = Publishing(world, self._videos)

    def routes(self) -> Sequence[BaseRoute]:
        """Return YouTube's paths, those of all its hosts."""
        world, videos, publishing = self._world, self._videos, self._publishing
        guard, finding, sessions = Reception(world).guard, Finding(videos), Sessions(world.db)
        said = Comments(world, finding)
        rendering = Rendering(world, said)
        reading = Reading(world, videos, finding, publishing, rendering)
        editing = Editing(world, finding, publishing, rendering)
        channels = Channels(world, videos, rendering)
        stills = Thumbnails(world, videos, finding, rendering)
        sending = Sending(world, sessions, videos, publishing, rendering)
        guarded = (
            ("POST", f"{SENT}/videos", "videos.insert", Opening(world, sessions, videos).open),
            ("POST", f"{SENT}/thumbnails/set", "thumbnails.set", stills.put),
            ("GET", VIDEOS, "videos.list", reading.videos),
            ("GET", f"{VIDEOS}:batchGetStats", "videos.batchGetStats", reading.statistics),
            ("PUT", VIDEOS, "videos.update", editing.update),
            ("DELETE", VIDEOS, "videos.delete", editing.delete),
            ("GET", "/youtube/v3/channels", "channels.list", channels.channels),
            ("GET", "/youtube/v3/playlistItems", "playlistItems.list", channels.playlist),
            ("GET", "/youtube/v3/search", "search.list", channels.search),
            ("GET", "/youtube/v3/videoCategories", "videoCategories.list", list_categories),
            ("POST", "/youtube/v3/commentThreads", "commentThreads.insert", said.add),
            ("GET", "/youtube/v3/commentThreads", "commentThreads.list", said.all),
            ("GET", "/v2/reports", "reports.query", Analytics(world, videos).reports),
        )
        return [
            *self._doors(),
            Route(f"{SENT}/videos", sending.put, methods=["PUT"]),
            *(Route(path, guard(name, call), methods=[way]) for way, path, name, call in guarded),
            Route("/vi/{id}/{name}.jpg", stills.picture, methods=["GET"]),
            Route("/watch", self.page, methods=["GET"]),
            Route("/shorts/{id}", self.page, methods=["GET"]),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """
        Tell which part of publishing a call is.

        What cannot be undone is the request with a video's last byte; the ones before it only
        upload, and a request that asks how many bytes are here reads back.
        """
        if request.method == "PUT" and path == f"{SENT}/videos":
            return _step_of_bytes(request.headers.get("content-range"))
        if request.method == "GET" and path == VIDEOS:
            return _step_of_parts(request.query_params.get("part", ""))
        for method, pattern, step in STEPS:
            if request.method == method and re.fullmatch(pattern, path):
                return step
        return None

    def keep_dates(self) -> None:
        """Make public what was promised for a moment that has come."""
        self._publishing.keep_dates()

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many requests"."""
        if _is_token_host(request):
            answer = oauth_error(429, "rate_limit_exceeded", "Rate limit exceeded.")
        else:
            answer = google_error(
                429,
                "rateLimitExceeded",
                "Resource has been exhausted (e.g. check quota).",
                word="RESOURCE_EXHAUSTED",
            )
        answer.headers["retry-after"] = str(int(retry_after_s))
        return answer

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        if _is_token_host(request):
            return oauth_error(503, "temporarily_unavailable")
        return backend_error()

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        if _is_token_host(request):
            return oauth_error(401, "invalid_client", "Unauthorized")
        return auth_error()

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the channel, or find it, and return fresh tokens for it."""
        account = self.new_account(wanted.handle)
        scopes = wanted.scopes or GRANTED
        lives_s = ACCESS_LIVES_S if wanted.expires_in_s is None else wanted.expires_in_s
        access = self._oauth.fresh_access(account.id, scopes, "sandbox", lives_s)
        refresh = self._oauth.fresh_refresh(account.id, scopes, "sandbox")
        return {
            "account_id": account.id,
            "handle": account.handle,
            "access_token": access["access_token"],
            "refresh_token": refresh["refresh_token"],
            "expires_in": access["expires_in"],
            "scopes": list(scopes),
            "uploads_playlist": uploads_of(account.id),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the channel, or find it."""

        def make() -> tuple[str, dict[str, Any]]:
            number = self._world.sequences.next("youtube_channel")
            digest = hashlib.sha256(f"channel:{number}".encode()).digest()
            return "UC" + base64.urlsafe_b64encode(digest).decode()[:22], {}

        return self._world.accounts.open(NETWORK, handle, make)

    async def page(self, request: Request) -> Response:
        """Show a video to people, unless it is private."""
        video_id = request.path_params.get("id") or request.query_params.get("v", "")
        post = self._world.posts.get(NETWORK, video_id)
        if post is None or post.deleted:
            return nothing_here()
        if post.details["privacy"] == "private":
            return page("Private video", "<h1>This video is private</h1>", 404)
        account = self._world.accounts.by_id(NETWORK, post.account_id)
        return post_page("YouTube", account.handle if account else "", post, request)

    def _doors(self) -> list[Route]:
        door = ConsentPage(self._world, self, self._consents)
        return [
            Route("/o/oauth2/v2/auth", door.authorize, methods=["GET", "POST"]),
            Route("/token", self._oauth.token, methods=["POST"]),
            Route("/revoke", self._oauth.revoke, methods=["POST"]),
        ]


def _step_of_bytes(header: str | None) -> Step:
    if header is None:
        return Step.CREATE
    span = span_of(header)
    if span is None:
        return Step.UPLOAD
    if span.is_question:
        return Step.READ_BACK
    return Step.CREATE if span.is_last else Step.UPLOAD


def _step_of_parts(parts: str) -> Step:
    if "statistics" in parts:
        return Step.METRICS
    return (
        Step.STATUS if {"status", "processingDetails"} & set(parts.split(",")) else Step.READ_BACK
    )


def _is_token_host(request: Request) -> bool:
    return request.url.path.endswith(("/token", "/revoke"))
