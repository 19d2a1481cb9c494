from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from store import inbox, sessions, workspaces
from store.columns import aware_utc, from_us, to_us
from store.database import Database
from store.errors import NaiveInstant
from store.schema import workspaces as table
from tests.store.samples import NOW, WORKSPACE, furnish

NAIVE = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - the very thing that is refused
INSTANTS = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 - hypothesis wants bounds without a zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


@given(INSTANTS)
def test_microseconds_since_1970_lose_nothing(moment: datetime) -> None:
    assert from_us(to_us(moment)) == moment


@pytest.mark.parametrize("refuse", [to_us, aware_utc])
def test_a_moment_without_a_zone_is_refused(refuse: object) -> None:
    assert callable(refuse)
    with pytest.raises(NaiveInstant):
        refuse(NAIVE)


def test_the_database_refuses_a_moment_without_a_zone(each_database: Database) -> None:
    with pytest.raises(NaiveInstant, match="no zone"):
        each_database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, now=NAIVE))

    with pytest.raises(NaiveInstant):
        each_database.read_now(
            lambda db: db.execute(select(table).where(table.c.created_at < NAIVE))
        )


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        NOW + timedelta(microseconds=1),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_an_instant_comes_back_as_the_same_instant_in_utc(
    each_database: Database, moment: datetime
) -> None:
    each_database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, now=moment))

    kept = each_database.read_now(lambda db: db.execute(select(table.c.created_at)).scalar_one())

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)


def test_instants_are_ordered_by_the_database(each_database: Database) -> None:
    moments = [NOW + timedelta(microseconds=n) for n in (1_000_000, 0, 999_999, 1)]
    each_database.write_now(
        lambda db: [workspaces.ensure(db, f"T{at.isoformat()}", now=at) for at in moments]
    )

    query = select(table.c.created_at).order_by(table.c.created_at)
    kept = each_database.read_now(lambda db: list(db.execute(query).scalars()))

    assert kept == sorted(moments)


def test_nested_json_comes_back_as_it_went_in(each_database: Database) -> None:
    settings: Mapping[str, object] = MappingProxyType(
        {
            "empty": {},
            "deep": MappingProxyType({"list": [1, 2.5, None, True, "ä 🎉 '\"\\"]}),
        }
    )

    kept = each_database.write_now(
        lambda db: inbox.keep(db, workspace_id=WORKSPACE, body=settings, now=NOW)
    )

    assert kept.body == {
        "empty": {},
        "deep": {"list": [1, 2.5, None, True, "ä 🎉 '\"\\"]},
    }


def test_a_row_cannot_be_changed_by_changing_what_was_read(database: Database) -> None:
    house = database.write_now(furnish)
    session = database.read_now(lambda db: sessions.get(db, house.proposal.session_id or ""))

    with pytest.raises(TypeError):
        session.data["text"] = "sneaked in"  # type: ignore[index]  # the type forbids it too
