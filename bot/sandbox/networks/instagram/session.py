"""Who is calling, may they, and how much have they called."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.instagram.answers import (
    Refused,
    graph_error,
    not_permitted,
    not_visible,
    refused,
)
from bot.sandbox.networks.instagram.params import Params, read_params
from bot.sandbox.networks.instagram.scopes import FACEBOOK, NEEDED
from bot.sandbox.networks.world import World

NETWORK = "instagram"
SHORT, LONG, USER_SHORT, USER_LONG, PAGE = "short", "long", "user_short", "user_long", "page"
TOKENS = frozenset({SHORT, LONG, USER_SHORT, USER_LONG, PAGE})
CALLS_A_DAY, DAY_S = 4_800, 86_400
"""The real number is 4,800 times the account's impressions of the last day; here: times one."""
CALLS_AN_HOUR, HOUR_S = 200, 3_600


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
Handler = Callable[[Request], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token, and tells in headers how much was used."""

    def __init__(self, world: World) -> None:
        self._world = world

    def guard(self, handler: Guarded) -> Handler:
        """Return ``handler`` behind the checks of an Instagram object."""

        async def answer(request: Request) -> Response:
            headers: dict[str, str] = {}
            try:
                caller = self.admit(request, await read_params(request))
                self._count_business(caller, headers)
                response = await handler(request, caller)
            except Refused as refusal:
                response = refusal.answer
            response.headers.update(headers)
            return response

        return answer

    def guard_person(self, handler: Guarded) -> Handler:
        """Return ``handler`` behind the checks of a person's own data."""

        async def answer(request: Request) -> Response:
            headers: dict[str, str] = {}
            try:
                caller = self.admit(request, await read_params(request))
                self._count_app(caller, headers)
                response = await handler(request, caller)
            except Refused as refusal:
                response = refusal.answer
            response.headers.update(headers)
            return response

        return answer

    def admit(self, request: Request, params: Params) -> Caller:
        """Recognise the token; raises ``Refused``."""
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        token = bearer if scheme.lower() in {"bearer", "oauth"} else params.get("access_token")
        if not token:
            raise refused(104, "An access token is required to request this resource.")
        return Caller(*self.recognise(token), params)

    def recognise(self, token: str) -> tuple[RemoteAccount, Grant]:
        """Find the account and the grant of a token; raises ``Refused``."""
        grant = self._world.grants.find(NETWORK, token)
        account = self._world.accounts.by_id(NETWORK, grant.account_id) if grant else None
        if grant is None or account is None or grant.kind not in TOKENS:
            raise refused(190, "Invalid OAuth access token - Cannot parse access token")
        if grant.is_dead:
            text = "Error validating access token: The user has not authorized application."
            raise refused(190, text, subcode=458)
        if self._world.grants.is_expired(grant):
            text = "Error validating access token: Session has expired."
            raise refused(190, text, subcode=463)
        return account, grant

    def _count_business(self, caller: Caller, headers: dict[str, str]) -> None:
        used = self._world.quotas.count(
            NETWORK, caller.account.id, "calls", limit=CALLS_A_DAY, window_s=DAY_S
        )
        left_s = used.resets_at - self._world.epoch_s()
        wait = math.ceil(left_s / 60) if used.is_exceeded else 0
        headers["x-business-use-case-usage"] = business_usage(
            caller.account.id, 100 * used.used // used.limit, wait
        )
        if used.is_exceeded:
            raise refused(
                80002, "(#80002) There have been too many calls to this Instagram account."
            )

    def _count_app(self, caller: Caller, headers: dict[str, str]) -> None:
        if caller.flavour != FACEBOOK:
            self._count_business(caller, headers)
            return
        used = self._world.quotas.count(
            NETWORK, caller.node, "app", limit=CALLS_AN_HOUR, window_s=HOUR_S
        )
        percent = 100 * used.used // used.limit
        headers["x-app-usage"] = json.dumps(
            {"call_count": percent, "total_time": percent, "total_cputime": percent}
        )
        if used.is_exceeded:
            raise Refused(graph_error(4, "(#4) Application request limit reached"))


def business_usage(ig_id: str, percent: int, regain_minutes: int) -> str:
    """Return the header that tells how much of an account's calls is used."""
    usage = {
        "type": "instagram",
        "call_count": percent,
        "total_cputime": percent,
        "total_time": percent,
        "estimated_time_to_regain_access": regain_minutes,
    }
    return json.dumps({ig_id: [usage]})
