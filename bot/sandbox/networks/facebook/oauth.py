"""
Facebook Login for Pages: consent, tokens, and taking it all back.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.scopes import GRANTED, KNOWN
from bot.sandbox.networks.facebook.session import NETWORK, Caller, is_me
from bot.sandbox.networks.graph.consent import Consent, Product
from bot.sandbox.networks.graph.login import FLAVOUR, Login
from bot.sandbox.networks.world import World

PRODUCT = Product(FLAVOUR, "Facebook", KNOWN, "#_=_", GRANTED, several=True)


class OAuth:
    """The calls around the login itself."""

    def __init__(
        self, world: World, login: Login, new_account: Callable[[str], RemoteAccount]
    ) -> None:
        self._world = world
        self._login = login
        self._new_account = new_account
        self._consent = Consent(world, NETWORK, self._holder)

    async def authorize(self, request: Request) -> Response:
        """Ask the person, who may allow several Pages."""
        return await self._consent.ask(request, PRODUCT)

    async def permissions(self, request: Request, caller: Caller) -> Response:
        """List what was granted and what was not."""
        is_me(request, caller)
        return self._login.permissions(caller.grant)

    async def revoke(self, request: Request, caller: Caller) -> Response:
        """Take back one permission or all, from every Page of this person at once."""
        is_me(request, caller)
        person = caller.grant.account_id
        pages = [page.id for page in self._world.accounts.of(NETWORK) if _owner(page) == person]
        return self._login.revoke([person, *pages], request.path_params.get("permission"))

    def _holder(self, handles: list[str]) -> tuple[str, dict[str, Any]]:
        """Give the grant to the person who runs the first of the Pages, for all that are hers."""
        pages = [self._new_account(handle) for handle in handles]
        person = _owner(pages[0])
        return person, {"pages": [page.id for page in pages if _owner(page) == person]}


def _owner(page: RemoteAccount) -> str:
    return str(page.details["user_id"])
