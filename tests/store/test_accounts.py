from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from platforms.content import Account, Tokens
from store import accounts
from store.database import Database
from store.errors import NotFound, SecretUnreadable
from store.schema import social_integrations
from store.secrets import Keyring, new_key_text
from store.words import AccountStatus, Integration
from tests.store.samples import KEYRING, NOW, PERSON, SOON, WORKSPACE

FRESH = Tokens("access-2", "refresh-2", expires_at=SOON + timedelta(days=1))


def _connect(database: Database, keyring: Keyring = KEYRING, **changes: Any) -> Integration:
    usual: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "user_id": PERSON,
        "network": "instagram",
        "handle": "acme",
        "remote_id": "178",
        "flavour": "facebook",
        "scopes": ("instagram_basic",),
        "tokens": Tokens("access-1", "refresh-1", expires_at=SOON),
        "now": NOW,
    }
    return database.write_now(lambda db: accounts.add(db, keyring, **{**usual, **changes}))


def _account(database: Database, account_id: str, keyring: Keyring = KEYRING) -> Account:
    return database.read_now(lambda db: accounts.account(db, keyring, account_id))


def _refresh_token(database: Database, account_id: str) -> str:
    return database.read_now(lambda db: accounts.refresh_token(db, KEYRING, account_id))


def _raw(database: Database) -> list[Any]:
    return list(database.read_now(lambda db: db.execute(select(social_integrations)).all()))


def test_an_account_can_act_with_the_token_it_was_given(each_database: Database) -> None:
    added = _connect(each_database)

    assert _account(each_database, added.id) == Account(
        id=added.id,
        network="instagram",
        handle="acme",
        remote_id="178",
        access_token="access-1",
        flavour="facebook",
        scopes=("instagram_basic",),
        expires_at=SOON,
    )
    assert _refresh_token(each_database, added.id) == "refresh-1"


def test_no_token_is_stored_in_clear(each_database: Database) -> None:
    _connect(each_database)

    [row] = _raw(each_database)

    assert "access-1" not in str(row)
    assert "refresh-1" not in str(row)
    assert row.access_token.startswith(f"v1.{KEYRING.newest}.")


def test_connecting_again_replaces_the_tokens(each_database: Database) -> None:
    first = _connect(each_database)
    each_database.write_now(
        lambda db: accounts.set_status(db, first.id, AccountStatus.EXPIRED, now=NOW)
    )

    second = _connect(each_database, tokens=FRESH, handle="acme_new")

    assert second.id == first.id
    assert (second.status, second.handle) == (AccountStatus.ACTIVE, "acme_new")
    assert _account(each_database, first.id).access_token == "access-2"


def test_the_same_account_in_two_workspaces_is_two_accounts(each_database: Database) -> None:
    assert _connect(each_database).id != _connect(each_database, workspace_id="T2").id


def test_renewal_stores_the_new_pair(each_database: Database) -> None:
    added = _connect(each_database)

    renewed = each_database.write_now(
        lambda db: accounts.renew(db, KEYRING, added.id, FRESH, now=NOW)
    )

    assert renewed.expires_at == FRESH.expires_at
    assert _account(each_database, added.id).access_token == "access-2"
    assert _refresh_token(each_database, added.id) == "refresh-2"


def test_an_empty_refresh_token_never_overwrites_a_good_one(each_database: Database) -> None:
    added = _connect(each_database)

    each_database.write_now(
        lambda db: accounts.renew(db, KEYRING, added.id, Tokens("access-2"), now=NOW)
    )

    assert _refresh_token(each_database, added.id) == "refresh-1"


def test_a_network_without_refresh_tokens_has_an_empty_one(each_database: Database) -> None:
    added = _connect(each_database, tokens=Tokens("access-1"))

    assert _refresh_token(each_database, added.id) == ""


def test_a_token_moved_to_another_row_is_refused(each_database: Database) -> None:
    mine = _connect(each_database)
    theirs = _connect(each_database, workspace_id="T2", tokens=FRESH)

    def swap(db: Connection) -> None:
        rows = {row.id: row.access_token for row in db.execute(select(social_integrations))}
        for target, source in ((mine.id, theirs.id), (theirs.id, mine.id)):
            db.execute(
                update(social_integrations)
                .where(social_integrations.c.id == target)
                .values(access_token=rows[source])
            )

    each_database.write_now(swap)

    for account_id in (mine.id, theirs.id):
        with pytest.raises(SecretUnreadable):
            _account(each_database, account_id)


