"""
Instagram API with Instagram Login: consent, code, short and long-lived tokens.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.graph.answers import Refused, refused
from bot.sandbox.networks.graph.consent import CODE, Consent, Product
from bot.sandbox.networks.graph.params import read_params
from bot.sandbox.networks.instagram.answers import basic_error
from bot.sandbox.networks.instagram.scopes import INSTAGRAM, KNOWN
from bot.sandbox.networks.instagram.session import LONG, NETWORK, SHORT, Reception
from bot.sandbox.networks.world import World

SHORT_LIVES_S = 3_600
LONG_LIVES_S = 5_183_944
REFRESHABLE_AFTER_S = 86_400
PREFIX = "IGAA"
PRODUCT = Product(INSTAGRAM, "Instagram", KNOWN[INSTAGRAM], "#_")


class InstagramLogin:
    """The calls of this login product."""

    def __init__(self, world: World, consent: Consent, reception: Reception) -> None:
        self._world = world
        self._consent = consent
        self._reception = reception

    async def authorize(self, request: Request) -> Response:
        """Ask the person."""
        return await self._consent.ask(request, PRODUCT)

    async def trade_code(self, request: Request) -> Response:
        """Trade a code for a token of one hour (``api.instagram.com``)."""
        form = await request.form()
        asked = {name: str(value) for name, value in form.items()}
        clients = self._world.clients
        if asked.get("grant_type") != "authorization_code":
            return basic_error("Invalid grant_type: must be authorization_code")
        if not clients.proves(NETWORK, asked.get("client_id", ""), asked.get("client_secret", "")):
            return basic_error("Error validating client secret")
        code = asked.get("code", "").removesuffix("#_")
        grant = self._world.grants.find(NETWORK, code)
        if grant is None or grant.kind != CODE or not self._world.grants.is_live(grant):
            return basic_error("Matching code was not found or was already used")
        if grant.client_id != asked["client_id"] or grant.details["flavour"] != INSTAGRAM:
            return basic_error("Matching code was not found or was already used")
        if grant.details["redirect_uri"] != asked.get("redirect_uri"):
            return basic_error("Error validating verification code: redirect_uri is not the same")
        with self._world.db.transaction():
            self._world.grants.kill(grant)
            token = self.issue(
                SHORT, grant.account_id, grant.scopes, grant.client_id, SHORT_LIVES_S
            )
        return JSONResponse(self._nested(token, grant))

    async def exchange(self, request: Request) -> Response:
        """Trade a short-lived token for one of sixty days."""
        params = await read_params(request)
        try:
            grant = self._reception.tokens.recognise(params.get("access_token", ""))
            if params.get("grant_type") != "ig_exchange_token":
                raise refused(100, "Unsupported grant_type")
            if not self._world.clients.proves(
                NETWORK, grant.client_id, params.get("client_secret", "")
            ):
                raise refused(101, "Error validating client secret.")
            if grant.kind != SHORT:
                raise refused(190, "The access token is not a short-lived one")
        except Refused as refusal:
            return refusal.answer
        return self._long(grant)

    async def refresh(self, request: Request) -> Response:
        """Trade a long-lived token that is a day old for a fresh one."""
        params = await read_params(request)
        try:
            grant = self._reception.tokens.recognise(params.get("access_token", ""))
            if params.get("grant_type") != "ig_refresh_token":
                raise refused(100, "Unsupported grant_type")
            if grant.kind != LONG or "instagram_business_basic" not in grant.scopes:
                raise refused(10, "(#10) The access token cannot be refreshed")
            if self._world.epoch_s() - grant.issued_at < REFRESHABLE_AFTER_S:
                raise refused(100, "(#100) The access token must be at least 24 hours old")
        except Refused as refusal:
            return refusal.answer
        return self._long(grant)

    def issue(
        self,
        kind: str,
        account_id: str,
        scopes: tuple[str, ...],
        client_id: str,
        lives_s: float,
    ) -> str:
        """Give out a token of this login product."""
        return self._world.grants.issue(
            network=NETWORK,
            account_id=account_id,
            kind=kind,
            scopes=scopes,
            prefix=PREFIX,
            lives_s=lives_s,
            client_id=client_id,
            flavour=INSTAGRAM,
        )

    def _long(self, grant: Grant) -> Response:
        token = self.issue(LONG, grant.account_id, grant.scopes, grant.client_id, LONG_LIVES_S)
        return JSONResponse(
            {
                "access_token": token,
                "token_type": "bearer",
                "expires_in": LONG_LIVES_S,
                "permissions": ",".join(grant.scopes),
            }
        )

    def _nested(self, token: str, grant: Grant) -> dict[str, object]:
        """Answer in one of the two shapes that are both seen: flat, or in ``data``."""
        if self._world.switches.word(NETWORK, "token_shape") == "nested":
            permissions = ",".join(grant.scopes)
            inner = {"user_id": grant.account_id, "permissions": permissions}
            return {"data": [{"access_token": token, **inner}]}
        return {
            "access_token": token,
            "user_id": int(grant.account_id),
            "permissions": list(grant.scopes),
        }
