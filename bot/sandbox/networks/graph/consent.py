"""
The page where a person allows an app to act, for every login that Meta has.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.pages import chosen_handles, consent_page, page
from bot.sandbox.networks.world import World

CODE = "code"
CODE_LIVES_S = 3_600
DENIED = {
    "error": "access_denied",
    "error_reason": "user_denied",
    "error_description": "The user denied your request.",
}
Holder = Callable[[list[str]], tuple[str, dict[str, Any]]]
"""Tells whose grant it becomes when these handles were allowed, and what belongs to it."""


@dataclass(frozen=True, slots=True)
class Product:
    """
    One login product.

    ``tail`` is what it leaves at the end of the address it sends people back to;
    ``configured`` are the rights behind a ``config_id``, if it takes one.
    """

    flavour: str
    label: str
    known: frozenset[str]
    tail: str
    configured: tuple[str, ...] = ()
    several: bool = False


class Consent:
    """Shows the question and sends people back with the answer."""

    def __init__(self, world: World, network: str, holder: Holder) -> None:
        self._world = world
        self._network = network
        self._holder = holder

    async def ask(self, request: Request, product: Product) -> Response:
        """Show the consent page, or take the person's answer to it."""
        asked = request.query_params
        scopes = _scopes(asked, product)
        wrong = self._wrong_with(asked, scopes, product)
        if wrong:
            return page("Sorry", f"<h1>Sorry, something went wrong</h1><p>{wrong}", 400)
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(self._network)]
            return consent_page(
                *(product.label, asked["client_id"], handles, scopes),
                tickable=True,
                several=product.several,
            )
        form = await request.form()
        handles = chosen_handles(form)
        if not handles:
            return _back(asked, DENIED, product.tail)
        ticked = [scope for scope in scopes if scope in form.getlist("scope")]
        account_id, details = self._holder(handles)
        code = self._world.grants.issue(
            network=self._network,
            account_id=account_id,
            kind=CODE,
            scopes=ticked,
            prefix="AQ",
            lives_s=CODE_LIVES_S,
            client_id=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            flavour=product.flavour,
            declined=[scope for scope in scopes if scope not in ticked],
            **details,
        )
        return _back(asked, {"code": code}, product.tail)

    def _wrong_with(
        self, asked: Mapping[str, str], scopes: list[str], product: Product
    ) -> str | None:
        client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
        clients = self._world.clients
        checks = {
            "Invalid platform app.": clients.knows(self._network, client_id),
            "Invalid redirect_uri.": clients.may_return_to(self._network, client_id, redirect_uri),
            "response_type must be code.": asked.get("response_type") == "code",
            "Invalid scopes.": bool(scopes) and set(scopes) <= product.known,
        }
        return next((text for text, holds in checks.items() if not holds), None)


def _scopes(asked: Mapping[str, str], product: Product) -> list[str]:
    if "scope" not in asked and "config_id" in asked:
        return list(product.configured)
    return asked.get("scope", "").replace(",", " ").split()


def _back(asked: Mapping[str, str], answer: Mapping[str, str], tail: str) -> Response:
    state = {"state": asked["state"]} if "state" in asked else {}
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    query = urlencode({**answer, **state})
    return RedirectResponse(f"{asked['redirect_uri']}{joint}{query}{tail}", 302)
