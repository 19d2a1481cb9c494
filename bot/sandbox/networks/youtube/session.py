"""Who is calling, may they, and can their project still pay for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.world import World
from bot.sandbox.networks.youtube.answers import (
    HEADER,
    Refused,
    auth_error,
    google_error,
    signup_required,
    too_narrow,
)
from bot.sandbox.networks.youtube.calls import CALLS, Call
from bot.sandbox.networks.youtube.ledger import Ledger

NETWORK = "youtube"
ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Caller:
    """The channel a request acts for, and the app that acts."""

    account: RemoteAccount
    grant: Grant

    @property
    def project(self) -> str:
        """The project whose quota pays."""
        return self.grant.client_id


Guarded = Callable[[Request, Caller], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token with the right scope and are paid for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ledger = Ledger(world, NETWORK)

    def guard(self, name: str, handler: Guarded) -> Callable[[Request], Awaitable[Response]]:
        """Return ``handler`` behind the checks that Google makes for the call ``name``."""
        call = CALLS[name]

        async def answer(request: Request) -> Response:
            try:
                caller = self._admit(request, call)
                self._ledger.spend(caller.project, call)
            except Refused as refused:
                return refused.answer
            try:
                return await handler(request, caller)
            except Refused as refused:
                self._ledger.give_back(caller.project, call)
                return refused.answer

        return answer

    def _admit(self, request: Request, call: Call) -> Caller:
        caller = self.recognise(request)
        if not set(call.scopes) & set(caller.grant.scopes):
            raise Refused(too_narrow())
        if not caller.account.details.get("channel", True):
            raise Refused(signup_required())
        return caller

    def recognise(self, request: Request) -> Caller:
        """Find whose token a request carries; raises ``Refused``."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not token:
            raise Refused(_no_token())
        grant = self._world.grants.find(NETWORK, token) if scheme.lower() == "bearer" else None
        if grant is None or grant.kind != ACCESS or not self._world.grants.is_live(grant):
            raise Refused(auth_error())
        account = self._world.accounts.by_id(NETWORK, grant.account_id)
        if account is None:
            raise Refused(auth_error())
        return Caller(account, grant)


def _no_token() -> Response:
    text = "Request is missing required authentication credential. Expected OAuth 2 access token."
    return google_error(401, "required", text, place=HEADER, word="UNAUTHENTICATED")
