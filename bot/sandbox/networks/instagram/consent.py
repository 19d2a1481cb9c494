"""The page where a person allows an app to act, for both login products."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.instagram.scopes import KNOWN
from bot.sandbox.networks.instagram.session import NETWORK
from bot.sandbox.networks.pages import chosen_handle, consent_page, page
from bot.sandbox.networks.world import Network, World

CODE = "code"
CODE_LIVES_S = 3_600
TAILS = {"instagram": "#_", "facebook": "#_=_"}
"""What each product leaves at the end of the address it sends people back to."""
DENIED = {
    "error": "access_denied",
    "error_reason": "user_denied",
    "error_description": "The user denied your request.",
}


class Consent:
    """Shows the question and sends people back with the answer."""

    def __init__(self, world: World, network: Network) -> None:
        self._world = world
        self._network = network

    async def ask(self, request: Request, flavour: str, label: str) -> Response:
        """Show the consent page, or take the person's answer to it."""
        asked = request.query_params
        scopes = asked.get("scope", "").replace(",", " ").split()
        wrong = self._wrong_with(asked, scopes, flavour)
        if wrong:
            return page("Sorry", f"<h1>Sorry, something went wrong</h1><p>{wrong}", 400)
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(NETWORK)]
            return consent_page(label, asked["client_id"], handles, scopes, tickable=True)
        form = await request.form()
        handle = chosen_handle(form)
        if handle is None:
            return _back(asked, DENIED, TAILS[flavour])
        ticked = [scope for scope in scopes if scope in form.getlist("scope")]
        code = self._world.grants.issue(
            network=NETWORK,
            account_id=self._network.new_account(handle).id,
            kind=CODE,
            scopes=ticked,
            prefix="AQ",
            lives_s=CODE_LIVES_S,
            client_id=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            flavour=flavour,
        )
        return _back(asked, {"code": code}, TAILS[flavour])

    def _wrong_with(self, asked: Mapping[str, str], scopes: list[str], flavour: str) -> str | None:
        client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
        checks = {
            "Invalid platform app.": self._world.clients.knows(NETWORK, client_id),
            "Invalid redirect_uri.": self._world.clients.may_return_to(
                NETWORK, client_id, redirect_uri
            ),
            "response_type must be code.": asked.get("response_type") == "code",
            "Invalid scopes.": bool(scopes) and set(scopes) <= KNOWN[flavour],
        }
        return next((text for text, holds in checks.items() if not holds), None)


def _back(asked: Mapping[str, str], answer: Mapping[str, str], tail: str) -> Response:
    state = {"state": asked["state"]} if "state" in asked else {}
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    query = urlencode({**answer, **state})
    return RedirectResponse(f"{asked['redirect_uri']}{joint}{query}{tail}", 302)
