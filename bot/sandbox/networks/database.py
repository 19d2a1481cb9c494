"""One SQLite file that holds all the stand-ins remember."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Database:
    """
    A connection whose every statement is committed before it returns.

    The write-ahead log without a sync survives the death of the process, which is all a
    stand-in has to survive; a power cut may lose answers. A sync would hold up the event loop,
    which in the demo is also the bot's.
    """

    def __init__(self, path: Path, schemas: Sequence[str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=10
        )
        self._connection.row_factory = sqlite3.Row
        weakref.finalize(self, self._connection.close)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        for schema in schemas:
            self._connection.executescript(schema)

    def run(self, statement: str, *values: object) -> int:
        """Execute one statement and return the number of rows it touched."""
        return self._connection.execute(statement, values).rowcount

    def row(self, statement: str, *values: object) -> sqlite3.Row | None:
        """Return the first row, or ``None``."""
        found: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
        return found

    def rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Return all rows."""
        return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything in the block at once; inside another transaction, join it."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def wipe(self) -> None:
        """Forget everything; the tables stay."""
        with self.transaction():
            for table in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
                # Our own table names, straight from the catalogue.
                self._connection.execute(f'DELETE FROM "{table["name"]}"')  # noqa: S608
