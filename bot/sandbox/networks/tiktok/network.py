"""
The local TikTok put together: which path is which call.

What makes a post public, and is therefore the step ``create``, depends on how TikTok gets the
bytes. Where they are sent, it is the ``PUT`` of the last piece: an ``init`` whose answer is lost
publishes nothing and belongs to ``prepare``, and the pieces before the last to ``upload``. Where
they are fetched (all photos, and films with ``PULL_FROM_URL``), the ``init`` itself starts
everything. ``cancel`` changes what people see and counts as ``create`` too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.pages import nothing_here, post_page
from bot.sandbox.networks.peeking import peeked_json
from bot.sandbox.networks.tiktok import publication_store
from bot.sandbox.networks.tiktok.answers import failure, oauth_error
from bot.sandbox.networks.tiktok.chunks import parse_range
from bot.sandbox.networks.tiktok.consent import Consent
from bot.sandbox.networks.tiktok.creator import Creators
from bot.sandbox.networks.tiktok.identity import Identity
from bot.sandbox.networks.tiktok.inbox import Inbox
from bot.sandbox.networks.tiktok.oauth import ACCESS_LIVES_S, OAuth
from bot.sandbox.networks.tiktok.publication_store import Publications
from bot.sandbox.networks.tiktok.publishing import Publishing, is_public
from bot.sandbox.networks.tiktok.reading import Reading
from bot.sandbox.networks.tiktok.refusals import REFUSALS
from bot.sandbox.networks.tiktok.scopes import ALL
from bot.sandbox.networks.tiktok.session import NETWORK, Reception
from bot.sandbox.networks.tiktok.starting import Starting
from bot.sandbox.networks.tiktok.statuses import Statuses
from bot.sandbox.networks.tiktok.uploading import Uploading
from bot.sandbox.networks.world import Defaults, Wanted, World
from platforms.errors import Step

SCHEMA = publication_store.SCHEMA
SWITCHES: Defaults = {
    "audited": True,
    "verified_urls": "*",
    "processing_polls": 2,
    "moderation_polls": 1,
    "photos_are_listed": True,
    "progress_is_last_byte": False,
    "refresh_slides": True,
    "oauth_errors_with_200": False,
    "read_lag_s": 0,
    "read_lag_reads": 0,
}
PUBLISHING = "/v2/post/publish"
UPLOADS = "/video/"
STEPS = (
    ("POST", r"/v2/oauth/(token|revoke)/", Step.OAUTH),
    ("GET", r"/v2/user/info/", Step.OAUTH),
    ("POST", rf"{PUBLISHING}/creator_info/query/", Step.PREPARE),
    ("POST", rf"{PUBLISHING}/(inbox/)?video/init/", Step.PREPARE),
    ("POST", rf"{PUBLISHING}/(content/init|cancel)/", Step.CREATE),
    ("PUT", UPLOADS, Step.UPLOAD),
    ("POST", rf"{PUBLISHING}/status/fetch/", Step.STATUS),
    ("POST", r"/v2/video/(list|query)/", Step.READ_BACK),
)
AVATAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
)


def build(world: World) -> TikTok:
    """Return the local TikTok."""
    return TikTok(world)


class TikTok:
    """The local TikTok."""

    name = NETWORK
    flavours: tuple[str, ...] = ()
    refusals: Mapping[str, Refusal] = REFUSALS

    def __init__(self, world: World) -> None:
        self._world = world
        self._publications = Publications(world.db)
        self._publishing = Publishing(world, self._publications)
        self._oauth = OAuth(world, self._publishing)

    def routes(self) -> Sequence[BaseRoute]:
        """Return TikTok's paths, those of all its hosts."""
        world, publications, publishing = self._world, self._publications, self._publishing
        guard, oauth = Reception(world).guard, self._oauth
        creators = Creators(world, publications)
        starting = Starting(world, publications, creators, publishing)
        statuses, reading = Statuses(publications, publishing), Reading(world)
        uploading = Uploading(world, publications, publishing)
        inbox = Inbox(world, publications, publishing)
        guarded = (
            ("GET", "/v2/user/info/", "user_info", Identity(world).info),
            ("POST", f"{PUBLISHING}/creator_info/query/", "creator_info", creators.info),
            ("POST", f"{PUBLISHING}/video/init/", "video_init", starting.video),
            ("POST", f"{PUBLISHING}/inbox/video/init/", "inbox_init", starting.inbox),
            ("POST", f"{PUBLISHING}/content/init/", "content_init", starting.content),
            ("POST", f"{PUBLISHING}/status/fetch/", "status", statuses.fetch),
            ("POST", f"{PUBLISHING}/cancel/", "cancel", statuses.cancel),
            ("POST", "/v2/video/list/", "video_list", reading.newest),
            ("POST", "/v2/video/query/", "video_query", reading.query),
        )
        return [
            Route("/v2/auth/authorize/", Consent(world, self).authorize, methods=["GET", "POST"]),
            Route("/v2/oauth/token/", oauth.token, methods=["POST"]),
            Route("/v2/oauth/revoke/", oauth.revoke, methods=["POST"]),
            *(Route(path, guard(name, call), methods=[way]) for way, path, name, call in guarded),
            Route("/v2/{rest:path}", self.unknown_path, methods=["GET", "POST"]),
            Route(UPLOADS, uploading.put, methods=["PUT"]),
            Route("/inbox/{handle}", inbox.open, methods=["GET", "POST"]),
            Route("/avatar/{id}", self.avatar, methods=["GET"]),
            Route("/@{handle}/{kind}/{id}", self.page, methods=["GET"]),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is."""
        for method, pattern, step in STEPS:
            if request.method == method and re.fullmatch(pattern, path):
                return _narrowed(request, step)
        return None

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many requests"; TikTok never says how long to wait."""
        _ = retry_after_s
        if _is_upload(request):
            return Response(status_code=429)
        return failure("rate_limit_exceeded")

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        if _is_upload(request):
            return Response(status_code=503)
        if _is_token_call(request):
            return oauth_error("temporarily_unavailable", "Try again later.", 503)
        return failure("internal_error", status=503)

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        if _is_upload(request):
            return Response(status_code=401)
        if _is_token_call(request):
            return oauth_error("invalid_client", "Client key or secret is incorrect.", 401)
        return failure("access_token_invalid")

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the account, or find it, and return fresh tokens for it."""
        account = self.new_account(wanted.handle)
        scopes = wanted.scopes or ALL
        lives_s = ACCESS_LIVES_S if wanted.expires_in_s is None else wanted.expires_in_s
        pair = self._oauth.fresh_pair(account.id, scopes, "sandbox", lives_s=lives_s)
        told = ("access_token", "refresh_token", "expires_in", "refresh_expires_in")
        return {
            "account_id": account.id,
            "handle": account.handle,
            **{name: pair[name] for name in told},
            "scopes": list(scopes),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the account, or find it: a public one that may post ten minutes."""

        def make() -> tuple[str, dict[str, Any]]:
            return f"-000{token_hex(16)}", {
                "union_id": f"union-{token_hex(16)}",
                "private": False,
                "max_video_post_duration_sec": 600,
            }

        return self._world.accounts.open(NETWORK, handle, make)

    async def page(self, request: Request) -> Response:
        """Show a post to people, if it is for everybody."""
        post = self._world.posts.get(NETWORK, request.path_params["id"])
        if post is None or not is_public(post):
            return nothing_here()
        account = self._world.accounts.by_id(NETWORK, post.account_id)
        return post_page("TikTok", account.handle if account else "", post, request)

    async def avatar(self, request: Request) -> Response:
        """Show the same plain picture for everybody."""
        _ = request
        return Response(AVATAR, media_type="image/svg+xml")

    async def unknown_path(self, request: Request) -> Response:
        """Refuse a path that TikTok does not have, such as one without its last slash."""
        return failure("invalid_param", f"Unsupported path {request.url.path}.", status=404)


def _narrowed(request: Request, step: Step) -> Step:
    """Tell apart calls of one path by what they carry."""
    if step is Step.READ_BACK and "_count" in request.query_params.get("fields", ""):
        return Step.METRICS
    if step is Step.UPLOAD:
        sent = parse_range(request.headers.get("content-range", ""))
        return Step.CREATE if sent is not None and sent.is_final else step
    source = peeked_json(request).get("source_info")
    pulls = isinstance(source, dict) and source.get("source") == "PULL_FROM_URL"
    return Step.CREATE if step is Step.PREPARE and pulls else step


def _is_upload(request: Request) -> bool:
    return request.method == "PUT"


def _is_token_call(request: Request) -> bool:
    return "/v2/oauth/" in request.url.path
