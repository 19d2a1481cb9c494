"""What was heard and not answered, claims on notices, and workspaces out of reach."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from store import disconnections, inbox, notices, proposals
from store.database import Database
from store.inbox import Unanswered
from store.words import Notice, State
from tests.store.samples import NOW, WORKSPACE, a_post_that_is, furnish

BODY = {"type": "event_callback", "event": {"text": "schedule this", "files": [{"id": "F1"}]}}
LATER = NOW + timedelta(minutes=5)


def heard(database: Database, moment: datetime = NOW) -> Unanswered:
    return database.write_now(
        lambda db: inbox.keep(db, workspace_id=WORKSPACE, body=BODY, now=moment)
    )


def unanswered(database: Database, before: datetime = LATER) -> list[Unanswered]:
    return database.read_now(lambda db: inbox.heard_before(db, before, limit=10))


def noticed(database: Database) -> Notice:
    post = database.write_now(lambda db: a_post_that_is(db, furnish(db), State.DRAFT))
    return database.write_now(
        lambda db: notices.add(
            db, workspace_id=WORKSPACE, post_id=post.id, kind="published", payload={}, now=NOW
        )
    )


def claimed(database: Database, notice: Notice, now: datetime) -> Notice | None:
    until = now + timedelta(minutes=1)
    return database.write_now(lambda db: notices.claim(db, notice.id, now=now, until=until))


def test_a_request_stays_as_it_was_sent_until_it_is_answered(each_database: Database) -> None:
    second, first = heard(each_database, NOW + timedelta(seconds=1)), heard(each_database)
    assert unanswered(each_database) == [first, second]
    assert dict(first.body) == BODY

    each_database.write_now(lambda db: inbox.answered(db, first.id))

    assert unanswered(each_database) == [second]
    assert unanswered(each_database, NOW) == []


def test_of_two_processes_one_takes_a_request_up(each_database: Database) -> None:
    request = heard(each_database)

    taken = [
        each_database.write_now(lambda db: inbox.take_up(db, request)) for _process in range(2)
    ]

    assert taken == [True, False]
    assert [one.tries for one in unanswered(each_database)] == [1]


def test_an_answered_request_is_not_taken_up(each_database: Database) -> None:
    request = heard(each_database)
    each_database.write_now(lambda db: inbox.answered(db, request.id))

    assert not each_database.write_now(lambda db: inbox.take_up(db, request))


def test_of_two_processes_one_says_a_notice(each_database: Database) -> None:
    notice = noticed(each_database)

    assert claimed(each_database, notice, NOW) == notice
    assert claimed(each_database, notice, NOW) is None
    assert each_database.read_now(lambda db: notices.pending(db, limit=9, now=NOW)) == []
    assert each_database.read_now(lambda db: notices.pending(db, limit=9)) == [notice]


def test_a_notice_is_free_again_when_its_claim_has_run_out(each_database: Database) -> None:
    notice = noticed(each_database)
    claimed(each_database, notice, NOW)

    assert claimed(each_database, notice, NOW + timedelta(minutes=1)) == notice


def test_a_notice_that_could_not_be_said_waits_until_its_time(each_database: Database) -> None:
    notice = noticed(each_database)
    claimed(each_database, notice, NOW)
    each_database.write_now(lambda db: notices.put_off(db, notice.id, until=LATER))

    assert claimed(each_database, notice, LATER - timedelta(seconds=1)) is None
    assert claimed(each_database, notice, LATER) == notice


def test_a_process_that_is_alone_ends_the_claims_of_the_one_before(
    each_database: Database,
) -> None:
    notice = noticed(each_database)
    claimed(each_database, notice, NOW)

    each_database.write_now(notices.release_all)

    assert claimed(each_database, notice, NOW) == notice


def test_a_notice_that_was_said_is_not_claimed(each_database: Database) -> None:
    notice = noticed(each_database)
    each_database.write_now(lambda db: notices.sent(db, notice.id, now=NOW))

    assert claimed(each_database, notice, NOW) is None


@pytest.mark.parametrize("workspace_id", [WORKSPACE, "T2"])
def test_only_what_a_workspace_out_of_reach_should_hear_waits(
    each_database: Database, workspace_id: str
) -> None:
    noticed(each_database)
    each_database.write_now(lambda db: disconnections.begin(db, workspace_id, now=NOW))
    expected = 0 if workspace_id == WORKSPACE else 1
    span = {"after": NOW - timedelta(days=1), "before": NOW + timedelta(days=1)}

    waiting = each_database.read_now(lambda db: notices.pending(db, limit=9))
    plans = each_database.read_now(lambda db: proposals.unannounced(db, **span, limit=9))

    assert (len(waiting), len(plans)) == (expected, expected)


def test_a_workspace_is_out_of_reach_since_the_first_time_until_it_is_back(
    each_database: Database,
) -> None:
    def since() -> datetime | None:
        return each_database.read_now(lambda db: disconnections.since(db, WORKSPACE))

    def begin(now: datetime) -> bool:
        return each_database.write_now(lambda db: disconnections.begin(db, WORKSPACE, now=now))

    def end() -> bool:
        return each_database.write_now(lambda db: disconnections.end(db, WORKSPACE))

    assert (begin(NOW), begin(LATER), since()) == (True, False, NOW)
    assert (end(), end(), since()) == (True, False, None)
