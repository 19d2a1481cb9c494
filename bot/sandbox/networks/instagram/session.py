"""Who is calling, may they, and how much have they called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.graph.answers import not_permitted, not_visible
from bot.sandbox.networks.graph.guarding import Admission, Handler, guarded
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.graph.tokens import LOGIN_TOKENS, PAGE, Tokens, token_of
from bot.sandbox.networks.graph.usage import Usage
from bot.sandbox.networks.instagram.scopes import FACEBOOK, NEEDED
from bot.sandbox.networks.world import World

NETWORK = "instagram"
SHORT, LONG = "short", "long"
TOKENS = LOGIN_TOKENS | {SHORT, LONG}
CALLS_THROTTLED = 80002


@dataclass(frozen=True, slots=True)
class Caller:
    """The account a request acts for and the parameters it brought."""

    account: RemoteAccount
    grant: Grant
    params: Params

    @property
    def flavour(self) -> str:
        """The login product the token comes from."""
        return str(self.grant.details["flavour"])

    @property
    def node(self) -> str:
        """The id that ``me`` stands for."""
        if self.flavour != FACEBOOK:
            return self.account.id
        return str(self.account.details["page_id" if self.grant.kind == PAGE else "user_id"])

    def needs(self, right: str) -> None:
        """Raise ``Refused`` unless the token carries the scopes of ``right``."""
        scopes = NEEDED[self.flavour][right]
        if scopes is None or not set(scopes) <= set(self.grant.scopes):
            raise not_permitted()

    def owns(self, ig_id: str) -> None:
        """Raise ``Refused`` unless the path names this caller's Instagram account."""
        mine = {self.account.id} | ({"me"} if self.flavour != FACEBOOK else set())
        if ig_id not in mine:
            raise not_visible(ig_id)


Guarded = Callable[[Request, Caller], Awaitable[Response]]
Counting = Callable[[Caller, dict[str, str]], None]


class Reception:
    """Lets calls in that carry a good token, and tells in headers how much was used."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.tokens = Tokens(world, NETWORK, TOKENS)
        self.usage = Usage(world, NETWORK, "instagram", CALLS_THROTTLED)

    def guard(self, handler: Guarded) -> Handler:
        """Return ``handler`` behind the checks of an Instagram object."""
        return guarded(handler, self._counted(self._count_business))

    def guard_person(self, handler: Guarded) -> Handler:
        """Return ``handler`` behind the checks of a person's own data."""
        return guarded(handler, self._counted(self._count_app))

    def admit(self, request: Request, params: Params) -> Caller:
        """Recognise the token; raises ``Refused``."""
        grant = self.tokens.recognise(token_of(request, params))
        account = self._world.accounts.by_id(NETWORK, grant.account_id)
        if account is None:
            raise not_visible(grant.account_id)
        return Caller(account, grant, params)

    def _counted(self, count: Counting) -> Admission[Caller]:
        def received(request: Request, params: Params, headers: dict[str, str]) -> Caller:
            caller = self.admit(request, params)
            count(caller, headers)
            return caller

        return received

    def _count_app(self, caller: Caller, headers: dict[str, str]) -> None:
        if caller.flavour == FACEBOOK:
            self.usage.count_app(caller.node, headers)
        else:
            self._count_business(caller, headers)

    def _count_business(self, caller: Caller, headers: dict[str, str]) -> None:
        self.usage.count_business(caller.account.id, headers)
