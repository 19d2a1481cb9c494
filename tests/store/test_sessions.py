from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from store import projects, sessions
from store.database import Database
from store.errors import NotFound
from store.ids import new_id
from store.words import Project, Session, SessionStatus
from tests.store.samples import CHANNEL, NOW, PERSON, WORKSPACE

DAY = timedelta(days=1)
TOMORROW = NOW + DAY


@pytest.fixture(name="project")
def _project(each_database: Database) -> Project:
    return each_database.write_now(
        lambda db: projects.create(
            db,
            workspace_id=WORKSPACE,
            channel_id=CHANNEL,
            name="launch",
            zone="UTC",
            networks=(),
            now=NOW,
        )
    )


def _open(database: Database, project: Project, **changes: Any) -> Session:
    usual: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "project_id": project.id,
        "channel_id": CHANNEL,
        "thread_ts": "1.0",
        "user_id": PERSON,
        "now": NOW,
        "expires_at": TOMORROW,
    }
    return database.write_now(lambda db: sessions.open_or_resume(db, **{**usual, **changes}))


def _in_thread(database: Database, now: datetime = NOW) -> Session | None:
    return database.read_now(
        lambda db: sessions.active_in_thread(
            db,
            workspace_id=WORKSPACE,
            channel_id=CHANNEL,
            thread_ts="1.0",
            user_id=PERSON,
            now=now,
        )
    )


def test_a_second_file_in_the_thread_joins_the_session(
    each_database: Database, project: Project
) -> None:
    first = _open(each_database, project)

    second = _open(each_database, project, now=NOW + DAY / 2, expires_at=NOW + 2 * DAY)

    assert second.id == first.id
    assert second.expires_at == NOW + 2 * DAY


@pytest.mark.parametrize("other", [{"user_id": "U2"}, {"thread_ts": "2.0"}, {"channel_id": "C2"}])
def test_other_people_and_threads_have_their_own(
    each_database: Database, project: Project, other: dict[str, str]
) -> None:
    mine = _open(each_database, project)

    theirs = _open(each_database, project, **other)

    assert theirs.id != mine.id


def test_what_is_staged_is_kept(each_database: Database, project: Project) -> None:
    session = _open(each_database, project)
    data = {"text": "Hello", "assets": ["a", "b"], "copies": {"twitter": "Hi"}}

    each_database.write_now(lambda db: sessions.save(db, session.id, data, expires_at=TOMORROW))

    resumed = _in_thread(each_database)
    assert resumed is not None
    assert resumed.data == data


def test_a_session_past_its_time_is_not_resumed(each_database: Database, project: Project) -> None:
    old = _open(each_database, project)

    assert _in_thread(each_database, now=TOMORROW) is None
    fresh = _open(each_database, project, now=TOMORROW, expires_at=TOMORROW + DAY)

    assert fresh.id != old.id
    abandoned = each_database.read_now(lambda db: sessions.get(db, old.id))
    assert abandoned.status is SessionStatus.ABANDONED


def test_expired_sessions_are_swept_once(each_database: Database, project: Project) -> None:
    _open(each_database, project)
    _open(each_database, project, user_id="U2", expires_at=NOW + 2 * DAY)

    assert each_database.write_now(lambda db: sessions.expire(db, TOMORROW)) == 1
    assert each_database.write_now(lambda db: sessions.expire(db, TOMORROW)) == 0


def test_a_finished_session_makes_room_for_the_next(
    each_database: Database, project: Project
) -> None:
    done = _open(each_database, project)

    each_database.write_now(lambda db: sessions.finish(db, done.id, SessionStatus.COMPLETED))

    assert _in_thread(each_database) is None
    assert _open(each_database, project).id != done.id


def test_a_finished_session_is_not_saved_over(each_database: Database, project: Project) -> None:
    done = _open(each_database, project)
    each_database.write_now(lambda db: sessions.finish(db, done.id, SessionStatus.COMPLETED))

    with pytest.raises(NotFound):
        each_database.write_now(
            lambda db: sessions.save(db, done.id, {"text": "late"}, expires_at=TOMORROW)
        )


def test_an_abandoned_session_stays_abandoned(each_database: Database, project: Project) -> None:
    session = _open(each_database, project)
    each_database.write_now(lambda db: sessions.finish(db, session.id, SessionStatus.ABANDONED))

    each_database.write_now(lambda db: sessions.finish(db, session.id, SessionStatus.COMPLETED))

    kept = each_database.read_now(lambda db: sessions.get(db, session.id))
    assert kept.status is SessionStatus.ABANDONED


def test_a_session_needs_a_project_that_exists(each_database: Database, project: Project) -> None:
    with pytest.raises(IntegrityError):
        each_database.write_now(
            lambda db: sessions.open_or_resume(
                db,
                workspace_id=WORKSPACE,
                project_id=new_id(),
                channel_id=CHANNEL,
                thread_ts="1.0",
                user_id=PERSON,
                now=NOW,
                expires_at=TOMORROW,
            )
        )


def test_a_persons_sessions_of_a_channel_come_newest_first(
    each_database: Database, project: Project
) -> None:
    old = _open(each_database, project)
    new = _open(each_database, project, thread_ts="2.0", now=NOW + timedelta(minutes=1))
    _open(each_database, project, user_id="U2")

    found = each_database.read_now(
        lambda db: sessions.newest_in_channel(
            db, workspace_id=WORKSPACE, channel_id=CHANNEL, user_id=PERSON, now=NOW
        )
    )

    assert found == [new, old]


def test_a_thread_is_known_also_when_its_session_is_over(
    each_database: Database, project: Project
) -> None:
    session = _open(each_database, project)
    each_database.write_now(lambda db: sessions.finish(db, session.id, SessionStatus.COMPLETED))

    def is_known(thread_ts: str) -> bool:
        return each_database.read_now(
            lambda db: sessions.is_known_thread(
                db, workspace_id=WORKSPACE, channel_id=CHANNEL, thread_ts=thread_ts
            )
        )

    assert is_known("1.0")
    assert not is_known("2.0")
