from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import posts, proposals
from store.database import Database
from store.errors import AlreadyDecided, NotFound, Stale
from store.ids import new_id
from store.records import approvals
from store.words import Proposal, ProposalStatus
from tests.store.samples import CHANNEL, NOW, WORKSPACE, House, a_post, a_proposal, furnish


@pytest.fixture(name="house")
def _house(each_database: Database) -> House:
    return each_database.write_now(furnish)


def _get(database: Database, proposal_id: str) -> Proposal:
    return database.read_now(lambda db: proposals.get(db, WORKSPACE, proposal_id))


def _decide(
    database: Database,
    proposal_id: str,
    status: ProposalStatus = ProposalStatus.ACCEPTED,
    *,
    by: str = "U1",
    expected_version: int = 1,
) -> Proposal:
    return database.write_now(
        lambda db: proposals.decide(
            db,
            proposal_id,
            expected_version=expected_version,
            status=status,
            by=by,
            now=NOW,
            content_hash="abc",
        )
    )


def test_a_plan_comes_back_as_it_was_stored(each_database: Database, house: House) -> None:
    ask: Mapping[str, object] = {"days": ["mon", "tue"], "hours": None, "nested": {"gap_s": 60}}
    plan = a_proposal(house.project, ask=ask, notes=("One", "Two"), thread_ts=None)

    stored = each_database.write_now(lambda db: proposals.create(db, plan))

    assert stored == plan
    assert _get(each_database, plan.id) == plan


def test_a_plan_of_another_workspace_is_not_found(each_database: Database, house: House) -> None:
    with pytest.raises(NotFound):
        each_database.read_now(lambda db: proposals.get(db, "T2", house.proposal.id))


def test_accepting_records_who_when_and_what(each_database: Database, house: House) -> None:
    decided = _decide(each_database, house.proposal.id)

    assert (decided.status, decided.decided_by) == (ProposalStatus.ACCEPTED, "U1")
    assert (decided.decided_at, decided.version) == (NOW, 2)
    [row] = each_database.read_now(lambda db: db.execute(select(approvals)).all())
    assert (row.user_id, row.decision, row.version) == ("U1", "accepted", 1)
    assert (row.content_hash, row.workspace_id) == ("abc", WORKSPACE)


def test_a_second_press_hears_who_was_first(each_database: Database, house: House) -> None:
    _decide(each_database, house.proposal.id, by="U1")

    with pytest.raises(AlreadyDecided) as refusal:
        _decide(each_database, house.proposal.id, ProposalStatus.DISCARDED, by="U2")

    assert (refusal.value.by, refusal.value.status) == ("U1", ProposalStatus.ACCEPTED)
    assert _get(each_database, house.proposal.id).status is ProposalStatus.ACCEPTED


def test_a_plan_that_changed_is_not_accepted_unseen(each_database: Database, house: House) -> None:
    each_database.write_now(
        lambda db: proposals.change(db, house.proposal.id, expected_version=1, notes=("New",))
    )

    with pytest.raises(Stale):
        _decide(each_database, house.proposal.id, expected_version=1)

    assert _get(each_database, house.proposal.id).status is ProposalStatus.OPEN


def test_a_change_makes_old_buttons_stale_and_the_message_redrawn(
    each_database: Database, house: House
) -> None:
    changed = each_database.write_now(
        lambda db: proposals.change(db, house.proposal.id, expected_version=1, strategy="rapid")
    )

    assert changed == replace(house.proposal, strategy="rapid", version=2, revision=2)


def test_a_decided_plan_is_not_changed(each_database: Database, house: House) -> None:
    _decide(each_database, house.proposal.id)

    with pytest.raises(AlreadyDecided):
        each_database.write_now(
            lambda db: proposals.change(db, house.proposal.id, expected_version=2, notes=())
        )


def test_a_plan_nobody_made_cannot_be_decided(each_database: Database) -> None:
    with pytest.raises(NotFound):
        _decide(each_database, new_id())


def test_what_a_plan_is_about_cannot_be_changed(database: Database) -> None:
    with pytest.raises(TypeError, match="workspace_id"):
        database.write_now(
            lambda db: proposals.change(db, new_id(), expected_version=1, workspace_id="T2")
        )


def test_a_plan_is_found_in_its_thread(each_database: Database, house: House) -> None:
    later = a_proposal(house.project, created_at=NOW + timedelta(minutes=1))
    each_database.write_now(lambda db: proposals.create(db, later))

    placed = each_database.write_now(
        lambda db: proposals.place_message(
            db, house.proposal.id, channel_id=CHANNEL, message_ts="5.5", thread_ts="1.0"
        )
    )

    listed = each_database.read_now(lambda db: proposals.in_thread(db, WORKSPACE, CHANNEL, "1.0"))
    assert listed == [placed, later]


@pytest.mark.parametrize(
    ("asking", "is_found"),
    [
        ({}, True),
        ({"thread_ts": "1.0"}, True),
        ({"thread_ts": "2.0"}, False),
        ({"user_id": "U2"}, False),
        ({"moment": NOW + timedelta(seconds=1)}, False),
    ],
)
def test_a_plan_of_somebodys_from_a_moment_on_is_found(
    each_database: Database, house: House, asking: dict[str, Any], *, is_found: bool
) -> None:
    asked = {"user_id": house.proposal.user_id, "thread_ts": "", "moment": NOW, **asking}

    found = each_database.read_now(
        lambda db: proposals.was_made_since(db, WORKSPACE, CHANNEL, **asked)
    )

    assert found is is_found


def _behind(database: Database) -> list[str]:
    return [one.id for one in database.read_now(lambda db: proposals.behind(db, limit=10))]


def test_a_message_is_behind_until_the_newest_revision_is_shown(
    each_database: Database, house: House
) -> None:
    assert _behind(each_database) == [], "it has no message yet"
    each_database.write_now(
        lambda db: proposals.place_message(
            db, house.proposal.id, channel_id=CHANNEL, message_ts="5.5", thread_ts=None
        )
    )
    assert _behind(each_database) == [house.proposal.id]

    each_database.write_now(lambda db: proposals.shown(db, house.proposal.id, 1))
    assert _behind(each_database) == []

    each_database.write_now(lambda db: proposals.touch(db, house.proposal.id))
    assert _behind(each_database) == [house.proposal.id]


def test_an_older_drawing_that_arrives_late_does_not_hide_a_newer_one(
    each_database: Database, house: House
) -> None:
    each_database.write_now(lambda db: proposals.shown(db, house.proposal.id, 7))

    each_database.write_now(lambda db: proposals.shown(db, house.proposal.id, 3))

    assert _get(each_database, house.proposal.id).shown_revision == 7


def test_a_new_draft_has_the_message_redrawn(each_database: Database, house: House) -> None:
    each_database.write_now(lambda db: posts.add(db, a_post(house)))

    assert _get(each_database, house.proposal.id).revision == 2
