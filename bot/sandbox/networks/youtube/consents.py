"""What people have allowed each app so far, which decides what a further consent gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS youtube_consent (
    account_id TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL,
    offline INTEGER NOT NULL, PRIMARY KEY (account_id, client_id)
);
"""


@dataclass(frozen=True, slots=True)
class Consent:
    """The scopes an app holds, and whether it was ever let in while the person is away."""

    scopes: tuple[str, ...] = ()
    offline: bool = False


class Consents:
    """Remembers consents."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, account_id: str, client_id: str) -> Consent:
        """Tell what an app has been allowed before."""
        row = self._db.row(
            "SELECT scopes, offline FROM youtube_consent WHERE account_id = ? AND client_id = ?",
            *(account_id, client_id),
        )
        return Consent(tuple(row["scopes"].split()), bool(row["offline"])) if row else Consent()

    def add(self, account_id: str, client_id: str, scopes: Iterable[str], *, offline: bool) -> None:
        """Add to what an app is allowed."""
        before = self.of(account_id, client_id)
        together = dict.fromkeys((*before.scopes, *scopes))
        self._db.run(
            "INSERT OR REPLACE INTO youtube_consent VALUES (?, ?, ?, ?)",
            *(account_id, client_id, " ".join(together), offline or before.offline),
        )

    def forget(self, account_id: str, client_id: str) -> None:
        """Begin anew with an app, as after a revocation."""
        self._db.run(
            "DELETE FROM youtube_consent WHERE account_id = ? AND client_id = ?",
            *(account_id, client_id),
        )
