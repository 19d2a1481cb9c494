"""
Google's token host.

https://developers.google.com/identity/protocols/oauth2/web-server
"""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.pkce import is_proven
from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.answers import Refused, oauth_error
from bot.sandbox.networks.youtube.consent_page import CODE
from bot.sandbox.networks.youtube.consents import Consents
from bot.sandbox.networks.youtube.session import ACCESS, NETWORK

REFRESH = "refresh"
PREFIXES = {ACCESS: "ya29.", REFRESH: "1//"}
ACCESS_LIVES_S = 3_599
UNUSED_LIVES_S = 183 * 86_400
TESTING_LIVES_S = 7 * 86_400
MAX_REFRESH_TOKENS = 100
DEAD = "Token has been expired or revoked."


class OAuth:
    """Trades codes and refresh tokens, and ends them."""

    def __init__(self, world: World, consents: Consents) -> None:
        self._world = world
        self._consents = consents

    async def token(self, request: Request) -> Response:
        """Trade a code or a refresh token for an access token."""
        form = await request.form()
        try:
            client_id = self._client(form)
            match form.get("grant_type"):
                case "authorization_code":
                    answer = self._trade_code(form, client_id)
                case "refresh_token":
                    answer = self._trade_refresh(form, client_id)
                case other:
                    return oauth_error(
                        400, "unsupported_grant_type", f"Invalid grant_type: {other}"
                    )
        except Refused as refused:
            return refused.answer
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    async def revoke(self, request: Request) -> Response:
        """End everything that came from the consent behind a token."""
        form = await request.form()
        token = str(form.get("token") or request.query_params.get("token", ""))
        grant = self._world.grants.find(NETWORK, token)
        if grant is None or not self._world.grants.is_live(grant):
            return oauth_error(400, "invalid_token", "Token expired or revoked")
        with self._world.db.transaction():
            self._world.grants.kill_all(NETWORK, grant.account_id, client_id=grant.client_id)
            self._consents.forget(grant.account_id, grant.client_id)
        return JSONResponse({})

    def fresh_access(
        self, account_id: str, scopes: tuple[str, ...], client_id: str, lives_s: float
    ) -> dict[str, object]:
        """Return a new access token as the token endpoint does."""
        token = self._issue(ACCESS, account_id, scopes, client_id, lives_s)
        return {
            "access_token": token,
            "expires_in": int(lives_s),
            "scope": " ".join(scopes),
            "token_type": "Bearer",
        }

    def fresh_refresh(
        self, account_id: str, scopes: tuple[str, ...], client_id: str
    ) -> dict[str, object]:
        """Return a new refresh token; the oldest dies when an app holds too many for a person."""
        lives_s = self._refresh_lives_s()
        token = self._issue(REFRESH, account_id, scopes, client_id, lives_s)
        self._world.grants.keep_newest(
            NETWORK, account_id, client_id, REFRESH, count=MAX_REFRESH_TOKENS
        )
        ends = {"refresh_token_expires_in": lives_s - 1} if self._is_testing() else {}
        return {"refresh_token": token, **ends}

    def _issue(
        self, kind: str, account_id: str, scopes: tuple[str, ...], client_id: str, lives_s: float
    ) -> str:
        return self._world.grants.issue(
            network=NETWORK,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            prefix=PREFIXES[kind],
            lives_s=lives_s,
            client_id=client_id,
        )

    def _client(self, form: FormData) -> str:
        client_id, secret = str(form.get("client_id", "")), str(form.get("client_secret", ""))
        if not client_id:
            raise Refused(_wrong("Could not determine client ID from request."))
        if not self._world.clients.knows(NETWORK, client_id):
            text = "The OAuth client was not found."
            raise Refused(oauth_error(401, "invalid_client", text))
        if not secret:
            raise Refused(_wrong("client_secret is missing."))
        if not self._world.clients.proves(NETWORK, client_id, secret):
            text = "The provided client secret is invalid."
            raise Refused(oauth_error(401, "invalid_client", text))
        return client_id

    def _trade_code(self, form: FormData, client_id: str) -> dict[str, object]:
        code = str(form.get("code") or "")
        if not code:
            raise Refused(_wrong("Missing required parameter: code"))
        grant = self._world.grants.find(NETWORK, code)
        if grant is None or grant.kind != CODE:
            raise Refused(_dead("Malformed auth code."))
        if not self._world.grants.is_live(grant) or grant.client_id != client_id:
            raise Refused(_dead("Bad Request"))
        if grant.details["redirect_uri"] != form.get("redirect_uri"):
            raise Refused(oauth_error(400, "redirect_uri_mismatch", "Bad Request"))
        _check_proof(str(form.get("code_verifier", "")), grant)
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            answer = self.fresh_access(grant.account_id, grant.scopes, client_id, ACCESS_LIVES_S)
            if grant.details["refreshes"]:
                answer |= self.fresh_refresh(grant.account_id, grant.scopes, client_id)
        return answer

    def _trade_refresh(self, form: FormData, client_id: str) -> dict[str, object]:
        token = str(form.get("refresh_token") or "")
        if not token:
            raise Refused(_wrong("Missing required parameter: refresh_token"))
        grant = self._world.grants.find(NETWORK, token)
        # Tokens handed out by the control interface belong to no app and serve every one.
        if grant is None or grant.kind != REFRESH or grant.client_id not in {client_id, "sandbox"}:
            raise Refused(_dead("Bad Request"))
        if not self._world.grants.is_live(grant):
            raise Refused(_dead(DEAD))
        if not self._is_testing():
            self._world.grants.prolong(grant, UNUSED_LIVES_S)
        return self.fresh_access(grant.account_id, grant.scopes, grant.client_id, ACCESS_LIVES_S)

    def _refresh_lives_s(self) -> int:
        return TESTING_LIVES_S if self._is_testing() else UNUSED_LIVES_S

    def _is_testing(self) -> bool:
        return self._world.switches.word(NETWORK, "publishing_status") == "testing"


def _check_proof(verifier: str, grant: Grant) -> None:
    if not grant.details["challenge"]:
        return
    if not verifier:
        raise Refused(_dead("Missing code verifier."))
    if not is_proven(verifier, grant.details["challenge"], grant.details["method"]):
        raise Refused(_dead("Invalid code verifier."))


def _dead(description: str) -> Response:
    return oauth_error(400, "invalid_grant", description)


def _wrong(description: str) -> Response:
    return oauth_error(400, "invalid_request", description)
