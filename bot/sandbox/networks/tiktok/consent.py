"""
The page where a person allows an app to act.

https://developers.tiktok.com/doc/login-kit-web
https://developers.tiktok.com/doc/login-kit-desktop
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.pages import chosen_handle, consent_page, page
from bot.sandbox.networks.tiktok.scopes import ALL, BASIC
from bot.sandbox.networks.tiktok.session import NETWORK
from bot.sandbox.networks.world import Network, World

CODE = "code"
CODE_LIVES_S = 600
CODE_PREFIX = "c*1!"
"""Codes hold letters that arrive percent-encoded and have to be decoded by the app."""
MAX_REDIRECT = 512
NEAR = frozenset({"127.0.0.1", "localhost", "::1"})
HEX_SHA256 = re.compile(r"[0-9a-f]{64}")


class Consent:
    """Shows the question and sends people back with the answer."""

    def __init__(self, world: World, network: Network) -> None:
        self._world = world
        self._network = network

    async def authorize(self, request: Request) -> Response:
        """Show the consent page, or take the person's answer to it."""
        asked = request.query_params
        scopes = _scopes(asked.get("scope", ""))
        wrong = self._wrong_with(asked, scopes)
        if wrong:
            return page("Something went wrong", f"<h1>Something went wrong</h1><p>{wrong}", 400)
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(NETWORK)]
            return consent_page("TikTok", asked["client_key"], handles, scopes, tickable=True)
        form = await request.form()
        handle = chosen_handle(form)
        if handle is None:
            return _back(
                asked, error="access_denied", error_description="The user denied the request."
            )
        ticked = {BASIC, *map(str, form.getlist("scope"))}
        granted = [scope for scope in scopes if scope in ticked]
        code = self._world.grants.issue(
            network=NETWORK,
            account_id=self._network.new_account(handle).id,
            kind=CODE,
            scopes=granted,
            prefix=CODE_PREFIX,
            lives_s=CODE_LIVES_S,
            client_id=asked["client_key"],
            redirect_uri=asked["redirect_uri"],
            challenge=asked.get("code_challenge", ""),
        )
        return _back(asked, code=code, scopes=",".join(granted))

    def _wrong_with(self, asked: Mapping[str, str], scopes: list[str]) -> str | None:
        client_id, redirect_uri = asked.get("client_key", ""), asked.get("redirect_uri", "")
        challenge, method = asked.get("code_challenge", ""), asked.get("code_challenge_method")
        checks = {
            "client_key": self._world.clients.knows(NETWORK, client_id),
            "redirect_uri": is_redirect(redirect_uri)
            and self._world.clients.may_return_to(NETWORK, client_id, redirect_uri),
            "response_type": asked.get("response_type") == "code",
            "scope": bool(scopes) and set(scopes) <= set(ALL),
            "state": bool(asked.get("state")),
            "code_challenge": bool(HEX_SHA256.fullmatch(challenge))
            if challenge or is_desktop(redirect_uri)
            else True,
            "code_challenge_method": not challenge or method == "S256",
        }
        wrong = next((name for name, holds in checks.items() if not holds), None)
        return None if wrong is None else f"The parameter {wrong} is missing or wrong."


def is_redirect(address: str) -> bool:
    """Tell whether people may be sent back there at all: HTTPS, or this machine, no query."""
    parts = urlsplit(address)
    safe = parts.scheme == "https" or is_desktop(address)
    plain = not (parts.query or parts.fragment) and "?" not in address and "#" not in address
    return safe and bool(parts.hostname) and plain and len(address) <= MAX_REDIRECT


def is_desktop(address: str) -> bool:
    """Tell whether an address is on the person's own machine, where PKCE is required."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in NEAR


def _scopes(joined: str) -> list[str]:
    return [scope for scope in joined.split(",") if scope]


def _back(asked: Mapping[str, str], **answer: str) -> Response:
    query = urlencode({**answer, "state": asked["state"]})
    return RedirectResponse(f"{asked['redirect_uri']}?{query}", 302)
