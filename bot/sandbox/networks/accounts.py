"""The people and companies that have an account on a stand-in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    network TEXT NOT NULL, id TEXT NOT NULL, handle TEXT NOT NULL COLLATE NOCASE,
    details TEXT NOT NULL, PRIMARY KEY (network, id), UNIQUE (network, handle)
);
"""


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """An account as the network knows it; ``details`` holds the network's own further ids."""

    network: str
    id: str
    handle: str
    details: Mapping[str, Any]


class Accounts:
    """Opens accounts and finds them again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(
        self, network: str, handle: str, make: Callable[[], tuple[str, dict[str, Any]]]
    ) -> RemoteAccount:
        """Return the account with this handle; ``make`` gives id and details of a new one."""
        found = self.by_handle(network, handle)
        if found:
            return found
        account_id, details = make()
        self._db.run(
            "INSERT INTO account VALUES (?, ?, ?, ?)",
            *(network, account_id, handle, json.dumps(details)),
        )
        return RemoteAccount(network, account_id, handle, details)

    def by_handle(self, network: str, handle: str) -> RemoteAccount | None:
        """Find an account by its handle, in any letter case."""
        return self._one("network = ? AND handle = ?", network, handle)

    def by_id(self, network: str, account_id: str) -> RemoteAccount | None:
        """Find an account by the network's id."""
        return self._one("network = ? AND id = ?", network, account_id)

    def of(self, network: str) -> list[RemoteAccount]:
        """List a network's accounts by handle."""
        rows = self._db.rows("SELECT * FROM account WHERE network = ? ORDER BY handle", network)
        return [_account(row) for row in rows]

    def describe(self, account: RemoteAccount, **details: Any) -> None:
        """Change some of an account's details."""
        self._db.run(
            "UPDATE account SET details = ? WHERE network = ? AND id = ?",
            *(json.dumps({**account.details, **details}), account.network, account.id),
        )

    def _one(self, where: str, *values: str) -> RemoteAccount | None:
        # ``where`` is one of the constants above; the values are bound.
        row = self._db.row(f"SELECT * FROM account WHERE {where}", *values)  # noqa: S608
        return _account(row) if row else None


def _account(row: Any) -> RemoteAccount:
    return RemoteAccount(row["network"], row["id"], row["handle"], json.loads(row["details"]))
