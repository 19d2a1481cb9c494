"""
Instagram API with Facebook Login: consent, user tokens, Pages and their tokens.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.instagram.answers import Refused, not_visible, refused
from bot.sandbox.networks.instagram.consent import CODE, Consent
from bot.sandbox.networks.instagram.params import Params, read_params
from bot.sandbox.networks.instagram.scopes import FACEBOOK
from bot.sandbox.networks.instagram.session import (
    NETWORK,
    PAGE,
    USER_LONG,
    USER_SHORT,
    Caller,
    Reception,
)
from bot.sandbox.networks.world import World

SHORT_LIVES_S, LONG_LIVES_S = 3_600, 5_183_944
DATA_ACCESS_S = 90 * 86_400
PREFIX = "EAA"


class FacebookLogin:
    """The calls of this login product."""

    def __init__(self, world: World, consent: Consent, reception: Reception) -> None:
        self._world = world
        self._consent = consent
        self._reception = reception

    async def authorize(self, request: Request) -> Response:
        """Ask the person."""
        return await self._consent.ask(request, FACEBOOK, "Facebook")

    async def access_token(self, request: Request) -> Response:
        """Trade a code for a user token, or a short-lived user token for a long-lived one."""
        params = await read_params(request)
        try:
            self._is_client(params)
            if params.get("grant_type") == "fb_exchange_token":
                return self._exchange(params)
            return self._trade_code(params)
        except Refused as refusal:
            return refusal.answer

    async def debug_token(self, request: Request) -> Response:
        """Tell what a token is good for."""
        params = await read_params(request)
        try:
            self._may_debug(params.get("access_token", ""))
        except Refused as refusal:
            return refusal.answer
        try:
            _, grant = self._reception.recognise(params.get("input_token", ""))
        except Refused:
            return JSONResponse({"data": {"is_valid": False, "scopes": []}})
        data = {
            "app_id": grant.client_id,
            "type": "PAGE" if grant.kind == PAGE else "USER",
            "is_valid": True,
            "issued_at": int(grant.issued_at),
            "expires_at": int(grant.expires_at or 0),
            "data_access_expires_at": int(grant.issued_at + DATA_ACCESS_S),
            "scopes": list(grant.scopes),
        }
        return JSONResponse({"data": data})

    async def permissions(self, request: Request, caller: Caller) -> Response:
        """List what was granted."""
        self._is_me(request, caller)
        granted = [{"permission": scope, "status": "granted"} for scope in caller.grant.scopes]
        return JSONResponse({"data": granted})

    async def revoke(self, request: Request, caller: Caller) -> Response:
        """Take back one permission, or all of them."""
        self._is_me(request, caller)
        name = request.path_params.get("permission")
        if name:
            self._world.grants.narrow(NETWORK, caller.account.id, name)
        else:
            self._world.grants.kill_all(NETWORK, caller.account.id)
        return JSONResponse({"success": True})

    def issue(
        self,
        kind: str,
        account_id: str,
        scopes: tuple[str, ...],
        client_id: str,
        lives_s: float | None,
    ) -> str:
        """Give out a token of this login product; ``lives_s=None`` for one that never ends."""
        return self._world.grants.issue(
            network=NETWORK,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            prefix=PREFIX,
            lives_s=lives_s,
            client_id=client_id,
            flavour=FACEBOOK,
        )

    def page_token(self, caller: Caller) -> str:
        """Give out the token of the caller's Page: it outlives a long-lived user token."""
        lasting = caller.grant.kind in {USER_LONG, PAGE}
        return self.issue(
            PAGE,
            caller.account.id,
            caller.grant.scopes,
            caller.grant.client_id,
            None if lasting else SHORT_LIVES_S,
        )

    def _is_client(self, params: Params) -> None:
        client_id, secret = params.get("client_id", ""), params.get("client_secret", "")
        if not self._world.clients.proves(NETWORK, client_id, secret):
            raise refused(101, "Error validating client secret.")

    def _may_debug(self, token: str) -> None:
        app_id, _, secret = token.partition("|")
        if not (secret and self._world.clients.proves(NETWORK, app_id, secret)):
            self._reception.recognise(token)

    def _trade_code(self, params: Params) -> Response:
        grant = self._world.grants.find(NETWORK, params.get("code", "").removesuffix("#_=_"))
        good = grant is not None and grant.kind == CODE and self._world.grants.is_live(grant)
        if grant is None or not good or grant.details["flavour"] != FACEBOOK:
            raise refused(
                100, "This authorization code has been used or has expired.", subcode=36009
            )
        same_client = grant.client_id == params["client_id"]
        if grant.details["redirect_uri"] != params.get("redirect_uri") or not same_client:
            text = "Error validating verification code. The redirect_uri is not the same."
            raise refused(100, text, subcode=36008)
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            return self._user_token(grant, USER_SHORT, SHORT_LIVES_S)

    def _exchange(self, params: Params) -> Response:
        _, grant = self._reception.recognise(params.get("fb_exchange_token", ""))
        if grant.kind not in {USER_SHORT, USER_LONG}:
            raise refused(190, "The token to exchange is not a user token")
        return self._user_token(grant, USER_LONG, LONG_LIVES_S)

    def _user_token(self, grant: Grant, kind: str, lives_s: int) -> Response:
        token = self.issue(kind, grant.account_id, grant.scopes, grant.client_id, lives_s)
        return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": lives_s})

    def _is_me(self, request: Request, caller: Caller) -> None:
        person = str(caller.account.details["user_id"])
        named = request.path_params.get("id", "me")
        if caller.flavour != FACEBOOK or caller.grant.kind == PAGE or named not in {"me", person}:
            raise not_visible(named)


def page_of(account: RemoteAccount) -> dict[str, Any]:
    """Return the Facebook Page that an Instagram account is linked to."""
    return {"id": account.details["page_id"], "name": account.details["page_name"]}
