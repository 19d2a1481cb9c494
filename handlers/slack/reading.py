"""Answers that change nothing: lists of posts, and the connected accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.slack.answers import Answer, Reply
from handlers.slack.hearing import Heard
from handlers.slack.text import escape, section
from handlers.slack.views.listing import PAGE, listing_blocks, listing_text
from platforms.clock import Clock
from scheduling.planner import Planner
from scheduling.views import Upcoming
from store import sessions
from store.database import Database
from store.words import Session, State

LIST = "list"
NO_THREAD = "lists"
"""Stands for no thread: sessions of threads end with their plans, a list outlives them."""
LIST_LASTS = timedelta(days=3)
LOOKS_AHEAD = timedelta(days=60)
LOOKS_BACK = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reading:
    """Lists posts and remembers which, so that "cancel #3" can follow."""

    planner: Planner
    database: Database
    clock: Clock

    def last_list(self, session: Session) -> tuple[str, ...]:
        """Return the ids of the posts this person was last shown here, in their order."""
        shown = session.data.get(LIST)
        return tuple(str(one) for one in shown) if isinstance(shown, list) else ()

    async def list_posts(self, heard: Heard) -> Sequence[Reply]:
        """Show the first page of what was asked for."""
        return [await self.page(heard, 0)]

    async def page(self, heard: Heard, offset: int) -> Answer:
        """Show one page and remember it."""
        found = await self._find(heard, offset)
        earlier = self.last_list(heard.session)[:offset] if offset else ()
        await self._remember(heard, (*earlier, *(one.post.id for one in found.posts)))
        title = _title(heard)
        return Answer(
            listing_text(found, title=title),
            listing_blocks(found, title=title, query=heard.said.text or "list"),
        )

    async def accounts(self, heard: Heard) -> Sequence[Reply]:
        """Say which accounts are connected, and how they are."""
        found = (await self.planner.connections(heard.said.by)).accounts
        if not found:
            said = "No account is connected yet. Ask whoever runs Callboard to add one."
            return [Answer(said, [section(said)])]
        labels = self.planner.labels
        rows = [
            f"• *{escape(labels.get(one.platform, one.platform))}* @{escape(one.handle)}: "
            f"{one.status}"
            for one in found
        ]
        plain = "; ".join(f"{one.platform} @{one.handle} {one.status}" for one in found)
        return [Answer(f"Connected: {escape(plain)}", [section("\n".join(rows))])]

    async def _find(self, heard: Heard, offset: int) -> Upcoming:
        target = heard.command.target
        said: Mapping[str, Any] = target.model_dump(mode="json") if target else {}
        start, end = self._span(said.get("when"), heard.said.by.zone)
        status = said.get("status")
        if status and not said.get("when"):
            start = self.clock.now() - LOOKS_BACK
        networks = [*(said.get("platforms") or ()), *heard.command.platforms]
        return await self.planner.upcoming(
            heard.said.by,
            project_id=heard.project.id,
            start=start,
            end=end,
            platforms=[one for one in dict.fromkeys(networks) if one != "*"],
            states=[State(status)] if status else [],
            offset=offset,
            limit=PAGE,
        )

    def _span(self, when: Mapping[str, Any] | None, zone: str) -> tuple[datetime, datetime]:
        now = self.clock.now()
        match when:
            case {"type": "date", "date": str(day)}:
                return _midnight(day, 0, zone), _midnight(day, 1, zone)
            case {"type": "window", "start": str(start), "end": str(end)}:
                return datetime.fromisoformat(start), datetime.fromisoformat(end)
            case {"type": "by", "end": str(end)}:
                return now, datetime.fromisoformat(end)
        return now - timedelta(hours=1), now + LOOKS_AHEAD

    async def _remember(self, heard: Heard, ids: Sequence[str]) -> None:
        """Keep the list for the channel: "cancel #3" may follow in another thread."""
        session, now = heard.session, self.clock.now()

        def work(db: Any) -> None:
            lists = sessions.open_or_resume(
                db,
                workspace_id=session.workspace_id,
                project_id=session.project_id,
                channel_id=session.channel_id,
                thread_ts=NO_THREAD,
                user_id=session.user_id,
                now=now,
                expires_at=now + LIST_LASTS,
            )
            data = {**lists.data, LIST: list(ids)}
            sessions.save(db, lists.id, data, expires_at=now + LIST_LASTS)

        await self.database.write(work)


def _title(heard: Heard) -> str:
    target = heard.command.target
    status = f" {target.status}" if target and target.status else ""
    asked = heard.said.text.strip()
    about = f" · {asked}" if asked and asked != "list" and len(asked) < 60 else ""
    return f"Posts{status}{about}"


def _midnight(day: str, days: int, zone: str) -> datetime:
    date = datetime.fromisoformat(day).date() + timedelta(days=days)
    return datetime.combine(date, time(), tzinfo=ZoneInfo(zone))
