"""Who is calling, may they, and did they send the headers that LinkedIn asks for."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.linkedin.answers import (
    EMPTY,
    EXPIRED,
    INVALID,
    REVOKED,
    Refused,
    denied,
    illegal,
    not_permitted,
    refused,
    rest_error,
    too_many,
    wrong_urn,
)
from bot.sandbox.networks.linkedin.scopes import MEMBER, ORGANIZATION, READ, WRITE
from bot.sandbox.networks.linkedin.urns import check_encoding, kind_of, organization_of, person_of
from bot.sandbox.networks.world import World

NETWORK = "linkedin"
ACCESS = "access"
DAY_S = 86_400
CALLS_A_DAY = 100_000
"""Of one app."""
WRITERS = frozenset({"ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "DIRECT_SPONSORED_CONTENT_POSTER"})
"""Roles that may post for a page."""
PROTOCOL = "2.0.0"
VERSION_MISSING = (
    "A version must be present. Please specify a version by adding the LinkedIn-Version header."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """The member a request acts for, who may look after a page."""

    account: RemoteAccount
    grant: Grant

    @property
    def person(self) -> str:
        """The member's URN."""
        return person_of(self.account)

    @property
    def organization(self) -> str:
        """The page's URN, if the member has a role there; else empty."""
        return organization_of(self.account) if self.account.details["role"] else ""

    def has(self, *scopes: str) -> bool:
        """Tell whether the token carries one of the scopes."""
        return bool(set(scopes) & set(self.grant.scopes))

    def needs(self, what: str, *scopes: str) -> None:
        """Raise ``Refused`` unless the token carries one of the scopes."""
        if not self.has(*scopes):
            raise not_permitted(what)

    def writes_as(self, urn: str, field: str, what: str) -> None:
        """Raise ``Refused`` unless the token may act as this member or page."""
        self.needs(what, WRITE[self._side(urn, field)])
        if urn == self.organization and self.account.details["role"] not in WRITERS:
            raise not_permitted(what)

    def reads(self, urn: str, field: str, what: str) -> None:
        """Raise ``Refused`` unless the token may look at what this member or page did."""
        self.needs(what, READ[self._side(urn, field)])

    def _side(self, urn: str, field: str) -> str:
        if kind_of(urn) not in {"person", "organization"}:
            raise wrong_urn(field, urn, "person or organization")
        if urn == self.person:
            return MEMBER
        if urn == self.organization:
            return ORGANIZATION
        raise denied(f"{field} {urn} does not belong to the member of this token")


Guarded = Callable[[Request, Caller], Awaitable[Response]]
Handler = Callable[[Request], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token and the headers of the versioned API."""

    def __init__(self, world: World) -> None:
        self._world = world

    def guard(self, handler: Guarded, *, versioned: bool = True) -> Handler:
        """Return ``handler`` behind the checks that every call passes."""

        async def answer(request: Request) -> Response:
            try:
                caller = self.admit(request)
                if versioned:
                    self._check_headers(request)
                    check_encoding(request)
                self.count(f"app:{caller.grant.client_id}", "calls", CALLS_A_DAY)
                response = await handler(request, caller)
            except Refused as refusal:
                response = refusal.answer
            return traced(response)

        return answer

    def admit(self, request: Request) -> Caller:
        """Recognise the token; raises ``Refused``."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused(rest_error(*EMPTY))
        grant = self._world.grants.find(NETWORK, token)
        account = self._world.accounts.by_id(NETWORK, grant.account_id) if grant else None
        if grant is None or account is None or grant.kind != ACCESS:
            raise Refused(rest_error(*INVALID))
        if grant.is_dead:
            raise Refused(rest_error(*REVOKED))
        if self._world.grants.is_expired(grant):
            raise Refused(rest_error(*EXPIRED))
        return Caller(account, grant)

    def count(self, subject: str, name: str, limit: int) -> None:
        """Count a call of today, which ends at midnight UTC; raises ``Refused``."""
        today = self._world.now().date().isoformat()
        allowance = self._world.quotas.count(
            *(NETWORK, f"{subject}:{today}", name), limit=limit, window_s=DAY_S
        )
        if allowance.is_exceeded:
            raise Refused(too_many(for_the_day=True))

    def _check_headers(self, request: Request) -> None:
        version = request.headers.get("linkedin-version", "")
        if not version:
            raise refused(400, "VERSION_MISSING", VERSION_MISSING)
        oldest, newest = (
            self._world.switches.number(NETWORK, name)
            for name in ("oldest_version", "newest_version")
        )
        is_month = re.fullmatch(r"20\d\d(0[1-9]|1[0-2])", version)
        if not is_month or not oldest <= int(version) <= newest:
            raise Refused(version_dead(version))
        if request.headers.get("x-restli-protocol-version") != PROTOCOL:
            raise illegal("X-RestLi-Protocol-Version must be 2.0.0")
        kind = request.headers.get("content-type", "")
        if request.method == "POST" and not kind.startswith("application/json"):
            raise refused(415, "UNSUPPORTED_MEDIA_TYPE", f"Unsupported media type: {kind}")


def version_dead(version: str) -> Response:
    """Say that a month's version is over, or never was."""
    text = f"Requested version {version}01 is not active"
    return rest_error(426, "NONEXISTENT_VERSION", text)


def traced(response: Response) -> Response:
    """Add the headers that LinkedIn's support asks for."""
    response.headers["x-li-uuid"] = secrets.token_urlsafe(16)
    response.headers["x-li-request-id"] = secrets.token_hex(10)
    response.headers["x-li-fabric"] = "stand-in"
    return response
