"""
Who somebody is: the person, the Pages, and the businesses that hold some of them.

https://developers.facebook.com/docs/graph-api/reference/user/accounts
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.session import NETWORK, Caller, is_me, tasks_of
from bot.sandbox.networks.graph.answers import not_visible
from bot.sandbox.networks.graph.fields import Readers, chosen
from bot.sandbox.networks.graph.listing import MAX_PAGE, next_page
from bot.sandbox.networks.graph.login import Login
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World, base_of

BUSINESS_ID = "1180000000000001"
PERSON_ID = "10220000000000001"
PERSON_NAME = "Pat Example"
NO_PICTURE = {"data": {"url": "data:,", "is_silhouette": True}}
PAGE_SIZE = 25
BUSINESS_SCOPE = "business_management"


class Identity:
    """The calls that tell who somebody is."""

    def __init__(self, world: World, login: Login) -> None:
        self._world = world
        self._login = login

    async def me(self, request: Request, caller: Caller) -> Response:
        """Tell whose token this is: a person's or a Page's."""
        wanted = Params({"fields": caller.params.get("fields", "id,name")})
        if caller.is_page:
            return JSONResponse(self._page(caller.pages[0], caller, wanted, base_of(request)))
        readers: Readers = {
            "id": lambda: caller.grant.account_id,
            "name": lambda: PERSON_NAME,
            "first_name": lambda: PERSON_NAME.partition(" ")[0],
            "picture": lambda: NO_PICTURE,
        }
        return JSONResponse(chosen(wanted, "User", readers))

    async def accounts(self, request: Request, caller: Caller) -> Response:
        """List the Pages that a person runs directly and has allowed."""
        is_me(request, caller)
        return self._listed(request, caller, [p for p in caller.pages if not _is_held(p)])

    async def businesses(self, request: Request, caller: Caller) -> Response:
        """List the businesses of a person."""
        is_me(request, caller)
        lets = BUSINESS_SCOPE in caller.grant.scopes
        held = lets and any(_is_held(page) for page in caller.pages)
        return JSONResponse({"data": [{"id": BUSINESS_ID, "name": "Example"}] if held else []})

    async def owned(self, request: Request, caller: Caller) -> Response:
        """List the Pages that a business holds."""
        _is_business(request, caller)
        return self._listed(request, caller, [page for page in caller.pages if _is_held(page)])

    async def clients(self, request: Request, caller: Caller) -> Response:
        """List the Pages that a business looks after for others: none here."""
        _is_business(request, caller)
        return self._listed(request, caller, [])

    async def node(self, request: Request, caller: Caller) -> Response:
        """Show a Page by its id; raises ``Refused`` for anybody else's."""
        page = caller.page(request.path_params["id"])
        return JSONResponse(self._page(page, caller, caller.params, base_of(request)))

    def _listed(self, request: Request, caller: Caller, pages: list[RemoteAccount]) -> Response:
        if "pages_show_list" not in caller.grant.scopes:
            return JSONResponse({"data": []})
        wanted = Params({"fields": caller.params.get("fields", "access_token,name,id,tasks")})
        size = max(1, min(caller.params.number("limit", PAGE_SIZE), MAX_PAGE))
        ids, after = [page.id for page in pages], caller.params.get("after")
        start = ids.index(after) + 1 if after in ids else 0
        shown = pages[start : start + size]
        base = base_of(request)
        answer: dict[str, Any] = {"data": [self._page(p, caller, wanted, base) for p in shown]}
        if shown:
            answer["paging"] = {"cursors": {"before": shown[0].id, "after": shown[-1].id}}
        if len(pages) > start + size:
            answer["paging"]["next"] = next_page(request, NETWORK, shown[-1].id)
        return JSONResponse(answer)

    def _page(
        self, page: RemoteAccount, caller: Caller, wanted: Params, base: str
    ) -> dict[str, Any]:
        details = page.details
        readers: Readers = {
            "id": lambda: page.id,
            "name": lambda: details["name"],
            "username": lambda: page.handle,
            "access_token": lambda: self._login.page_token(caller.grant, page.id),
            "tasks": lambda: tasks_of(page),
            "category": lambda: "Local business",
            "picture": lambda: NO_PICTURE,
            "link": lambda: f"{base}/{NETWORK}/{page.handle}",
            "followers_count": lambda: int(details["followers"]),
            "fan_count": lambda: int(details["followers"]),
        }
        return chosen(wanted, "Page", readers)


def _is_held(page: RemoteAccount) -> bool:
    return bool(page.details["held_by_business"])


def _is_business(request: Request, caller: Caller) -> None:
    named = request.path_params["id"]
    if named != BUSINESS_ID or caller.is_page or BUSINESS_SCOPE not in caller.grant.scopes:
        raise not_visible(named)
