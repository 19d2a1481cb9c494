"""
Instagram API with Facebook Login: what Facebook Login opens here is an Instagram account.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.graph.answers import not_visible
from bot.sandbox.networks.graph.consent import Consent, Product
from bot.sandbox.networks.graph.login import Login
from bot.sandbox.networks.graph.tokens import PAGE
from bot.sandbox.networks.instagram.scopes import FACEBOOK, GRANTED, KNOWN
from bot.sandbox.networks.instagram.session import NETWORK, Caller, Reception
from bot.sandbox.networks.world import World

PRODUCT = Product(FACEBOOK, "Facebook", KNOWN[FACEBOOK], "#_=_", GRANTED[FACEBOOK])


class FacebookLogin:
    """The calls of this login product."""

    def __init__(self, world: World, consent: Consent, reception: Reception) -> None:
        self._consent = consent
        self.login = Login(world, NETWORK, reception.tokens)

    async def authorize(self, request: Request) -> Response:
        """Ask the person."""
        return await self._consent.ask(request, PRODUCT)

    async def permissions(self, request: Request, caller: Caller) -> Response:
        """List what was granted."""
        _is_me(request, caller)
        return self.login.permissions(caller.grant)

    async def revoke(self, request: Request, caller: Caller) -> Response:
        """Take back one permission, or all of them."""
        _is_me(request, caller)
        return self.login.revoke([caller.account.id], request.path_params.get("permission"))

    def page_token(self, caller: Caller) -> str:
        """Give out the token of the caller's Page."""
        return self.login.page_token(caller.grant, caller.account.id)


def page_of(account: RemoteAccount) -> dict[str, Any]:
    """Return the Facebook Page that an Instagram account is linked to."""
    return {"id": account.details["page_id"], "name": account.details["page_name"]}


def _is_me(request: Request, caller: Caller) -> None:
    person = str(caller.account.details["user_id"])
    named = request.path_params.get("id", "me")
    if caller.flavour != FACEBOOK or caller.grant.kind == PAGE or named not in {"me", person}:
        raise not_visible(named)
