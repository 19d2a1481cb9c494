"""The engine against the networks' stand-ins on a real port, with real adapters and files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import httpx
import uvicorn
from PIL import Image

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from bot.serving import listen
from platforms.adapter import Adapter
from platforms.clock import Clock
from platforms.content import Content, Media, MediaKind, Tokens
from scheduling.claiming import take
from store import accounts, notices
from store.database import Database
from store.files import AssetFiles
from store.ids import new_id
from store.words import Claim, Integration, Notice, Post
from tests.scheduling.benches import Bench
from tests.scheduling.parts import KEYRING, LEASE, Parts, assemble
from tests.store.samples import PERSON, WORKSPACE


class Remote:
    """The networks' stand-ins, held by their control interface."""

    def __init__(self, base_url: str, http: httpx.AsyncClient) -> None:
        self.base_url = base_url
        self._http = http

    async def posts(self) -> list[dict[str, Any]]:
        """Return what is publicly visible."""
        return list(await self._ask("GET", "posts"))

    async def requests(self) -> list[dict[str, Any]]:
        """Return the requests that arrived."""
        return list(await self._ask("GET", "requests"))

    async def fault(self, step: str, fault: str, **details: Any) -> None:
        """Let the next call of a step go wrong."""
        await self._ask("POST", "faults", network="twitter", step=step, fault=fault, **details)

    async def account(self, database: Database, handle: str, clock: Clock) -> Integration:
        """Open an account there and connect it here."""
        given = await self._ask("POST", "accounts", network="twitter", handle=handle)
        now = clock.now()
        tokens = Tokens(
            given["access_token"],
            given["refresh_token"],
            now + timedelta(seconds=given["expires_in"]),
        )
        return await database.write(
            lambda db: accounts.add(
                db,
                KEYRING,
                workspace_id=WORKSPACE,
                user_id=PERSON,
                network="twitter",
                handle=handle,
                remote_id=given["account_id"],
                flavour="",
                scopes=(),
                tokens=tokens,
                now=now,
            )
        )

    async def _ask(self, method: str, what: str, **body: Any) -> Any:
        url = f"{self.base_url}/_sandbox/{what}"
        answer = await self._http.request(method, url, json=body or None)
        answer.raise_for_status()
        return answer.json()


@asynccontextmanager
async def remote(folder: Path, clock: OffsetClock) -> AsyncIterator[Remote]:
    """Serve the networks' stand-ins on a free port."""
    app = build_networks(data_dir=folder, clock=clock)
    listener = listen("127.0.0.1", 0, hint="run the tests again")
    port = listener.getsockname()[1]
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    async with httpx.AsyncClient() as http:
        yield Remote(f"http://127.0.0.1:{port}", http)
    server.should_exit = True
    await serving


@dataclass(frozen=True, slots=True)
class Live:
    """Everything a test of publishing stands on."""

    bench: Bench
    clock: OffsetClock
    remote: Remote
    parts: Parts
    folder: Path

    async def account(self, handle: str = "acme") -> Integration:
        """Connect an account."""
        return await self.remote.account(self.bench.database, handle, self.clock)

    async def post(self, text: str = "We launch today", **values: Any) -> Post:
        """Schedule a post that is due now."""
        account = values.pop("account", None) or await self.account()
        media = values.pop("media", ())
        content = Content(text=text, media=media)
        values.setdefault("publish_date", self.clock.now())
        return self.bench.scheduled(timedelta(), account=account, content=content, **values)

    async def claim(self, post: Post) -> Claim:
        """Take the post as the engine does; it must be due."""
        now = self.clock.now()
        taken = await self.bench.database.write(
            lambda db: take(db, now=now, limit=20, lease=LEASE, late_after=timedelta(minutes=15))
        )
        [claim] = [claim for claim in taken.claims if claim.post_id == post.id]
        return claim

    async def attempt(self, post: Post) -> Post:
        """Make one attempt at the post and return it as it is then."""
        claim = await self.claim(post)
        await self.parts.publisher.publish(claim.post_id, claim.fence)
        return self.bench.post(post.id)

    def with_adapter(self, adapter: Adapter) -> Parts:
        """Return parts over the same database that reach the network in another way."""
        return assemble(
            self.bench.database,
            clock=self.clock,
            base_url=self.remote.base_url,
            http=self.parts.http,
            folder=self.folder,
            adapters={adapter.network: adapter},
        )

    async def run_until_settled(self) -> None:
        """Let an engine do whatever is due, then stop it."""
        engine = self.parts.engine()
        engine.start()
        async with asyncio.timeout(20):
            await engine.settled()
        await engine.drain(5)

    def notices(self, post: Post) -> list[Notice]:
        """Return what people are to be told about the post."""
        pending = self.bench.database.read_now(lambda db: notices.pending(db, limit=50))
        return [notice for notice in pending if notice.post_id == post.id]


def kept(files: AssetFiles, data: bytes) -> str:
    """Keep these bytes and return their SHA-256."""
    with NamedTemporaryFile() as source:
        source.write(data)
        source.flush()
        return files.keep(Path(source.name))


def a_picture(files: AssetFiles, *, color: str = "red") -> Media:
    """Keep a real picture and return what its bytes say."""
    buffer = BytesIO()
    Image.new("RGB", (320, 400), color).save(buffer, "PNG")
    data = buffer.getvalue()
    sha256 = kept(files, data)
    return Media(
        id=new_id(),
        kind=MediaKind.IMAGE,
        mime="image/png",
        size_bytes=len(data),
        sha256=sha256,
        width_px=320,
        height_px=400,
        filename="square.png",
        alt_text=f"A {color} square",
    )
