"""
Tokens: given for a code, refreshed for partners, looked up and ended.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
https://learn.microsoft.com/en-us/linkedin/shared/authentication/programmatic-refresh-tokens
https://learn.microsoft.com/en-us/linkedin/shared/authentication/token-introspection
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.linkedin.answers import Refused, oauth_error
from bot.sandbox.networks.linkedin.consent import CODE
from bot.sandbox.networks.linkedin.session import ACCESS, NETWORK
from bot.sandbox.networks.world import World

REFRESH = "refresh"
ACCESS_LIVES_S = 5_184_000
REFRESH_LIVES_S = 31_536_000
ID_LIVES_S = 3_600
CODE_REJECTED = (
    "Unable to retrieve access token: appid/redirect uri/code verifier does not match"
    " authorization code. Or authorization code expired. Or external member binding exists"
)
REFRESH_DEAD = "The provided authorization grant or refresh token is invalid, expired or revoked."
CLIENT_REJECTED = "Client authentication failed"


class OAuth:
    """The token calls, which take forms."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def token(self, request: Request) -> Response:
        """Trade a code or a refresh token for an access token."""
        form = await request.form()
        try:
            client_id = self._client(form)
            match _field(form, "grant_type"):
                case "authorization_code":
                    answer = self._trade_code(form, client_id)
                case "refresh_token":
                    answer = self._trade_refresh(form, client_id)
                case kind:
                    return oauth_error(400, "unsupported_grant_type", f"Grant type {kind}")
        except Refused as refused:
            return refused.answer
        if fault := armed(request, "token_field_missing"):
            answer.pop(str(fault.details.get("code", "expires_in")), None)
        return JSONResponse(answer, headers={"cache-control": "no-cache, no-store"})

    async def introspect(self, request: Request) -> Response:
        """Tell whether a token still lives."""
        form = await request.form()
        try:
            grant = self._own_token(form)
        except Refused as refused:
            return refused.answer
        if grant is None or grant.kind not in {ACCESS, REFRESH}:
            return JSONResponse({"active": False})
        status = "expired" if self._world.grants.is_expired(grant) else "active"
        status = "revoked" if grant.is_dead else status
        issued_at = int(grant.issued_at)
        return JSONResponse(
            {
                "active": status == "active",
                "status": status,
                "scope": ",".join(grant.scopes),
                "client_id": grant.client_id,
                "created_at": issued_at,
                "authorized_at": issued_at,
                "expires_at": int(grant.expires_at or 0),
                "auth_type": "3L",
            }
        )

    async def revoke(self, request: Request) -> Response:
        """End a token; one that is unknown or over is as good as ended."""
        form = await request.form()
        try:
            grant = self._own_token(form)
        except Refused as refused:
            return refused.answer
        if grant is not None:
            self._world.grants.kill(grant)
        return Response(status_code=200)

    def fresh(
        self, account_id: str, scopes: Sequence[str], client_id: str, lives_s: float
    ) -> dict[str, Any]:
        """Return a new access token as the token call does."""
        answer: dict[str, Any] = {
            "access_token": self._issue(ACCESS, account_id, scopes, client_id, lives_s),
            "expires_in": int(lives_s),
            "scope": self._world.switches.word(NETWORK, "scope_separator").join(scopes),
            "token_type": "Bearer",
        }
        if "openid" in scopes:
            answer["id_token"] = self._id_token(account_id, client_id)
        return answer

    def fresh_refresh(
        self, account_id: str, scopes: Sequence[str], client_id: str
    ) -> dict[str, Any]:
        """Return a token to refresh with, or nothing when the app is no partner's."""
        if not self._world.switches.of(NETWORK)["partner"]:
            return {}
        token = self._issue(REFRESH, account_id, scopes, client_id, REFRESH_LIVES_S)
        return {"refresh_token": token, "refresh_token_expires_in": REFRESH_LIVES_S}

    def _issue(
        self, kind: str, account_id: str, scopes: Sequence[str], client_id: str, lives_s: float
    ) -> str:
        # Real tokens are several hundred characters long.
        return self._world.grants.issue(
            network=NETWORK,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            prefix="AQ" + secrets.token_urlsafe(240),
            lives_s=lives_s,
            client_id=client_id,
        )

    def _client(self, form: FormData) -> str:
        client_id, secret = _field(form, "client_id"), _field(form, "client_secret")
        if not self._world.clients.proves(NETWORK, client_id, secret):
            raise Refused(oauth_error(401, "invalid_client", CLIENT_REJECTED))
        return client_id

    def _own_token(self, form: FormData) -> Grant | None:
        client_id = self._client(form)
        grant = self._world.grants.find(NETWORK, _field(form, "token"))
        # Tokens handed out by the control interface belong to no app and serve every one.
        return grant if grant and grant.client_id in {client_id, "sandbox"} else None

    def _trade_code(self, form: FormData, client_id: str) -> dict[str, Any]:
        code, redirect_uri = _field(form, "code"), _field(form, "redirect_uri")
        grant = self._live(code, CODE, client_id)
        if grant is None or grant.details["redirect_uri"] != redirect_uri:
            raise Refused(oauth_error(400, "invalid_request", CODE_REJECTED))
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            who = (grant.account_id, grant.scopes, client_id)
            return {**self.fresh(*who, ACCESS_LIVES_S), **self.fresh_refresh(*who)}

    def _trade_refresh(self, form: FormData, client_id: str) -> dict[str, Any]:
        """Answer with the same refresh token, whose day of death stays where it was."""
        token = _field(form, "refresh_token")
        grant = self._live(token, REFRESH, client_id)
        if grant is None or grant.expires_at is None:
            raise Refused(oauth_error(400, "invalid_grant", REFRESH_DEAD))
        return {
            **self.fresh(grant.account_id, grant.scopes, client_id, ACCESS_LIVES_S),
            "refresh_token": token,
            "refresh_token_expires_in": int(grant.expires_at - self._world.epoch_s()),
        }

    def _live(self, token: str, kind: str, client_id: str) -> Grant | None:
        grant = self._world.grants.find(NETWORK, token)
        known = grant is not None and grant.kind == kind and self._world.grants.is_live(grant)
        return grant if grant and known and grant.client_id in {client_id, "sandbox"} else None

    def _id_token(self, account_id: str, client_id: str) -> str:
        now = int(self._world.epoch_s())
        claims = {
            "iss": "https://www.linkedin.com/oauth",
            "aud": client_id,
            "sub": account_id,
            "iat": now,
            "exp": now + ID_LIVES_S,
        }
        head = {"alg": "RS256", "typ": "JWT", "kid": "stand-in"}
        parts = (json.dumps(head).encode(), json.dumps(claims).encode(), secrets.token_bytes(64))
        return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def _field(form: FormData, name: str) -> str:
    value = str(form.get(name) or "")
    if not value:
        text = f'A required parameter "{name}" is missing'
        raise Refused(oauth_error(400, "invalid_request", text))
    return value
