"""Staging: gathering files, words and networks in one thread until a plan is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.engine import Connection

from scheduling.arranging import Arrangement, arrange
from scheduling.desk import Desk
from scheduling.errors import Gone
from scheduling.permission import require_author
from scheduling.staged import StagedData
from scheduling.tracking import track_staged
from scheduling.views import Staged, StagedContent
from store import accounts, assets, projects, sessions
from store.words import Person, Project, Session, SessionStatus

KEPT_FOR = timedelta(days=3)
"""Files dropped on a Friday can be scheduled on Monday."""

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Staging:
    """What a person adds to a thread; ``None`` leaves what was staged before as it is."""

    channel_id: str
    thread_ts: str
    text: str = ""
    asset_ids: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    caption: str | None = None
    link: str | None = None
    as_carousel: bool | None = None


def stage(db: Connection, desk: Desk, by: Person, project: Project, adding: Staging) -> Staged:
    """Add to the person's session in this thread (opened when needed) and judge the result."""
    require_author(by, doing="stage posts")
    projects.get(db, by.workspace_id, project.id)
    assets.many(db, by.workspace_id, adding.asset_ids)
    until = desk.now + KEPT_FOR
    session = sessions.open_or_resume(
        db,
        workspace_id=by.workspace_id,
        project_id=project.id,
        channel_id=adding.channel_id,
        thread_ts=adding.thread_ts,
        user_id=by.user_id,
        now=desk.now,
        expires_at=until,
    )
    before = StagedData.from_json(session.data)
    after = _merged(db, desk, project, before, adding)
    session = sessions.save(db, session.id, {**session.data, **after.to_json()}, expires_at=until)
    staged = staged_view(db, desk, session, project)
    if after.asset_ids != before.asset_ids or after.caption != before.caption:
        track_staged(db, desk, staged)
    return staged


def expire(db: Connection, desk: Desk) -> int:
    """Abandon the sessions whose time is over; return how many."""
    return sessions.expire(db, desk.now)


def own_session(db: Connection, by: Person, session_id: str) -> Session:
    """Return this person's live session; ``Gone`` for anybody else's or an old one."""
    session = sessions.get(db, session_id)
    if (session.workspace_id, session.user_id) != (by.workspace_id, by.user_id):
        raise Gone("That staging belongs to somebody else.", advice="Drop your own files here.")
    if session.status is not SessionStatus.ACTIVE:
        raise Gone(
            "What was staged here has been used or has expired.",
            advice="Drop the files again, then say when they should go out.",
        )
    return session


def staged_view(db: Connection, desk: Desk, session: Session, project: Project) -> Staged:
    """Read what a session holds, judged for each network."""
    data = StagedData.from_json(session.data)
    media = tuple(
        assets.media_of(one) for one in assets.many(db, session.workspace_id, data.asset_ids)
    )
    arrangement = _arrangement(db, desk, session, data)
    return Staged(
        session=session,
        project=project,
        media=media,
        networks=data.networks,
        contents=tuple(
            StagedContent(
                number=piece.number,
                network=piece.network,
                label=desk.label(piece.network),
                handle=piece.account.handle,
                content=piece.content,
                problems=piece.problems,
            )
            for piece in arrangement.pieces
        ),
        left_out=arrangement.left_out,
        is_carousel=arrangement.is_carousel,
        can_be_carousel=arrangement.can_be_carousel,
    )


def connected(db: Connection, desk: Desk, workspace_id: str) -> tuple[str, ...]:
    """Return the networks with an account, in the order in which Callboard knows them."""
    have = {one.platform for one in accounts.of_workspace(db, workspace_id)}
    return tuple(network for network in desk.adapters if network in have)


def _merged(
    db: Connection, desk: Desk, project: Project, before: StagedData, adding: Staging
) -> StagedData:
    asked = _networks(db, desk, project, adding.networks)
    usual = () if before.networks else project.networks or connected(db, desk, project.workspace_id)
    after = before.adding(adding.asset_ids, asked or usual)
    return replace(
        after,
        caption=after.caption if adding.caption is None else adding.caption,
        texts=after.texts if adding.caption is None else {},
        link=adding.link or after.link,
        carousel_wish=(after.carousel_wish if adding.as_carousel is None else adding.as_carousel),
        said=adding.text or after.said,
    )


def _networks(
    db: Connection, desk: Desk, project: Project, asked: Sequence[str]
) -> tuple[str, ...]:
    if EVERYWHERE not in asked:
        return tuple(asked)
    return connected(db, desk, project.workspace_id) or tuple(desk.adapters)


def _arrangement(db: Connection, desk: Desk, session: Session, data: StagedData) -> Arrangement:
    if data.is_empty:
        return Arrangement((), (), is_carousel=False, can_be_carousel=False)
    media = [assets.media_of(one) for one in assets.many(db, session.workspace_id, data.asset_ids)]
    known = accounts.of_workspace(db, session.workspace_id)
    return arrange(desk, data, media, known, is_one_instant=False)
