"""OAuth 2.0 with PKCE (https://docs.x.com/fundamentals/authentication/oauth-2-0)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import unquote, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.pages import chosen_handle, consent_page, page
from bot.sandbox.networks.pkce import is_proven
from bot.sandbox.networks.twitter.answers import Refused, oauth_error
from bot.sandbox.networks.twitter.limits import KNOWN
from bot.sandbox.networks.twitter.session import ACCESS, NETWORK
from bot.sandbox.networks.world import Network, World

CODE, REFRESH = "code", "refresh"
CODE_LIVES_S = 30
ACCESS_LIVES_S = 7_200
REFRESH_LIVES_S = 182 * 86_400
MAX_STATE = 500


class OAuth:
    """The consent page and the token endpoint."""

    def __init__(self, world: World, network: Network) -> None:
        self._world = world
        self._network = network

    async def authorize(self, request: Request) -> Response:
        """Show the consent page, or take the person's answer to it."""
        asked = request.query_params
        wrong = self._wrong_with(asked)
        if wrong:
            return page("Something went wrong", f"<h1>Something went wrong</h1><p>{wrong}", 400)
        if request.method == "GET":
            handles = [account.handle for account in self._world.accounts.of(NETWORK)]
            scopes = asked["scope"].split()
            return consent_page("X", asked["client_id"], handles, scopes, tickable=False)
        handle = chosen_handle(await request.form())
        if handle is None:
            return _back(asked["redirect_uri"], error="access_denied", state=asked["state"])
        code = self._world.grants.issue(
            network=NETWORK,
            account_id=self._network.new_account(handle).id,
            kind=CODE,
            scopes=asked["scope"].split(),
            lives_s=CODE_LIVES_S,
            client_id=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            method=asked.get("code_challenge_method", "plain"),
        )
        return _back(asked["redirect_uri"], state=asked["state"], code=code)

    async def token(self, request: Request) -> Response:
        """Trade a code or a refresh token for a fresh pair."""
        form = await request.form()
        try:
            client_id = self._client(request, form)
            match form.get("grant_type"):
                case "authorization_code":
                    return self._trade_code(form, client_id)
                case "refresh_token":
                    return self._trade_refresh(form, client_id)
                case _:
                    return _bad("Value passed for the grant type was invalid.")
        except Refused as refused:
            return refused.answer

    async def revoke(self, request: Request) -> Response:
        """End a token."""
        form = await request.form()
        try:
            client_id = self._client(request, form)
        except Refused as refused:
            return refused.answer
        grant = self._world.grants.find(NETWORK, str(form.get("token", "")))
        if grant is None or grant.client_id not in {client_id, "sandbox"}:
            return _bad("Value passed for the token was invalid.")
        self._world.grants.kill(grant)
        return JSONResponse({"revoked": True})

    def fresh_pair(
        self, account_id: str, scopes: tuple[str, ...], client_id: str, lives_s: float
    ) -> dict[str, object]:
        """Return new tokens as the token endpoint does."""
        pair: dict[str, object] = {
            "token_type": "bearer",
            "expires_in": int(lives_s),
            "access_token": self._issue(ACCESS, account_id, scopes, client_id, lives_s),
            "scope": " ".join(scopes),
        }
        if "offline.access" in scopes:
            pair["refresh_token"] = self._issue(
                REFRESH, account_id, scopes, client_id, REFRESH_LIVES_S
            )
        return pair

    def _issue(
        self, kind: str, account_id: str, scopes: tuple[str, ...], client_id: str, lives_s: float
    ) -> str:
        return self._world.grants.issue(
            network=NETWORK,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            lives_s=lives_s,
            client_id=client_id,
        )

    def _wrong_with(self, asked: Mapping[str, str]) -> str | None:
        client_id, redirect_uri = asked.get("client_id", ""), asked.get("redirect_uri", "")
        scopes = asked.get("scope", "").split()
        checks = {
            "The app is not known.": self._world.clients.knows(NETWORK, client_id),
            "The redirect address is not registered.": self._world.clients.may_return_to(
                NETWORK, client_id, redirect_uri
            ),
            "response_type must be code.": asked.get("response_type") == "code",
            "state is missing or longer than 500 characters.": (
                0 < len(asked.get("state", "")) <= MAX_STATE
            ),
            "code_challenge is missing.": bool(asked.get("code_challenge")),
            "code_challenge_method must be S256 or plain.": (
                asked.get("code_challenge_method", "plain") in {"S256", "plain"}
            ),
            "A scope is missing or not known.": bool(scopes) and set(scopes) <= set(KNOWN),
        }
        return next((text for text, holds in checks.items() if not holds), None)

    def _client(self, request: Request, form: FormData) -> str:
        """Return the app's id: from Basic with its secret, or from the body of a public app."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            client_id, secret = _basic(value)
            if not self._world.clients.proves(NETWORK, client_id, secret):
                raise Refused(_no_client("Missing valid authorization header"))
            return client_id
        client_id = str(form.get("client_id", ""))
        clients = self._world.clients
        if not clients.knows(NETWORK, client_id) or not clients.is_public(NETWORK, client_id):
            raise Refused(_no_client("Missing valid authorization header"))
        return client_id

    def _trade_code(self, form: FormData, client_id: str) -> Response:
        grant = self._live(form.get("code"), CODE, client_id, "authorization code")
        if grant.details["redirect_uri"] != form.get("redirect_uri"):
            raise Refused(
                _bad("Value passed for the redirect uri did not match the uri of the code.")
            )
        verifier = str(form.get("code_verifier", ""))
        if not is_proven(verifier, grant.details["challenge"], grant.details["method"]):
            raise Refused(_bad("Value passed for the code verifier did not match the challenge."))
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            return self._answer(grant)

    def _trade_refresh(self, form: FormData, client_id: str) -> Response:
        grant = self._live(form.get("refresh_token"), REFRESH, client_id, "token")
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            return self._answer(grant)

    def _answer(self, grant: Grant) -> Response:
        pair = self.fresh_pair(grant.account_id, grant.scopes, grant.client_id, ACCESS_LIVES_S)
        return JSONResponse(pair, headers={"cache-control": "no-store"})

    def _live(self, token: object, kind: str, client_id: str, name: str) -> Grant:
        grant = self._world.grants.find(NETWORK, str(token or ""))
        known = grant is not None and grant.kind == kind and self._world.grants.is_live(grant)
        # Tokens handed out by the control interface belong to no app and serve every one.
        if grant is None or not known or grant.client_id not in {client_id, "sandbox"}:
            raise Refused(_bad(f"Value passed for the {name} was invalid."))
        return grant


def _basic(value: str) -> tuple[str, str]:
    try:
        client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(client_id), unquote(secret)


def _back(redirect_uri: str, **answer: str) -> Response:
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(redirect_uri + joint + urlencode(answer), 302)


def _bad(description: str) -> Response:
    return oauth_error(400, "invalid_request", description)


def _no_client(description: str) -> Response:
    return oauth_error(401, "unauthorized_client", description)
