"""What a thread already holds: the speaker's staging session, and the posts of its plans."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.slack.answers import Place
from handlers.slack.hearing import Said
from handlers.slack.reading import LIST, NO_THREAD
from platforms.clock import Clock
from scheduling.planner import Planner
from scheduling.staged import StagedData
from store import proposals, sessions
from store.database import Database
from store.words import Project, Session

SESSION_LASTS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Threads:
    """Looks up what an utterance stands in the middle of."""

    planner: Planner
    database: Database
    clock: Clock

    async def session(self, said: Said, project: Project) -> Session:
        """
        Return the speaker's session in this thread, opened when needed.

        A slash command has no thread: it means what its speaker staged last in the channel.
        The last list is the one they were shown anywhere in the channel.
        """
        now = self.clock.now()
        where = {
            "workspace_id": said.by.workspace_id,
            "channel_id": said.place.channel_id,
            "user_id": said.by.user_id,
        }

        def work(db: Any) -> Session:
            lists = sessions.active_in_thread(db, **where, thread_ts=NO_THREAD, now=now)
            session = own(db)
            listed = lists.data.get(LIST) if lists else None
            return replace(session, data={**session.data, LIST: listed})

        def own(db: Any) -> Session:
            if not said.place.thread_ts:
                for known in sessions.newest_in_channel(db, **where, now=now):
                    if not StagedData.from_json(known.data).is_empty:
                        return known
            return sessions.open_or_resume(
                db,
                **where,
                project_id=project.id,
                thread_ts=said.place.thread_ts,
                now=now,
                expires_at=now + SESSION_LASTS,
            )

        return await self.database.write(work)

    async def is_ours(self, workspace_id: str, place: Place) -> bool:
        """Whether a thread holds a plan or something staged, so that replies in it are for us."""
        if not place.has_replies:
            return False
        where = {"channel_id": place.channel_id, "thread_ts": place.thread_ts}
        return await self.database.read(
            lambda db: (
                bool(proposals.in_thread(db, workspace_id, place.channel_id, place.thread_ts))
                or sessions.is_known_thread(db, workspace_id=workspace_id, **where)
            )
        )

    async def focus(self, said: Said) -> tuple[str, ...]:
        """Return the ids of the posts of this thread's plans, newest plan first."""
        if not said.place.thread_ts:
            return ()
        workspace_id, place = said.by.workspace_id, said.place
        found = await self.database.read(
            lambda db: proposals.in_thread(db, workspace_id, place.channel_id, place.thread_ts)
        )
        views = [await self.planner.view(workspace_id, one.id) for one in reversed(found)]
        return tuple(post.post.id for view in views for post in view.posts)
