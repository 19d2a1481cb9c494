"""Who is calling, may they, and how often yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.quotas import Allowance
from bot.sandbox.networks.twitter.answers import Refused, forbidden, too_many, unauthorized
from bot.sandbox.networks.twitter.limits import CALLS, DAY_S, Call
from bot.sandbox.networks.world import World

NETWORK = "twitter"
ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Caller:
    """The account a request acts for."""

    account: RemoteAccount
    grant: Grant


Guarded = Callable[[Request, Caller], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token and are not too many."""

    def __init__(self, world: World) -> None:
        self._world = world

    def guard(self, name: str, handler: Guarded) -> Callable[[Request], Awaitable[Response]]:
        """Return ``handler`` behind the checks that X makes for the call ``name``."""

        async def answer(request: Request) -> Response:
            headers: dict[str, str] = {}
            try:
                caller = self._admit(request, CALLS[name])
                self._count(name, caller, headers)
                response = await handler(request, caller)
            except Refused as refused:
                response = refused.answer
            for header, value in headers.items():
                response.headers.setdefault(header, value)
            return response

        return answer

    def _admit(self, request: Request, call: Call) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self._world.grants.find(NETWORK, token) if scheme.lower() == "bearer" else None
        if grant is None or grant.kind != ACCESS or not self._world.grants.is_live(grant):
            raise Refused(unauthorized())
        account = self._world.accounts.by_id(NETWORK, grant.account_id)
        if account is None:
            raise Refused(unauthorized())
        if not set(call.scopes) <= set(grant.scopes):
            raise Refused(forbidden("You are not permitted to perform this action."))
        return Caller(account, grant)

    def _count(self, name: str, caller: Caller, headers: dict[str, str]) -> None:
        for prefix, allowance in self._allowances(name, caller):
            headers[f"{prefix}-limit"] = str(allowance.limit)
            headers[f"{prefix}-remaining"] = str(allowance.remaining)
            headers[f"{prefix}-reset"] = str(int(allowance.resets_at))
            if allowance.is_exceeded:
                raise Refused(too_many(allowance.resets_at, allowance.limit))

    def _allowances(self, name: str, caller: Caller) -> Iterator[tuple[str, Allowance]]:
        call, quotas = CALLS[name], self._world.quotas
        if call.per_user:
            yield (
                "x-rate-limit",
                quotas.count(
                    *(NETWORK, f"user:{caller.account.id}", name),
                    limit=call.per_user.limit,
                    window_s=call.per_user.window_s,
                ),
            )
        if call.per_app:
            daily = call.per_app.window_s == DAY_S
            yield (
                "x-app-limit-24hour" if daily else "x-app-limit",
                quotas.count(
                    *(NETWORK, f"app:{caller.grant.client_id}", name),
                    limit=call.per_app.limit,
                    window_s=call.per_app.window_s,
                ),
            )
