"""Who an account is: ``/me``, ``/me/accounts`` and the account's own node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.graph.answers import not_visible
from bot.sandbox.networks.graph.fields import Readers, chosen, parse
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.graph.tokens import PAGE
from bot.sandbox.networks.instagram.oauth_facebook import FacebookLogin, page_of
from bot.sandbox.networks.instagram.scopes import FACEBOOK
from bot.sandbox.networks.instagram.session import NETWORK, Caller
from bot.sandbox.networks.world import World


class Identity:
    """The calls that tell who somebody is."""

    def __init__(self, world: World, facebook: FacebookLogin) -> None:
        self._world = world
        self._facebook = facebook

    async def me(self, request: Request, caller: Caller) -> Response:
        """Tell whose token this is: an Instagram account, a person, or a Page."""
        _ = request
        if caller.flavour != FACEBOOK:
            caller.needs("read")
            return JSONResponse(chosen(caller.params, "User", self._business(caller)))
        wanted = Params({"fields": caller.params.get("fields", "id,name")})
        if caller.grant.kind == PAGE:
            return JSONResponse(self._page(caller, wanted))
        person = caller.account.details
        readers: Readers = {
            "id": lambda: person["user_id"],
            "name": lambda: person["user_name"],
        }
        return JSONResponse(chosen(wanted, "User", readers))

    async def accounts(self, request: Request, caller: Caller) -> Response:
        """List the Pages of a person with the Instagram accounts behind them."""
        _ = request
        if caller.flavour != FACEBOOK or caller.grant.kind == PAGE:
            raise not_visible("me")
        if "pages_show_list" not in caller.grant.scopes:
            return JSONResponse({"data": []})
        wanted = Params({"fields": caller.params.get("fields", "access_token,name,id")})
        return JSONResponse({"data": [self._page(caller, wanted)]})

    async def node(self, object_id: str, caller: Caller) -> Response:
        """Show the account or its Page by id; raises ``Refused`` for anybody else's."""
        if caller.flavour == FACEBOOK and object_id == caller.account.details["page_id"]:
            return JSONResponse(self._page(caller, caller.params))
        caller.owns(object_id)
        caller.needs("read")
        return JSONResponse(chosen(caller.params, "IGUser", self._account(caller)))

    def _page(self, caller: Caller, wanted: Params) -> dict[str, Any]:
        page = page_of(caller.account)
        readers: Readers = {
            "id": lambda: page["id"],
            "name": lambda: page["name"],
            "access_token": lambda: self._facebook.page_token(caller),
            "instagram_business_account": lambda: self._linked(caller, wanted),
            "category": lambda: "Local business",
            "tasks": lambda: ["ANALYZE", "ADVERTISE", "MODERATE", "CREATE_CONTENT", "MANAGE"],
        }
        return chosen(wanted, "Page", readers)

    def _linked(self, caller: Caller, wanted: Params) -> Mapping[str, Any] | None:
        if not {"instagram_basic", "pages_read_engagement"} <= set(caller.grant.scopes):
            return None
        inner = parse(wanted.get("fields", "")).get("instagram_business_account", {})
        return chosen(Params({"fields": ",".join(inner)}), "IGUser", self._account(caller))

    def _business(self, caller: Caller) -> Readers:
        details = caller.account.details
        return {
            **self._account(caller),
            "id": lambda: details["app_scoped_id"],
            "user_id": lambda: caller.account.id,
            "account_type": lambda: details["account_type"],
        }

    def _account(self, caller: Caller) -> Readers:
        account = caller.account
        return {
            "id": lambda: account.id,
            "username": lambda: account.handle,
            "name": account.handle.title,
            "profile_picture_url": lambda: None,
            "biography": lambda: None,
            "website": lambda: None,
            "followers_count": lambda: int(account.details.get("followers", 0)),
            "follows_count": lambda: 0,
            "media_count": lambda: len(self._world.posts.of(NETWORK, account.id)),
        }
