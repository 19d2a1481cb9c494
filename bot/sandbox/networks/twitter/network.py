"""The local X put together: which path is which call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.pages import nothing_here, post_page
from bot.sandbox.networks.twitter import media_store
from bot.sandbox.networks.twitter.answers import oauth_error, problem, too_many, unauthorized
from bot.sandbox.networks.twitter.limits import ALL
from bot.sandbox.networks.twitter.media import Media
from bot.sandbox.networks.twitter.media_store import Uploads
from bot.sandbox.networks.twitter.oauth import ACCESS_LIVES_S, OAuth
from bot.sandbox.networks.twitter.posting import Posting
from bot.sandbox.networks.twitter.reading import Reading
from bot.sandbox.networks.twitter.refusals import refusals
from bot.sandbox.networks.twitter.session import NETWORK, Reception
from bot.sandbox.networks.world import Defaults, Wanted, World
from platforms.errors import Step

SCHEMA = media_store.SCHEMA
SWITCHES: Defaults = {
    "processing_polls": 2,
    "read_lag_s": 0,
    "read_lag_reads": 0,
    "duplicate_window_s": 86_400,
}
STEPS = (
    ("POST", r"/2/oauth2/(token|revoke)", Step.OAUTH),
    ("GET", r"/2/users/me", Step.OAUTH),
    ("POST", r"/2/media/(upload/initialize|metadata)", Step.PREPARE),
    ("POST", r"/2/media/upload(/\d+/(append|finalize))?", Step.UPLOAD),
    ("GET", r"/2/media/upload", Step.STATUS),
    ("POST", r"/2/tweets", Step.CREATE),
    ("DELETE", r"/2/tweets/\d+", Step.CREATE),
    ("PUT", r"/2/tweets/\d+/hidden", Step.CREATE),
    ("GET", r"/2/users/\d+/tweets", Step.READ_BACK),
    ("GET", r"/2/tweets(/\d+)?", Step.READ_BACK),
)


def build(world: World) -> Twitter:
    """Return the local X."""
    return Twitter(world)


class Twitter:
    """The local X."""

    name = NETWORK
    flavours: tuple[str, ...] = ()

    def __init__(self, world: World) -> None:
        self._world = world
        self._oauth = OAuth(world, self)
        self.refusals: Mapping[str, Refusal] = refusals(world)

    def routes(self) -> Sequence[BaseRoute]:
        """Return X's paths, those of all its hosts."""
        guard = Reception(self._world).guard
        uploads = Uploads(self._world.db, self._world.clock, self._world.sequences)
        media, posting = Media(self._world, uploads), Posting(self._world, uploads)
        reading, oauth, upload = Reading(self._world), self._oauth, "/2/media/upload"
        guarded = (
            ("GET", "/2/users/me", "me", reading.me),
            ("GET", "/2/users/{id}/tweets", "user_posts", reading.timeline),
            ("POST", "/2/tweets", "create_post", posting.create),
            ("GET", "/2/tweets", "posts", reading.posts),
            ("GET", "/2/tweets/{id}", "post", reading.post),
            ("DELETE", "/2/tweets/{id}", "delete_post", posting.delete),
            ("PUT", "/2/tweets/{id}/hidden", "hide_reply", posting.hide),
            ("POST", upload, "upload", media.upload),
            ("GET", upload, "status", media.status),
            ("POST", f"{upload}/initialize", "initialize", media.initialize),
            ("POST", f"{upload}/{{media_id}}/append", "append", media.append),
            ("POST", f"{upload}/{{media_id}}/finalize", "finalize", media.finalize),
            ("POST", "/2/media/metadata", "metadata", media.metadata),
        )
        return [
            Route("/i/oauth2/authorize", oauth.authorize, methods=["GET", "POST"]),
            Route("/2/oauth2/token", oauth.token, methods=["POST"]),
            Route("/2/oauth2/revoke", oauth.revoke, methods=["POST"]),
            *(Route(path, guard(name, call), methods=[way]) for way, path, name, call in guarded),
            Route("/{handle}/status/{id}", self.page, methods=["GET"]),
            Route("/i/web/status/{id}", self.page, methods=["GET"]),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is."""
        fields = request.query_params.get("tweet.fields", "")
        fields += request.query_params.get("post.fields", "")
        for method, pattern, step in STEPS:
            if request.method == method and re.fullmatch(pattern, path):
                return Step.METRICS if path == "/2/tweets" and "metrics" in fields else step
        return None

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many requests"."""
        _ = request
        return too_many(self._world.epoch_s() + retry_after_s, 100)

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        _ = request
        return problem(503, "Service Unavailable", "Service Unavailable")

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        if request.url.path.endswith("/2/oauth2/token"):
            return oauth_error(401, "unauthorized_client", "Missing valid authorization header")
        return unauthorized()

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the account, or find it, and return fresh tokens for it."""
        account = self.new_account(wanted.handle)
        scopes = wanted.scopes or ALL
        lives_s = ACCESS_LIVES_S if wanted.expires_in_s is None else wanted.expires_in_s
        pair = self._oauth.fresh_pair(account.id, scopes, "sandbox", lives_s)
        return {
            "account_id": account.id,
            "handle": account.handle,
            "access_token": pair["access_token"],
            "refresh_token": pair.get("refresh_token", ""),
            "expires_in": pair["expires_in"],
            "scopes": list(scopes),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the account, or find it."""
        return self._world.accounts.open(
            NETWORK, handle, lambda: (self._world.sequences.snowflake(self._world.now()), {})
        )

    async def page(self, request: Request) -> Response:
        """Show a post to people."""
        post = self._world.posts.get(NETWORK, request.path_params["id"])
        if post is None or post.deleted:
            return nothing_here()
        account = self._world.accounts.by_id(NETWORK, post.account_id)
        return post_page("X", account.handle if account else "", post, request)