def test_a_token_moved_to_another_column_is_refused(each_database: Database) -> None:
    added = _connect(each_database)
    columns = social_integrations.c
    each_database.write_now(
        lambda db: db.execute(
            update(social_integrations).values(refresh_token=columns.access_token)
        )
    )

    with pytest.raises(SecretUnreadable):
        _refresh_token(each_database, added.id)


def test_a_list_is_narrowed_by_network_and_status(each_database: Database) -> None:
    insta = _connect(each_database)
    x = _connect(each_database, network="twitter", now=NOW + timedelta(seconds=1))
    _connect(each_database, workspace_id="T2")
    each_database.write_now(
        lambda db: accounts.set_status(db, x.id, AccountStatus.REVOKED, now=NOW)
    )

    def ids(**narrowing: Any) -> list[str]:
        found = each_database.read_now(lambda db: accounts.of_workspace(db, WORKSPACE, **narrowing))
        return [one.id for one in found]

    assert ids() == [insta.id, x.id]
    assert ids(network="twitter") == [x.id]
    assert ids(status=AccountStatus.ACTIVE) == [insta.id]


def test_a_removed_account_has_no_tokens_and_is_in_no_list(each_database: Database) -> None:
    added = _connect(each_database)

    each_database.write_now(lambda db: accounts.remove(db, WORKSPACE, added.id))

    [row] = _raw(each_database)
    assert (row.access_token, row.refresh_token) == (None, None)
    assert each_database.read_now(lambda db: accounts.of_workspace(db, WORKSPACE)) == []
    with pytest.raises(NotFound):
        _account(each_database, added.id)
    with pytest.raises(NotFound):
        each_database.write_now(lambda db: accounts.renew(db, KEYRING, added.id, FRESH, now=NOW))


def test_old_posts_can_still_name_a_removed_account(each_database: Database) -> None:
    added = _connect(each_database)
    each_database.write_now(lambda db: accounts.remove(db, WORKSPACE, added.id))

    kept = each_database.read_now(lambda db: accounts.get(db, added.id))

    assert kept is not None
    assert (kept.handle, kept.status) == ("acme", AccountStatus.REVOKED)


def test_a_removed_account_can_be_connected_again(each_database: Database) -> None:
    added = _connect(each_database)
    each_database.write_now(lambda db: accounts.remove(db, WORKSPACE, added.id))

    again = _connect(each_database, tokens=FRESH)

    assert again.id == added.id
    assert _account(each_database, again.id).access_token == "access-2"


def test_an_account_of_another_workspace_is_not_removed(each_database: Database) -> None:
    added = _connect(each_database)

    with pytest.raises(NotFound):
        each_database.write_now(lambda db: accounts.remove(db, "T2", added.id))

    assert _account(each_database, added.id).access_token == "access-1"


@pytest.mark.parametrize("account_id", ["5f0c7b1e-2a57-4c6a-9d0e-6f6c1f0a7b11", "not-an-id"])
def test_an_account_nobody_connected_is_none(each_database: Database, account_id: str) -> None:
    assert each_database.read_now(lambda db: accounts.get(db, account_id)) is None


def test_rotation_moves_every_token_to_the_newest_key(each_database: Database) -> None:
    old_key, new_key = new_key_text(), new_key_text()
    added = _connect(each_database, Keyring.from_text(old_key))
    both = Keyring.from_text(f"{new_key},{old_key}")

    assert each_database.write_now(lambda db: accounts.rotate(db, both)) == 2
    assert each_database.write_now(lambda db: accounts.rotate(db, both)) == 0

    only_new = Keyring.from_text(new_key)
    assert _account(each_database, added.id, only_new).access_token == "access-1"


def test_a_token_under_a_key_that_is_gone_says_so(each_database: Database) -> None:
    added = _connect(each_database)

    with pytest.raises(SecretUnreadable, match=KEYRING.newest) as refusal:
        _account(each_database, added.id, Keyring.from_text(new_key_text()))

    assert "CALLBOARD_SECRET_KEYS" in refusal.value.advice
