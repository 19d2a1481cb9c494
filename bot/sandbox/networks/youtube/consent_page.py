"""Google's page where a person allows an app to act for a channel."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.sandbox.networks.pages import chosen_handle, consent_page, page
from bot.sandbox.networks.world import Network, World
from bot.sandbox.networks.youtube.calls import KNOWN
from bot.sandbox.networks.youtube.consents import Consents
from bot.sandbox.networks.youtube.session import NETWORK

CODE = "code"
CODE_LIVES_S = 600
PROMPTS = frozenset({"none", "consent", "select_account"})


class ConsentPage:
    """``GET https://accounts.google.com/o/oauth2/v2/auth``."""

    def __init__(self, world: World, network: Network, consents: Consents) -> None:
        self._world = world
        self._network = network
        self._consents = consents

    async def authorize(self, request: Request) -> Response:
        """Show the page, or take the person's answer to it."""
        asked = request.query_params
        wrong = self._wrong_with(asked)
        if wrong:
            return page("Access blocked", f"<h1>Access blocked</h1><p>{wrong}", 400)
        scopes = asked["scope"].split()
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(NETWORK)]
            return consent_page("YouTube", asked["client_id"], handles, scopes, tickable=True)
        form = await request.form()
        handle = chosen_handle(form)
        ticked = [scope for scope in scopes if scope in form.getlist("scope")]
        if handle is None or not ticked:
            return _back(asked, {"error": "access_denied"})
        return self._allowed(asked, handle, ticked)

    def _allowed(self, asked: Mapping[str, str], handle: str, ticked: list[str]) -> Response:
        account = self._network.new_account(handle)
        client_id = asked["client_id"]
        before = self._consents.of(account.id, client_id)
        offline = asked.get("access_type", "online") == "offline"
        again = "consent" in asked.get("prompt", "").split()
        if asked.get("include_granted_scopes") == "true":
            ticked = list(dict.fromkeys((*ticked, *before.scopes)))
        with self._world.db.transaction():
            self._consents.add(account.id, client_id, ticked, offline=offline)
            code = self._world.grants.issue(
                network=NETWORK,
                account_id=account.id,
                kind=CODE,
                scopes=ticked,
                prefix="4/0A",
                lives_s=CODE_LIVES_S,
                client_id=client_id,
                redirect_uri=asked["redirect_uri"],
                challenge=asked.get("code_challenge", ""),
                method=asked.get("code_challenge_method", "plain"),
                refreshes=offline and (again or not before.offline),
            )
        return _back(asked, {"code": code, "scope": " ".join(ticked)})

    def _wrong_with(self, asked: Mapping[str, str]) -> str | None:
        client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
        scopes = asked.get("scope", "").split()
        clients = self._world.clients
        checks = {
            "Error 401: invalid_client. The OAuth client was not found.": (
                clients.knows(NETWORK, client_id)
            ),
            "Error 400: redirect_uri_mismatch.": (
                clients.may_return_to(NETWORK, client_id, redirect_uri)
            ),
            "Error 400: invalid_request. response_type must be code.": (
                asked.get("response_type") == "code"
            ),
            "Error 400: invalid_scope.": bool(scopes) and set(scopes) <= KNOWN,
            "Error 400: invalid_request. access_type must be offline or online.": (
                asked.get("access_type", "online") in {"offline", "online"}
            ),
            "Error 400: invalid_request. prompt is not known.": (
                set(asked.get("prompt", "").split()) <= PROMPTS
            ),
            "Error 400: invalid_request. code_challenge_method must be S256 or plain.": (
                asked.get("code_challenge_method", "plain") in {"S256", "plain"}
            ),
        }
        return next((text for text, holds in checks.items() if not holds), None)


def _back(asked: Mapping[str, str], answer: Mapping[str, str]) -> Response:
    state = {"state": asked["state"]} if "state" in asked else {}
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    return RedirectResponse(f"{asked['redirect_uri']}{joint}{urlencode({**state, **answer})}", 302)
