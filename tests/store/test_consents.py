"""A question to a person is answered once, in the browser that opened it, and soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from store import consents
from store.database import Database
from store.words import ConsentRequest
from tests.store.samples import KEYRING, NOW, WORKSPACE

LATE = NOW + timedelta(minutes=15)


def asked(database: Database, ticket: str = "ticket") -> None:
    database.write_now(
        lambda db: consents.ask(
            db,
            workspace_id=WORKSPACE,
            user_id="U1",
            network="twitter",
            flavour="",
            reply_to={"channel": "C1"},
            ticket=ticket,
            now=NOW,
            expires_at=LATE,
        )
    )


def opened(
    database: Database, state: str = "state", browser: str = "mine", now: datetime = NOW
) -> ConsentRequest | None:
    return database.write_now(
        lambda db: consents.begin(
            db, KEYRING, "ticket", state=state, browser=browser, verifier="proof", now=now
        )
    )


def answered(
    database: Database,
    *,
    network: str = "twitter",
    state: str = "state",
    browser: str = "mine",
    now: datetime = NOW,
) -> ConsentRequest | None:
    return database.write_now(
        lambda db: consents.take(
            db, KEYRING, network=network, state=state, browser=browser, now=now
        )
    )


def test_an_answer_leads_back_to_who_asked(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)

    found = answered(each_database)

    assert found is not None
    assert (found.workspace_id, found.user_id, found.network) == (WORKSPACE, "U1", "twitter")
    assert found.verifier == "proof"
    assert dict(found.reply_to) == {"channel": "C1"}


def test_an_answer_counts_once(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)

    assert answered(each_database) is not None
    assert answered(each_database) is None
    assert opened(each_database) is None


def test_an_answer_from_elsewhere_does_not_count(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)

    assert answered(each_database, browser="theirs") is None
    assert answered(each_database, state="invented") is None
    assert answered(each_database, network="instagram") is None
    assert answered(each_database) is not None


def test_a_late_answer_does_not_count(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)

    assert answered(each_database, now=LATE) is None
    assert opened(each_database, now=LATE) is None


def test_the_browser_that_opened_last_is_the_one(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)
    opened(each_database, state="second", browser="other")

    assert answered(each_database) is None
    assert answered(each_database, state="second", browser="other") is not None


def test_no_secret_of_a_question_is_stored_readable(each_database: Database) -> None:
    asked(each_database)
    opened(each_database)

    (row,) = each_database.read_now(
        lambda db: db.exec_driver_sql("SELECT * FROM consent_requests").mappings().all()
    )
    assert not {"ticket", "state", "mine", "proof"} & {str(value) for value in row.values()}


def test_questions_that_nobody_answered_are_forgotten(each_database: Database) -> None:
    asked(each_database)
    each_database.write_now(
        lambda db: consents.ask(
            db,
            workspace_id=WORKSPACE,
            user_id="U1",
            network="twitter",
            flavour="",
            reply_to={},
            ticket="another",
            now=LATE + timedelta(seconds=1),
            expires_at=LATE + timedelta(hours=1),
        )
    )

    count = each_database.read_now(
        lambda db: db.exec_driver_sql("SELECT count(*) FROM consent_requests").scalar_one()
    )
    assert count == 1
