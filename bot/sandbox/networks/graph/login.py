"""
Facebook Login: codes, user tokens, Page tokens, and what they are good for.

https://developers.facebook.com/docs/facebook-login/guides/access-tokens
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.graph.answers import Refused, refused
from bot.sandbox.networks.graph.consent import CODE
from bot.sandbox.networks.graph.params import Params, read_params
from bot.sandbox.networks.graph.tokens import PAGE, USER_LONG, USER_SHORT, Tokens
from bot.sandbox.networks.world import World

FLAVOUR = "facebook"
SHORT_LIVES_S, LONG_LIVES_S = 3_600, 5_183_944
DATA_ACCESS_S = 90 * 86_400
PREFIX = "EAA"
CARRIED = ("pages", "user_id", "declined")
"""Details of a grant that go over to the tokens it is traded for."""


class Login:
    """The calls of this login, for whichever network it opens."""

    def __init__(self, world: World, network: str, tokens: Tokens) -> None:
        self._world = world
        self._network = network
        self._tokens = tokens

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
            grant = self._tokens.recognise(params.get("input_token", ""))
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
            "profile_id" if grant.kind == PAGE else "user_id": grant.account_id,
        }
        return JSONResponse({"data": data | _granular(grant)})

    def permissions(self, grant: Grant) -> Response:
        """List what was granted and what was not."""
        granted = [{"permission": scope, "status": "granted"} for scope in grant.scopes]
        declined = [
            {"permission": scope, "status": "declined"}
            for scope in grant.details.get("declined", ())
        ]
        return JSONResponse({"data": granted + declined})

    def revoke(self, account_ids: Iterable[str], permission: str | None) -> Response:
        """Take back one permission, or all of them, from every token of these accounts."""
        for account_id in account_ids:
            if permission:
                self._world.grants.narrow(self._network, account_id, permission)
            else:
                self._world.grants.kill_all(self._network, account_id)
        return JSONResponse({"success": True})

    def issue(
        self,
        kind: str,
        account_id: str,
        scopes: tuple[str, ...],
        client_id: str,
        lives_s: float | None,
        **details: Any,
    ) -> str:
        """Give out a token of this login; ``lives_s=None`` for one that never ends."""
        return self._world.grants.issue(
            network=self._network,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            prefix=PREFIX,
            lives_s=lives_s,
            client_id=client_id,
            flavour=FLAVOUR,
            **details,
        )

    def page_token(self, grant: Grant, page_id: str) -> str:
        """Give out the token of a Page: it outlives a long-lived user token."""
        lives_s = None if grant.kind in {USER_LONG, PAGE} else SHORT_LIVES_S
        return self.issue(
            PAGE, page_id, grant.scopes, grant.client_id, lives_s, **_carried(grant, "user_id")
        )

    def _is_client(self, params: Params) -> None:
        client_id, secret = params.get("client_id", ""), params.get("client_secret", "")
        if not self._world.clients.proves(self._network, client_id, secret):
            raise refused(101, "Error validating client secret.")

    def _may_debug(self, token: str) -> None:
        app_id, _, secret = token.partition("|")
        if not (secret and self._world.clients.proves(self._network, app_id, secret)):
            self._tokens.recognise(token)

    def _trade_code(self, params: Params) -> Response:
        grants = self._world.grants
        grant = grants.find(self._network, params.get("code", "").removesuffix("#_=_"))
        good = grant is not None and grant.kind == CODE and grants.is_live(grant)
        if grant is None or not good or grant.details["flavour"] != FLAVOUR:
            raise refused(
                100, "This authorization code has been used or has expired.", subcode=36009
            )
        same_client = grant.client_id == params["client_id"]
        if grant.details["redirect_uri"] != params.get("redirect_uri") or not same_client:
            text = "Error validating verification code. The redirect_uri is not the same."
            raise refused(100, text, subcode=36008)
        with self._world.db.transaction():
            grants.kill(grant)
            return self._user_token(grant, USER_SHORT, SHORT_LIVES_S)

    def _exchange(self, params: Params) -> Response:
        grant = self._tokens.recognise(params.get("fb_exchange_token", ""))
        if grant.kind not in {USER_SHORT, USER_LONG}:
            raise refused(190, "The token to exchange is not a user token")
        return self._user_token(grant, USER_LONG, LONG_LIVES_S)

    def _user_token(self, grant: Grant, kind: str, lives_s: int) -> Response:
        token = self.issue(
            *(kind, grant.account_id, grant.scopes, grant.client_id, lives_s),
            **_carried(grant, *CARRIED),
        )
        return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": lives_s})


def _carried(grant: Grant, *names: str) -> dict[str, Any]:
    return {name: grant.details[name] for name in names if name in grant.details}


def _granular(grant: Grant) -> dict[str, Any]:
    pages = grant.details.get("pages")
    if pages is None:
        return {}
    scopes = [{"scope": scope, "target_ids": pages} for scope in grant.scopes]
    return {"granular_scopes": scopes}
