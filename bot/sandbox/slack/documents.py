"""JSON documents in one SQLite file, each kind also held in memory and written through."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")


@cache
def _adapter(word: Any) -> TypeAdapter[Any]:
    """Return the reader and writer of one kind of record; building one takes milliseconds."""
    return TypeAdapter(word)


class Documents:
    """One SQLite file of JSON documents, keyed by kind and id."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        # A killed process loses nothing the kernel already has; only a power cut could, and
        # fsync on the event loop would delay the acks that this stand-in measures.
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS documents "
            "(kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )

    def load(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield id and JSON text of every document of one kind."""
        yield from self._db.execute("SELECT id, body FROM documents WHERE kind = ?", (kind,))

    def put(self, kind: str, key: str, body: str) -> None:
        """Write one document, replacing an older one."""
        self._db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (kind, key, body))

    def drop(self, kind: str, key: str) -> None:
        """Forget one document."""
        self._db.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, key))

    def clear(self) -> None:
        """Forget everything."""
        self._db.execute("DELETE FROM documents")

    def close(self) -> None:
        """Give the file back."""
        self._db.close()


class Shelf(Generic[Record]):
    """All records of one kind, by id, in the order they were first put there."""

    def __init__(self, documents: Documents, kind: str, word: type[Record]) -> None:
        self._documents = documents
        self._kind = kind
        self._adapter: TypeAdapter[Record] = _adapter(word)  # type: ignore[arg-type] # every class is hashable
        self._records = {
            key: self._adapter.validate_json(body) for key, body in documents.load(kind)
        }

    def get(self, key: str) -> Record | None:
        """Return the record, or ``None`` when there is none of that id."""
        return self._records.get(key)

    def all(self) -> list[Record]:
        """Return every record."""
        return list(self._records.values())

    def put(self, key: str, record: Record) -> Record:
        """Remember the record, here and on disk."""
        self._records[key] = record
        self._documents.put(self._kind, key, self._adapter.dump_json(record).decode())
        return record

    def drop(self, key: str) -> None:
        """Forget the record, if there is one."""
        if self._records.pop(key, None) is not None:
            self._documents.drop(self._kind, key)

    def forget_all(self) -> None:
        """Empty the shelf in memory, after ``Documents.clear`` emptied the file."""
        self._records.clear()
