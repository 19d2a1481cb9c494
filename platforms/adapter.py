"""What a network's adapter is, and what it is handed to do its work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx

from platforms.clock import Clock
from platforms.composition import Composition
from platforms.content import Account, Content, Published, Rendition, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import Step
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules


class Journal(Protocol):
    """
    What an adapter reports while it publishes; the publisher writes it to disk.

    A checkpoint is a fact a later attempt can build on ("media:0" → the network's media
    id). An intent is committed just before the first byte of a call that cannot be undone.
    """

    def reached(self, name: str) -> str | None:
        """Return what an earlier attempt stored under ``name``."""
        ...

    async def checkpoint(self, name: str, value: str) -> None:
        """Store that this point was reached, durably, before going on."""
        ...

    async def intend(self, step: Step, request_hash: str) -> datetime:
        """
        Commit that an irreversible request is about to be sent; return its send-by deadline.

        Raises whatever the publisher raises when this attempt no longer owns the post;
        the request is then never sent.
        """
        ...

    async def progress(self, done: float, saying: str) -> None:
        """Tell people how far along the post is: ``done`` from 0 to 1, ``saying`` in words."""
        ...


@dataclass(frozen=True, slots=True)
class Wire:
    """An adapter's way to the outside: connection, endpoints, time and journal."""

    http: httpx.AsyncClient
    endpoints: Endpoints
    clock: Clock
    journal: Journal


@dataclass(frozen=True, slots=True)
class Delivery:
    """One claimed post, ready to go: its content, its account, its prepared files."""

    post_id: str
    content: Content
    account: Account
    files: tuple[Rendition, ...] = ()


class Adapter(Protocol):
    """A network. Everything network-specific is behind these members."""

    network: str
    rules: Rules
    default_endpoints: Endpoints
    logins: Mapping[str, Login]
    """The network's login products by flavour; the first is the one to offer first."""

    def compose(self, content: Content) -> Composition:
        """Decide exactly what is sent. Preview, approval hash and request all come from here."""
        ...

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """
        Publish, resuming from the journal's checkpoints; raise only ``PlatformError``.

        Nothing after the post is live may raise: an unreadable link is ``url=None``.
        """
        ...

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask the network whose token this is; used before an account is stored."""
        ...

    async def refresh(self, account: Account, refresh_token: str, wire: Wire) -> Tokens:
        """Trade the refresh token (or the long-lived token itself) for fresh ones."""
        ...

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a person's consent for tokens and list every account that it opens."""
        ...

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """Tell the network that Callboard no longer acts for this account, where one can."""
        ...
