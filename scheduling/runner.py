"""How a use case is run: at one moment, in one transaction, refusing in our words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.engine import Connection

from platforms.adapter import Adapter
from platforms.clock import Clock
from scheduling import reading
from scheduling.desk import Desk
from scheduling.refusals import in_our_words
from scheduling.views import PostView, ProposalView
from store.database import Database
from store.words import Person, Post, Proposal

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Runner:
    """Hands use cases a connection and a desk; ``wake`` tells the timer of a change."""

    database: Database
    clock: Clock
    adapters: Mapping[str, Adapter]
    has_public_address: bool
    wake: Callable[[], None]

    async def write(
        self,
        by: Person | None,
        use_case: Callable[Concatenate[Connection, Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that changes something; ``by`` is named in refusals."""
        desk = self._desk()
        with in_our_words(by):
            return await self.database.write(lambda db: use_case(db, desk, *args, **kwargs))

    async def read(
        self,
        use_case: Callable[Concatenate[Connection, Desk, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case that only looks."""
        desk = self._desk()
        with in_our_words():
            return await self.database.read(lambda db: use_case(db, desk, *args, **kwargs))

    async def plan(
        self,
        by: Person,
        use_case: Callable[Concatenate[Connection, Desk, P], Proposal],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> ProposalView:
        """Run a use case that changes a plan and read what the plan is now."""

        def work(db: Connection, desk: Desk) -> ProposalView:
            return reading.view_of(db, desk, use_case(db, desk, *args, **kwargs))

        return await self.write(by, work)

    async def act(
        self,
        by: Person,
        use_case: Callable[Concatenate[Connection, Desk, Person, P], Post],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> PostView:
        """Run a use case that changes one post, wake the timer, read what the post is now."""

        def work(db: Connection, desk: Desk) -> PostView:
            changed = use_case(db, desk, by, *args, **kwargs)
            return reading.post_views(db, desk, by.workspace_id, [changed])[0]

        view = await self.write(by, work)
        self.wake()
        return view

    def _desk(self) -> Desk:
        return Desk(self.adapters, self.has_public_address, self.clock.now())
