"""Tokens and codes: what an app may do for an account, and until when."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.networks.database import Database
from platforms.clock import Clock

SCHEMA = """
CREATE TABLE IF NOT EXISTS grant_token (
    digest TEXT PRIMARY KEY, network TEXT NOT NULL, account_id TEXT NOT NULL,
    kind TEXT NOT NULL, scopes TEXT NOT NULL, client_id TEXT NOT NULL,
    issued_at REAL NOT NULL, expires_at REAL, dead_at REAL, details TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """A token the network gave out. ``expires_at`` is ``None`` for one that never ends."""

    digest: str
    network: str
    account_id: str
    kind: str
    scopes: tuple[str, ...]
    client_id: str
    issued_at: float
    expires_at: float | None
    is_dead: bool
    details: Mapping[str, Any]


class Grants:
    """Gives tokens out and recognises them; only their digests are kept."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def issue(
        self,
        *,
        network: str,
        account_id: str,
        kind: str,
        scopes: Iterable[str],
        prefix: str = "",
        lives_s: float | None = None,
        client_id: str = "sandbox",
        **details: Any,
    ) -> str:
        """Return a new token; ``lives_s=None`` makes one that never ends."""
        token = prefix + secrets.token_urlsafe(32)
        now = self._clock.now().timestamp()
        self._db.run(
            "INSERT INTO grant_token VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
            *(_digest(token), network, account_id, kind, " ".join(scopes), client_id, now),
            *(None if lives_s is None else now + lives_s, json.dumps(details)),
        )
        return token

    def find(self, network: str, token: str) -> Grant | None:
        """Recognise a token of this network, dead and expired ones too."""
        row = self._db.row(
            "SELECT * FROM grant_token WHERE digest = ? AND network = ?", _digest(token), network
        )
        return _grant(row) if row else None

    def is_live(self, grant: Grant) -> bool:
        """Tell whether a grant is neither used up, revoked nor expired."""
        return not grant.is_dead and not self.is_expired(grant)

    def is_expired(self, grant: Grant) -> bool:
        """Tell whether a grant's time is over."""
        return grant.expires_at is not None and grant.expires_at <= self._clock.now().timestamp()

    def kill(self, grant: Grant) -> None:
        """End a grant now: used up or revoked."""
        now = self._clock.now().timestamp()
        self._db.run("UPDATE grant_token SET dead_at = ? WHERE digest = ?", now, grant.digest)

    def kill_all(self, network: str, account_id: str, *, client_id: str | None = None) -> None:
        """End everything that was granted for an account, to one app or to all."""
        self._db.run(
            "UPDATE grant_token SET dead_at = ?1 WHERE network = ?2 AND account_id = ?3"
            " AND (?4 IS NULL OR client_id = ?4)",
            *(self._clock.now().timestamp(), network, account_id, client_id),
        )

    def keep_newest(
        self, network: str, account_id: str, client_id: str, kind: str, *, count: int
    ) -> None:
        """End an app's oldest live grants of a kind beyond ``count``."""
        self._db.run(
            "UPDATE grant_token SET dead_at = ? WHERE digest IN (SELECT digest FROM grant_token"
            " WHERE network = ? AND account_id = ? AND client_id = ? AND kind = ?"
            " AND dead_at IS NULL ORDER BY issued_at DESC, rowid DESC LIMIT -1 OFFSET ?)",
            *(self._clock.now().timestamp(), network, account_id, client_id, kind, count),
        )

    def prolong(self, grant: Grant, lives_s: float) -> None:
        """Let a grant live on from now, as one that dies only of not being used."""
        self._db.run(
            "UPDATE grant_token SET expires_at = ? WHERE digest = ?",
            *(self._clock.now().timestamp() + lives_s, grant.digest),
        )

    def narrow(self, network: str, account_id: str, lost: str) -> None:
        """Take one scope from everything that was granted for an account."""
        rows = self._db.rows(
            "SELECT digest, scopes FROM grant_token WHERE network = ? AND account_id = ?",
            *(network, account_id),
        )
        for row in rows:
            kept = " ".join(scope for scope in row["scopes"].split() if scope != lost)
            self._db.run("UPDATE grant_token SET scopes = ? WHERE digest = ?", kept, row["digest"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _grant(row: Any) -> Grant:
    return Grant(
        digest=row["digest"],
        network=row["network"],
        account_id=row["account_id"],
        kind=row["kind"],
        scopes=tuple(row["scopes"].split()),
        client_id=row["client_id"],
        issued_at=row["issued_at"],
        expires_at=row["expires_at"],
        is_dead=row["dead_at"] is not None,
        details=json.loads(row["details"]),
    )
