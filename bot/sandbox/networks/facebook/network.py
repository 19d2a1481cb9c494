"""The local Facebook put together: which path is which call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook import sessions, steps, stores
from bot.sandbox.networks.facebook.calls import Calls
from bot.sandbox.networks.facebook.identity import PERSON_ID
from bot.sandbox.networks.facebook.oauth import OAuth
from bot.sandbox.networks.facebook.refusals import REFUSALS
from bot.sandbox.networks.facebook.scopes import GRANTED, TASKS
from bot.sandbox.networks.facebook.session import NETWORK, Reception
from bot.sandbox.networks.faults import Refusal
from bot.sandbox.networks.graph import rupload
from bot.sandbox.networks.graph.answers import out_of_service, session_expired
from bot.sandbox.networks.graph.login import LONG_LIVES_S, Login
from bot.sandbox.networks.graph.routes import GraphRoute, unknown_path
from bot.sandbox.networks.graph.tokens import PAGE, USER_LONG
from bot.sandbox.networks.graph.web import shown_at
from bot.sandbox.networks.world import Defaults, Wanted, World, base_of
from platforms.errors import Step

SCHEMA = stores.SCHEMA + sessions.SCHEMA + rupload.SCHEMA
SWITCHES: Defaults = {
    "attached_max": 10,
    "bytes_word": "bytes_transfered",
    "data_access_days": 90,
    "demands_proof": False,
    "draft_trap": True,
    "fetch_polls": 1,
    "finish_tells_post_id": False,
    "photo_max_mb": 4,
    "posts_in_ten_minutes": 25,
    "process_s": 120,
    "read_lag_reads": 0,
    "read_lag_s": 0,
    "schedule_days": 30,
    "story_archive": True,
    "video_polls": 2,
}


def build(world: World) -> Facebook:
    """Return the local Facebook."""
    return Facebook(world)


class Facebook:
    """The local Facebook, as far as Pages go."""

    name = NETWORK
    flavours: tuple[str, ...] = ()
    refusals: Mapping[str, Refusal] = REFUSALS

    def __init__(self, world: World) -> None:
        self._world = world
        self._reception = Reception(world)
        self._login = Login(world, NETWORK, self._reception.tokens)
        self._oauth = OAuth(world, self._login, self.new_account)
        self._calls = Calls(world, self._login, self._reception)

    def routes(self) -> Sequence[BaseRoute]:
        """Return Facebook's paths, those of all its hosts."""
        both, guard, oauth = ["GET", "POST"], self._reception.guard, self._oauth
        permissions, one = "/{id}/permissions", "/{id}/permissions/{permission}"
        return [
            GraphRoute("/dialog/oauth", oauth.authorize, methods=both),
            GraphRoute("/oauth/access_token", self._login.access_token, methods=both),
            GraphRoute("/debug_token", self._login.debug_token, methods=["GET"]),
            GraphRoute(permissions, guard(oauth.permissions), methods=["GET"]),
            GraphRoute(permissions, guard(oauth.revoke), methods=["DELETE"]),
            GraphRoute(one, guard(oauth.revoke), methods=["DELETE"]),
            Route("/reel/{name}", self.page, methods=["GET"]),
            Route("/stories/{page}/{name}", self.page, methods=["GET"]),
            *self._calls.routes(),
            Route("/{handle}/posts/{name}", self.page, methods=["GET"]),
            Route("/{handle}/videos/{name}", self.page, methods=["GET"]),
            GraphRoute("/{id}", self.show, methods=["GET"]),
            GraphRoute("/{rest:path}", unknown_path, methods=[*both, "DELETE"]),
        ]

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is."""
        if _is_browser(request):
            return None
        return steps.step_of(request, path, self._calls.is_made_here)

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many calls": by code and header, never by status."""
        _ = request
        return self._reception.usage.throttled(retry_after_s)

    def unavailable(self, request: Request) -> Response:
        """Say "not now"."""
        _ = request
        return out_of_service()

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken"."""
        _ = request
        return session_expired()

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the Page, or find it, and return fresh tokens for it and for its person."""
        page = self.new_account(wanted.handle)
        scopes, lives = wanted.scopes or GRANTED, wanted.expires_in_s
        person, issue = str(page.details["user_id"]), self._login.issue
        user_token = issue(USER_LONG, person, scopes, "sandbox", LONG_LIVES_S, pages=[page.id])
        return {
            "account_id": page.id,
            "handle": page.handle,
            "access_token": issue(PAGE, page.id, scopes, "sandbox", lives),
            "refresh_token": "",
            "user_token": user_token,
            "user_id": person,
            "page_id": page.id,
            "scopes": list(scopes),
            "expires_in": None if lives is None else int(lives),
        }

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the Page, or find it: all Pages here are run by one person."""

        def make() -> tuple[str, dict[str, Any]]:
            return str(61_550_000_000_000 + self._world.sequences.next("facebook_page")), {
                "name": handle.title(),
                "user_id": PERSON_ID,
                "tasks": ",".join(TASKS),
                "followers": 240,
                "country": "US",
                "city": "Portland, OR",
                "held_by_business": False,
            }

        return self._world.accounts.open(NETWORK, handle, make)

    def keep_dates(self) -> None:
        """Show what has become due."""
        self._calls.publishing.keep_dates()

    async def page(self, request: Request) -> Response:
        """Show a post to people."""
        return shown_at(self._world, NETWORK, "Facebook", request)

    async def show(self, request: Request) -> Response:
        """Show whatever has this id: to people its page, to apps its fields."""
        post = self._world.posts.get(NETWORK, request.path_params["id"])
        if _is_browser(request) and post is not None:
            return RedirectResponse(base_of(request) + post.path, 302)
        return await self._reception.guard(self._calls.show)(request)


def _is_browser(request: Request) -> bool:
    """Tell a person's browser, which brings no token and wants a page, from an app."""
    carries = "authorization" in request.headers or "access_token" in request.query_params
    return "text/html" in request.headers.get("accept", "") and not carries
