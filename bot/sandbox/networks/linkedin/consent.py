"""
The page where a member allows an app to act: all that is asked for, or nothing.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.linkedin.scopes import held
from bot.sandbox.networks.linkedin.session import NETWORK
from bot.sandbox.networks.pages import chosen_handle, consent_page, page
from bot.sandbox.networks.world import Network, World

CODE = "code"
CODE_LIVES_S = 1_800
CANCELLED = {
    "error": "user_cancelled_authorize",
    "error_description": "The user cancelled the authorization",
}
NOT_LOGGED_IN = {
    "error": "user_cancelled_login",
    "error_description": "The user cancelled LinkedIn login",
}


class Consent:
    """Shows the question and sends people back with the answer."""

    def __init__(self, world: World, network: Network) -> None:
        self._world = world
        self._network = network

    async def authorize(self, request: Request) -> Response:
        """Show the consent page, or take the member's answer to it."""
        asked = request.query_params
        if wrong := self._wrong_with(asked):
            return page(
                "Something went wrong", f"<h1>Bummer, something went wrong.</h1>{wrong}", 400
            )
        scopes = asked["scope"].split()
        if foreign := self._foreign(scopes):
            return _back(asked, foreign)
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(NETWORK)]
            return consent_page("LinkedIn", asked["client_id"], handles, scopes, tickable=False)
        form = await request.form()
        handle = chosen_handle(form)
        if handle is None:
            logged_in = form.get("handle") or form.get("new_handle")
            return _back(asked, CANCELLED if logged_in else NOT_LOGGED_IN)
        code = self._world.grants.issue(
            network=NETWORK,
            account_id=self._network.new_account(handle).id,
            kind=CODE,
            scopes=scopes,
            prefix="AQ",
            lives_s=CODE_LIVES_S,
            client_id=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
        )
        return _back(asked, {"code": code})

    def _wrong_with(self, asked: Mapping[str, str]) -> str | None:
        client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
        checks = {
            "The passed in client_id is invalid.": self._world.clients.knows(NETWORK, client_id),
            "The redirect_uri does not match the registered value.": (
                self._world.clients.may_return_to(NETWORK, client_id, redirect_uri)
            ),
            "response_type must be code.": asked.get("response_type") == "code",
            "A scope is required.": bool(asked.get("scope", "").split()),
        }
        return next((text for text, holds in checks.items() if not holds), None)

    def _foreign(self, scopes: list[str]) -> dict[str, str] | None:
        """Return the error about a scope that comes with none of the app's products."""
        mine = held(self._world.switches.word(NETWORK, "products"))
        for scope in scopes:
            if scope not in mine:
                text = f'Scope "{scope}" is not authorized for your application'
                return {"error": "unauthorized_scope_error", "error_description": text}
        return None


def _back(asked: Mapping[str, str], answer: Mapping[str, str]) -> Response:
    state = {"state": asked["state"]} if "state" in asked else {}
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    return RedirectResponse(asked["redirect_uri"] + joint + urlencode({**answer, **state}), 302)
