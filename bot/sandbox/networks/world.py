"""Everything the stand-ins share, and what a stand-in has to bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.accounts import Accounts, RemoteAccount
from bot.sandbox.networks.blobs import Blobs
from bot.sandbox.networks.clients import Clients
from bot.sandbox.networks.database import Database
from bot.sandbox.networks.engagement import NOTHING, Engagement, engagement_of
from bot.sandbox.networks.faults import Faults, Refusal
from bot.sandbox.networks.fetching import Fetcher
from bot.sandbox.networks.grants import Grants
from bot.sandbox.networks.posts import Posts, RemotePost
from bot.sandbox.networks.quotas import Quotas
from bot.sandbox.networks.sequences import Sequences
from bot.sandbox.networks.switches import Setting, Switches
from platforms.errors import Step


@dataclass(frozen=True, slots=True)
class World:
    """The common ground of all stand-ins."""

    db: Database
    clock: OffsetClock
    accounts: Accounts
    blobs: Blobs
    clients: Clients
    faults: Faults
    fetcher: Fetcher
    grants: Grants
    posts: Posts
    quotas: Quotas
    sequences: Sequences
    switches: Switches

    def now(self) -> datetime:
        """Return the stand-ins' time."""
        return self.clock.now()

    def epoch_s(self) -> float:
        """Return the stand-ins' time as seconds since 1970."""
        return self.now().timestamp()

    def engagement_of(self, post: RemotePost) -> Engagement:
        """Return how people have reacted to a post until now."""
        return self.engagement_at(post, self.now())

    def engagement_at(self, post: RemotePost, moment: datetime) -> Engagement:
        """Return how people had reacted to a post by another moment."""
        account = self.accounts.by_id(post.network, post.account_id)
        return engagement_of(post, account, moment) if account else NOTHING


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account asked for by hand; ``None`` and ``()`` mean: what a normal consent would give."""

    handle: str
    flavour: str | None = None
    scopes: tuple[str, ...] = ()
    expires_in_s: float | None = None


class Network(Protocol):
    """One stand-in."""

    name: str
    refusals: Mapping[str, Refusal]
    flavours: tuple[str, ...]

    def routes(self) -> Sequence[BaseRoute]:
        """Return the network's paths, below its own name."""
        ...

    def step_of(self, request: Request, path: str) -> Step | None:
        """Tell which part of publishing a call is; ``None`` for pages that people open."""
        ...

    def throttled(self, request: Request, retry_after_s: float) -> Response:
        """Say "too many requests" in this network's words."""
        ...

    def unavailable(self, request: Request) -> Response:
        """Say "not now" in this network's words."""
        ...

    def unauthorized(self, request: Request) -> Response:
        """Say "this token is not taken" in this network's words."""
        ...

    def open_account(self, wanted: Wanted) -> dict[str, Any]:
        """Open the account, or find it, and return fresh tokens for it."""
        ...

    def new_account(self, handle: str) -> RemoteAccount:
        """Open the account, or find it, without any token."""
        ...


@runtime_checkable
class KeepsDates(Protocol):
    """A stand-in that does some things by itself when their time has come."""

    def keep_dates(self) -> None:
        """Do whatever has become due; called before every request to any stand-in."""
        ...


Defaults = Mapping[str, Setting]


def base_of(request: Request) -> str:
    """Return the address of the stand-ins' root as the caller wrote it, mounted or alone."""
    return str(request.scope["callboard.base"])
