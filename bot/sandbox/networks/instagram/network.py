"""The local Instagram put together: which path is which call."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.graph import rupload
from bot.sandbox.networks.graph.answers import out_of_service, session_expired
from bot.sandbox.networks.graph.consent import Consent
from bot.sandbox.networks.graph.routes import VERSION, GraphRoute, unknown_path
from bot.sandbox.networks.graph.tokens import PAGE, USER_LONG
from bot.sandbox.networks.graph.web import shown_at
from bot.sandbox.networks.instagram import comments, container_store
from bot.sandbox.networks.instagram.answers import basic_error
from bot.sandbox.networks.instagram.comments import Comments
from bot.sandbox.networks.instagram.container_store import Containers
from bot.sandbox.networks.instagram.creating import Creating
from bot.sandbox.networks.instagram.identity import Identity
from bot.sandbox.networks.instagram.insights import Insights
from bot.sandbox.networks.instagram.oauth_facebook import FacebookLogin
from bot.sandbox.networks.instagram.oauth_instagram import LONG_LIVES_S, InstagramLogin
from bot.sandbox.networks.instagram.processing import Processing
from bot.sandbox.networks.instagram.publishing import Publishing
from bot.sandbox.networks.instagram.reading import Reading
from bot.sandbox.networks.instagram.refusals import REFUSALS
from bot.sandbox.networks.instagram.resumable import Resumable
from bot.sandbox.networks.instagram.scopes import FLAVOURS, GRANTED, INSTAGRAM
from bot.sandbox.networks.instagram.session import (
    LONG,
    NETWORK,
    Caller,
    Reception,
)
from bot.sandbox.networks.world import Defaults, Wanted, World
from platforms.errors import Step

SCHEMA = container_store.SCHEMA + comments.SCHEMA + rupload.SCHEMA
SWITCHES: Defaults = {
    "image_polls": 1,
    "video_polls": 2,
    "quota_total": 100,
    "read_lag_s": 0,
    "read_lag_reads": 0,
    "token_shape": "flat",
    "strict_video_layout": False,
}
PAGES = re.compile(r"/(p|reel)/[\w-]+/?|/stories/.*|/oauth/authorize|/dialog/oauth")
STEPS = (
    ("POST", r"/\w+/media", Step.PREPARE),
    ("GET", r"/\w+/content_publishing_limit", Step.PREPARE),
    ("POST", r"/ig-api-upload/.*", Step.UPLOAD),
    ("POST", r"/\w+/(media_publish|comments)", Step.CREATE),
    ("POST", r"/\d+", Step.CREATE),
    ("DELETE", r"/\d+", Step.CREATE),
    ("GET", r"/\w+/(media|stories|comments)", Step.READ_BACK),
    ("GET", r"/\w+/insights", Step.METRICS),
)


def build(world: World) -> Instagram:
    """Return the local Instagram."""
    return Instagram(world)


class Instagram:
    """The local Instagram, with both login products."""

    name = NETWORK
    flavours: tuple[str, ...] = FLAVOURS
    refusals: Mapping[str, Refusal] = REFUSALS

    def __init__(self, world: World) -> None:
        self._world = world
        self._reception = Reception(world)
        consent = Consent(world, NETWORK, self._holder)
        self._login = InstagramLogin(world, consent, self._reception)
        self._facebook = FacebookLogin(world, consent, self._reception)
        self._containers = Containers(world.db)
        self._processing = Processing(world, self._containers)
        self._reading = Reading(world)
        self._identity = Identity(world, self._facebook)

    def routes(self) -> Sequence[BaseRoute]:
        """Return Instagram's paths, those of all its hosts."""
        login, facebook = self._login, self._facebook
        resumable = Resumable(self._world, self._containers, self._processing, self._reception)
        both = ["GET", "POST"]
        return [
            Route("/oauth/authorize", login.authorize, methods=both),
            GraphRoute("/dialog/oauth", facebook.authorize, methods=both),
            Route("/oauth/access_token", self.access_token, methods=["POST"]),
            GraphRoute("/oauth/access_token", facebook.login.access_token, methods=both),
            GraphRoute("/access_token", login.exchange, methods=["GET"]),
            GraphRoute("/refresh_access_token", login.refresh, methods=["GET"]),
            GraphRoute("/debug_token", facebook.login.debug_token, methods=["GET"]),
            Route("/ig-api-upload/{version}/{container_id}", resumable.upload, methods=["POST"]),
            Route("/p/{name}/", self.page, methods=["GET"]),
            Route("/reel/{name}/", self.page, methods=["GET"]),
            Route("/stories/{handle}/{name}/", self.page, methods=["GET"]),
            *self._people(),
            *self._objects(),
            GraphRoute("/{rest:path}", unknown_path, methods=[*both, "DELETE"]),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is; a bare id is looked up."""
        path = VERSION.sub("", path)
        if PAGES.fullmatch(path):
            return None
        for method, pattern, step in STEPS:
            if request.method == method and re.fullmatch(pattern, path):
                return step
        name = path.removeprefix("/")
        if self._containers.get(name):
            return Step.STATUS
        return Step.READ_BACK if self._world.posts.get(NETWORK, name) else Step.OAUTH

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many calls": by status on the token host, by code everywhere else."""
        if _is_token_host(request):
            text = "You have exceeded the maximum number of requests."
            return basic_error(text, code=429, kind="OAuthRateLimitException")
        return self._reception.usage.throttled(retry_after_s)

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        if _is_token_host(request):
            return basic_error("Service temporarily unavailable", code=503)
        return out_of_service()

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        if _is_token_host(request):
            return basic_error("Error validating client secret", code=401)
        return session_expired()

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the account, or find it, and return fresh tokens of the wanted login product."""
        account = self.new_account(wanted.handle)
        flavour = wanted.flavour or INSTAGRAM
        scopes = wanted.scopes or GRANTED[flavour]
        opened = {
            "account_id": account.id,
            "handle": account.handle,
            "flavour": flavour,
            "refresh_token": "",
            "scopes": list(scopes),
        }
        if flavour == INSTAGRAM:
            lives_s = LONG_LIVES_S if wanted.expires_in_s is None else wanted.expires_in_s
            token = self._login.issue(LONG, account.id, scopes, "sandbox", lives_s)
            return {**opened, "access_token": token, "expires_in": int(lives_s)}
        issue, lives = self._facebook.login.issue, wanted.expires_in_s
        return {
            **opened,
            "access_token": issue(PAGE, account.id, scopes, "sandbox", lives),
            "user_token": issue(USER_LONG, account.id, scopes, "sandbox", LONG_LIVES_S),
            "page_id": account.details["page_id"],
            "expires_in": None if lives is None else int(lives),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the account, or find it: professional, and linked to a Page of its own."""

        def make() -> tuple[str, dict[str, Any]]:
            number = self._world.sequences.next("instagram")
            return str(17_841_400_000_000_000 + number), {
                "app_scoped_id": str(26_000_000_000_000_000 + number),
                "account_type": "BUSINESS",
                "page_id": str(1_020_000_000_000_000 + number),
                "page_name": f"{handle.title()} Page",
                "user_id": str(1_220_000_000_000_000 + number),
                "user_name": f"{handle.title()} Owner",
            }

        return self._world.accounts.open(NETWORK, handle, make)

    async def page(self, request: Request) -> Response:
        """Show a post to people."""
        return shown_at(self._world, NETWORK, "Instagram", request)

    async def access_token(self, request: Request) -> Response:
        """Answer a call that ``api.instagram.com`` and the Graph API share but for its grant."""
        if (await request.form()).get("grant_type") == "fb_exchange_token":
            return await self._facebook.login.access_token(request)
        return await self._login.trade_code(request)

    async def show(self, request: Request, caller: Caller) -> Response:
        """Show whatever has this id: a container, a post, or the account."""
        object_id = request.path_params["id"]
        if container := self._containers.get(object_id):
            return await self._processing.read(request, caller, container)
        if post := self._world.posts.get(NETWORK, object_id):
            return await self._reading.one(request, caller, post)
        return await self._identity.node(object_id, caller)

    def _holder(self, handles: list[str]) -> tuple[str, dict[str, Any]]:
        return self.new_account(handles[0]).id, {}

    def _people(self) -> list[Route]:
        guard, facebook = self._reception.guard_person, self._facebook
        return [
            GraphRoute("/me", guard(self._identity.me), methods=["GET"]),
            GraphRoute("/me/accounts", guard(self._identity.accounts), methods=["GET"]),
            GraphRoute("/{id}/permissions", guard(facebook.permissions), methods=["GET"]),
            GraphRoute("/{id}/permissions", guard(facebook.revoke), methods=["DELETE"]),
            GraphRoute(
                "/{id}/permissions/{permission}", guard(facebook.revoke), methods=["DELETE"]
            ),
        ]

    def _objects(self) -> list[Route]:
        guard, reading = self._reception.guard, self._reading
        creating = Creating(self._world, self._containers, self._processing)
        publishing = Publishing(self._world, self._containers, self._processing)
        said, insights = Comments(self._world, reading), Insights(reading)
        return [
            GraphRoute("/{id}/media", guard(creating.create), methods=["POST"]),
            GraphRoute("/{id}/media", guard(reading.media), methods=["GET"]),
            GraphRoute("/{id}/stories", guard(reading.stories), methods=["GET"]),
            GraphRoute("/{id}/media_publish", guard(publishing.publish), methods=["POST"]),
            GraphRoute("/{id}/content_publishing_limit", guard(publishing.limit), methods=["GET"]),
            GraphRoute("/{id}/comments", guard(said.add), methods=["POST"]),
            GraphRoute("/{id}/comments", guard(said.all), methods=["GET"]),
            GraphRoute("/{id}/insights", guard(insights.media), methods=["GET"]),
            GraphRoute("/{id}", guard(self.show), methods=["GET"]),
            GraphRoute("/{id}", guard(reading.change), methods=["POST"]),
            GraphRoute("/{id}", guard(reading.delete), methods=["DELETE"]),
        ]


def _is_token_host(request: Request) -> bool:
    """Tell ``api.instagram.com``, which has no versions, from the Graph API's token call."""
    path = request.url.path.partition(f"/{NETWORK}")[2]
    return request.method == "POST" and path == "/oauth/access_token"
