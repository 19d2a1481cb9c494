"""
Codes and rotating tokens.

https://developers.tiktok.com/doc/oauth-user-access-token-management
"""

from __future__ import annotations

import hashlib
import hmac

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.tiktok.answers import Refused, oauth_error
from bot.sandbox.networks.tiktok.consent import CODE
from bot.sandbox.networks.tiktok.publishing import Publishing
from bot.sandbox.networks.tiktok.session import ACCESS, NETWORK
from bot.sandbox.networks.world import World

REFRESH = "refresh"
ACCESS_LIVES_S = 86_400
REFRESH_LIVES_S = 365 * 86_400


class OAuth:
    """The token calls."""

    def __init__(self, world: World, publishing: Publishing) -> None:
        self._world = world
        self._publishing = publishing

    async def token(self, request: Request) -> Response:
        """Trade a code or a refresh token for a fresh pair."""
        try:
            form = await _form(request)
            client_id = self._client(form)
            match form.get("grant_type"):
                case "authorization_code":
                    grant = self._traded_code(form, client_id)
                    refresh_lives_s: float = REFRESH_LIVES_S
                case "refresh_token":
                    grant = self._live(form.get("refresh_token"), REFRESH, client_id)
                    refresh_lives_s = self._rest_of_life(grant)
                case _:
                    raise self._no("unsupported_grant_type", "The grant_type is not supported.")
        except Refused as refusal:
            return refusal.answer
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            pair = self.fresh_pair(
                grant.account_id, grant.scopes, client_id, refresh_lives_s=refresh_lives_s
            )
        return JSONResponse(pair, headers={"cache-control": "no-store"})

    async def revoke(self, request: Request) -> Response:
        """End everything the person allowed; there is nothing to say about it."""
        try:
            form = await _form(request)
            grant = self._live(form.get("token"), ACCESS, self._client(form))
        except Refused as refusal:
            return refusal.answer
        with self._world.db.transaction():
            self._world.grants.kill_all(NETWORK, grant.account_id)
            self._publishing.fail_unfinished(grant.account_id, "auth_removed")
        return Response()

    def fresh_pair(
        self,
        account_id: str,
        scopes: tuple[str, ...],
        client_id: str,
        *,
        lives_s: float = ACCESS_LIVES_S,
        refresh_lives_s: float = REFRESH_LIVES_S,
    ) -> dict[str, object]:
        """Return new tokens as the token call does."""
        issue = self._world.grants.issue
        facts = {"network": NETWORK, "account_id": account_id, "client_id": client_id}
        return {
            "access_token": issue(
                kind=ACCESS, prefix="act.", scopes=scopes, lives_s=lives_s, **facts
            ),
            "expires_in": int(lives_s),
            "open_id": account_id,
            "refresh_expires_in": int(refresh_lives_s),
            "refresh_token": issue(
                kind=REFRESH, prefix="rft.", scopes=scopes, lives_s=refresh_lives_s, **facts
            ),
            "scope": ",".join(scopes),
            "token_type": "Bearer",
        }

    def _client(self, form: FormData) -> str:
        client_id = str(form.get("client_key", ""))
        if not client_id or not form.get("client_secret"):
            raise self._no("invalid_request", "client_key and client_secret are required.")
        if not self._world.clients.proves(NETWORK, client_id, str(form["client_secret"])):
            raise self._no("invalid_client", "Client key or secret is incorrect.", 401)
        return client_id

    def _traded_code(self, form: FormData, client_id: str) -> Grant:
        grant = self._live(form.get("code"), CODE, client_id)
        if grant.details["redirect_uri"] != form.get("redirect_uri"):
            raise self._no(
                "invalid_request", "Redirect_uri is not matched with the uri of the code."
            )
        if not _proves(str(form.get("code_verifier", "")), str(grant.details["challenge"])):
            raise self._no("invalid_request", "Code verifier or code challenge is invalid.")
        return grant

    def _live(self, token: object, kind: str, client_id: str) -> Grant:
        grant = self._world.grants.find(NETWORK, str(token or ""))
        known = grant is not None and grant.kind == kind and self._world.grants.is_live(grant)
        # Tokens handed out by the control interface belong to no app and serve every one.
        if grant is None or not known or grant.client_id not in {client_id, "sandbox"}:
            raise self._no("invalid_grant", f"The {kind} token or code is invalid or expired.")
        return grant

    def _rest_of_life(self, grant: Grant) -> float:
        """Tell how long a refreshed grant lasts; TikTok does not say whether that starts anew."""
        if self._world.switches.of(NETWORK)["refresh_slides"] or grant.expires_at is None:
            return REFRESH_LIVES_S
        return grant.expires_at - self._world.epoch_s()

    def _no(self, error: str, description: str, status: int = 400) -> Refused:
        plain = bool(self._world.switches.of(NETWORK)["oauth_errors_with_200"])
        return Refused(oauth_error(error, description, 200 if plain else status))


async def _form(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(oauth_error("invalid_request", "The body must be a URL-encoded form."))
    return await request.form()


def _proves(verifier: str, challenge: str) -> bool:
    if not challenge:
        return True
    return hmac.compare_digest(hashlib.sha256(verifier.encode()).hexdigest(), challenge)
