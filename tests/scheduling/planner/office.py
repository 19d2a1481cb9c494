"""A workspace with people, accounts and files, and the planner that serves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from platforms.content import Tokens
from platforms.registry import ADAPTERS
from scheduling.local_time import local
from scheduling.planner import Planner
from scheduling.views import ProposalView, Staged
from scheduling.wishes import WhenWish
from store import accounts, assets, posts
from store.database import Database
from store.ids import new_id
from store.records import approvals, audit_log, events
from store.secrets import Keyring, new_key_text
from store.words import Asset, Integration, Person, Post, Project

PARIS = "Europe/Paris"
SUNDAY = datetime(2026, 11, 22, 15, 57, tzinfo=UTC)
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)
NEXT_MONDAY = MONDAY + timedelta(days=7)
NOW = WhenWish("now")

ANA = Person("T1", "UANA", zone=PARIS, memberships={"C1": True})
BEN = Person("T1", "UBEN", zone="America/New_York", memberships={"C1": True})
GUEST = Person("T1", "UGUEST", zone=PARIS, is_guest=True)
VISITOR = Person("T1", "UVISITOR", zone=PARIS, memberships={"C1": False})
STRANGER = Person("T2", "USTRANGER", zone=PARIS)


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = SUNDAY

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def forward(self, **length: float) -> None:
        self.moment += timedelta(**length)


@dataclass(slots=True)
class Office:
    """The planner with its database, a clock, and shortcuts for what people do first."""

    database: Database
    clock: MovableClock = field(default_factory=MovableClock)
    has_public_address: bool = True
    woken: int = 0
    keyring: Keyring = field(default_factory=lambda: Keyring.from_text(new_key_text()))

    @property
    def planner(self) -> Planner:
        return Planner(
            database=self.database,
            clock=self.clock,
            adapters=ADAPTERS,
            has_public_address=self.has_public_address,
            wake=self._wake,
        )

    def _wake(self) -> None:
        self.woken += 1

    def connect(
        self, network: str, *, workspace_id: str = "T1", handle: str = "acme"
    ) -> Integration:
        return self.database.write_now(
            lambda db: accounts.add(
                db,
                self.keyring,
                workspace_id=workspace_id,
                user_id="UANA",
                network=network,
                handle=handle,
                remote_id=f"{network}-{handle}",
                flavour="instagram" if network == "instagram" else "",
                scopes=(),
                tokens=Tokens("secret"),
                now=self.clock.now(),
            )
        )

    def file(self, name: str = "one.jpg", *, workspace_id: str = "T1", **facts: Any) -> str:
        known: dict[str, Any] = {
            "kind": "image",
            "mime": "image/jpeg",
            "size_bytes": 200_000,
            "width_px": 1080,
            "height_px": 1080,
            "duration_s": None,
        }
        asset = Asset(
            id=new_id(),
            workspace_id=workspace_id,
            user_id="UANA",
            sha256=(name.encode().hex() + "0" * 64)[:64],
            filename=name,
            alt_text="",
            slack_file_id=f"F-{workspace_id}-{name}",
            source_url=None,
            created_at=self.clock.now(),
            **{**known, **facts},
        )
        return self.database.write_now(lambda db: assets.add(db, asset)).id

    async def project(self, by: Person = ANA, channel_id: str = "C1") -> Project:
        return await self.planner.project(by, channel_id=channel_id, channel_name="launch")

    async def stage(
        self, *names: str, by: Person = ANA, thread_ts: str = "1.0", **more: Any
    ) -> Staged:
        project = await self.project(by)
        return await self.planner.stage(
            by,
            project=project,
            channel_id="C1",
            thread_ts=thread_ts,
            asset_ids=[self.file(name, workspace_id=by.workspace_id) for name in names],
            **more,
        )

    async def propose(
        self,
        *names: str,
        by: Person = ANA,
        caption: str = "Hello",
        thread_ts: str = "1.0",
        **asked: Any,
    ) -> ProposalView:
        staged = await self.stage(*names, by=by, caption=caption, thread_ts=thread_ts)
        return await self.planner.propose(by, staged.session.id, **asked)

    async def approved(self, *names: str, **asked: Any) -> ProposalView:
        view = await self.propose(*names, **asked)
        return await self.planner.accept(ANA, view.proposal.id, version=view.proposal.version)

    def stored(self, post_id: str) -> Post:
        return self.database.read_now(lambda db: posts.get(db, post_id))

    def tracked(self, name: str) -> list[dict[str, Any]]:
        rows = self.database.read_now(
            lambda db: db.execute(events.select().where(events.c.name == name)).all()
        )
        return [dict(row.properties) for row in rows]

    def audited(self) -> list[str]:
        rows = self.database.read_now(
            lambda db: db.execute(audit_log.select().order_by(audit_log.c.created_at)).all()
        )
        return [row.what for row in rows]

    def approvals(self) -> Sequence[Any]:
        return self.database.read_now(lambda db: db.execute(approvals.select()).all())


def times(view: ProposalView) -> list[str]:
    """Write when a plan's posts go out: ``instagram Mon 08:00``."""
    return [f"{one.post.platform} {clock_of(one.post)}" for one in view.posts]


def clock_of(post: Post) -> str:
    """Write a post's moment in Paris: ``Mon 08:00``."""
    return f"{local(post.publish_date, PARIS):%a %H:%M}" if post.publish_date else "no time"
