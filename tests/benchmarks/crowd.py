"""A hundred thousand posts that wait for next week, and some that are due in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from platforms.clock import SystemClock
from platforms.content import Tokens
from store import accounts
from store.columns import to_us
from store.database import Database, open_database
from store.ids import new_id
from store.post_rows import columns_of
from store.schema import social_posts
from store.words import State
from tests.store.samples import KEYRING, PERSON, WORKSPACE, House, a_post, furnish

A_WEEK = timedelta(weeks=1)


def crowded(folder: Path, pending: int) -> tuple[Database, House]:
    """Return an open database in which that many posts wait for next week."""
    folder.mkdir(parents=True, exist_ok=True)
    database = open_database("", data_dir=folder)
    house = database.write_now(furnish)
    soon = SystemClock().now() + A_WEEK
    moments = [soon + timedelta(seconds=n) for n in range(pending)]
    accounts_ = [house.account.id] * pending
    database.write_now(lambda db: schedule(db, house, moments, accounts_))
    return database, house


def schedule(
    db: Connection, house: House, moments: Sequence[datetime], account_ids: Sequence[str]
) -> None:
    """Store scheduled posts, one a moment, each for the account beside it."""
    row = columns_of(a_post(house, proposal_id=None, state=State.SCHEDULED))
    rows = [
        row
        | {
            "id": new_id(),
            "position": 0,
            "integration_id": account_id,
            "publish_date": moment,
            "wake_at": to_us(moment),
        }
        for moment, account_id in zip(moments, account_ids, strict=True)
    ]
    if rows:
        db.execute(insert(social_posts), rows)


def connect(db: Connection, count: int) -> list[str]:
    """Connect that many accounts; return their ids."""
    return [
        accounts.add(
            db,
            KEYRING,
            workspace_id=WORKSPACE,
            user_id=PERSON,
            network="twitter",
            handle=f"bench{n}",
            remote_id=f"77{n}",
            flavour="",
            scopes=(),
            tokens=Tokens(f"access-{n}", f"refresh-{n}"),
            now=SystemClock().now(),
        ).id
        for n in range(count)
    ]
