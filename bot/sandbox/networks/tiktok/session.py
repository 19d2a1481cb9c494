"""Who is calling, may they, and how often yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.tiktok.answers import Refused, refused
from bot.sandbox.networks.tiktok.scopes import CALLS, MINUTE_S, Call
from bot.sandbox.networks.world import World

NETWORK = "tiktok"
ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Caller:
    """The account a request acts for."""

    account: RemoteAccount
    grant: Grant

    def needs(self, scope: str) -> None:
        """Raise ``Refused`` unless the token carries ``scope``."""
        if scope not in self.grant.scopes:
            raise refused("scope_not_authorized")


Guarded = Callable[[Request, Caller], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token and are not too many."""

    def __init__(self, world: World) -> None:
        self._world = world

    def guard(self, name: str, handler: Guarded) -> Callable[[Request], Awaitable[Response]]:
        """Return ``handler`` behind the checks that TikTok makes for the call ``name``."""

        async def answer(request: Request) -> Response:
            try:
                caller = self._admit(request, CALLS[name])
                self._count(name, caller)
                return await handler(request, caller)
            except Refused as refusal:
                return refusal.answer

        return answer

    def _admit(self, request: Request, call: Call) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self._world.grants.find(NETWORK, token) if scheme.lower() == "bearer" else None
        if grant is None or grant.kind != ACCESS or not self._world.grants.is_live(grant):
            raise refused("access_token_invalid")
        account = self._world.accounts.by_id(NETWORK, grant.account_id)
        if account is None:
            raise refused("access_token_invalid")
        if call.scopes and not call.scopes & set(grant.scopes):
            raise refused("scope_not_authorized")
        return Caller(account, grant)

    def _count(self, name: str, caller: Caller) -> None:
        call, grant = CALLS[name], caller.grant
        subject = f"app:{grant.client_id}" if call.per_app else f"token:{grant.digest}"
        used = self._world.quotas.count(
            NETWORK, subject, name, limit=call.a_minute, window_s=MINUTE_S
        )
        if used.is_exceeded:
            raise refused("rate_limit_exceeded")
