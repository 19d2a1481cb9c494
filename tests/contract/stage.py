"""Everything one post needs to go out to a stand-in: account, prepared files, wire, journal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from platforms.adapter import Adapter, Delivery, Wire
from platforms.content import Account, Content, Kind, Media, Published, Rendition
from platforms.endpoints import Endpoints
from platforms.media.prepare import prepare
from platforms.registry import ADAPTERS
from tests.contract.contents import Made, made
from tests.contract.facts.facebook import FACEBOOK
from tests.contract.facts.facts import Facts
from tests.contract.facts.instagram import INSTAGRAM
from tests.contract.facts.linkedin import LINKEDIN
from tests.contract.facts.tiktok import TIKTOK
from tests.contract.facts.twitter import X
from tests.contract.facts.youtube import YOUTUBE
from tests.contract.notebook import Notebook
from tests.contract.overheard import Overheard


@dataclass(frozen=True)
class Login:
    """One network with one of its login products."""

    network: str
    flavour: str = ""

    @property
    def adapter(self) -> Adapter:
        """The network's adapter."""
        return ADAPTERS[self.network]

    @property
    def facts(self) -> Facts:
        """What the tests know about the network."""
        return next(facts for facts in NETWORKS if facts.network == self.network)

    @property
    def handle(self) -> str:
        """What the network calls the account of the stage."""
        return self.facts.handles.get(self.flavour, "acme")

    def __str__(self) -> str:
        return f"{self.network}-{self.flavour}" if self.flavour else self.network


NETWORKS = (X, INSTAGRAM, YOUTUBE, LINKEDIN, TIKTOK, FACEBOOK)
"""A further network joins every contract test by its line here."""

LOGINS = tuple(Login(facts.network, flavour) for facts in NETWORKS for flavour in facts.flavours)

EVERY_KIND = [
    (login, kind) for login in LOGINS for kind in Kind if kind in login.adapter.rules.kinds
]
"""Every login product with each kind of post its network has."""

every_kind = pytest.mark.parametrize(
    ("login", "kind"), EVERY_KIND, indirect=["login"], ids=[f"{a}-{k}" for a, k in EVERY_KIND]
)


@dataclass
class Stage:
    """A connected account at a stand-in, and the ways to publish to it and to disturb it."""

    login: Login
    account: Account
    refresh_token: str
    control: httpx.Client
    clock: OffsetClock
    overheard: Overheard
    http: httpx.AsyncClient
    endpoints: Endpoints
    out_dir: Path
    media_url: str
    notebook: Notebook = field(init=False)

    def __post_init__(self) -> None:
        self.notebook = Notebook(self.clock)

    @property
    def wire(self) -> Wire:
        """The way to the stand-in."""
        return Wire(self.http, self.endpoints, self.clock, self.notebook)

    def open_account(self, **details: Any) -> Account:
        """Get fresh tokens for the account from the stand-in."""
        body = {"network": self.login.network, "handle": self.account.handle, **details}
        if self.login.flavour:
            body["flavour"] = self.login.flavour
        opened = self.control.post("/_sandbox/accounts", json=body).raise_for_status().json()
        return replace(self.account, access_token=opened["access_token"])

    def wire_to(self, api_url: str, notebook: Notebook) -> Wire:
        """The way to another address, with another journal."""
        return Wire(self.http, replace(self.endpoints, api_url=api_url), self.clock, notebook)

    def deliver(self, content: Content, paths: Sequence[Path] = ()) -> Delivery:
        """Prepare the files of ``content`` for this network."""
        files = tuple(
            self._rendition(path, media) for path, media in zip(paths, content.media, strict=True)
        )
        return Delivery("post-1", content, self.account, files)

    def made(self, kind: Kind) -> Made:
        """Return a content of ``kind`` with the choices that the network demands, and its files."""
        content, paths = made(kind)
        return replace(content, options=self.login.facts.choices), paths

    def simplest(self) -> Made:
        """Return the content that takes this network the fewest calls."""
        return self.made(self.login.facts.simplest)

    async def publish(self, content: Content, paths: Sequence[Path] = ()) -> Published:
        """Publish as the publisher does."""
        return await self.login.adapter.publish(self.deliver(content, paths), self.wire)

    def arm(self, step: str, fault: str, **details: Any) -> None:
        """Make the stand-in misbehave."""
        body = {"network": self.login.network, "step": step, "fault": fault, **details}
        self.control.post("/_sandbox/faults", json=body).raise_for_status()

    def disarm(self) -> None:
        """Let the stand-in work again."""
        self.control.delete("/_sandbox/faults").raise_for_status()

    def forget(self) -> None:
        """Go on with an empty journal, as for a new post."""
        self.notebook = Notebook(self.clock)

    def visible(self) -> list[dict[str, Any]]:
        """List what people see at the stand-in."""
        answer = self.control.get("/_sandbox/posts").raise_for_status()
        return [row for row in answer.json() if row["network"] == self.login.network]

    async def soon_visible(self) -> list[dict[str, Any]]:
        """Wait for a post that the network commits after its caller was cut off."""
        async with asyncio.timeout(5):
            while not (shown := self.visible()):  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.02)
        return shown

    async def network_is_done_with(self, step: str) -> None:
        """Wait until a request whose caller was cut off is over, and written down as such."""
        async with asyncio.timeout(5):
            while step not in {request["step"] for request in self.seen()}:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)

    def seen(self) -> list[dict[str, Any]]:
        """List the requests that reached the stand-in."""
        answer = self.control.get("/_sandbox/requests", params={"network": self.login.network})
        return list(answer.raise_for_status().json())

    def _rendition(self, path: Path, media: Media) -> Rendition:
        kept = prepare(path, media, self.login.adapter.rules, self.out_dir)
        return replace(kept, public_url=f"{self.media_url}/{kept.path.name}")
