"""The inspector's log: every request in either direction, with secrets masked."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.sandbox.slack.documents import Documents, Shelf
from bot.sandbox.slack.records import LogEntry
from bot.sandbox.slack.stream import Stream
from platforms.clock import Clock

KEPT = 1000
LONGEST_BODY_CHARS = 60_000
_SECRET = re.compile(r"\b(xox[a-z]|xapp|xoxe)([-.])[\w.-]+|v0=[0-9a-f]{64}")


class Journal:
    """Keeps the newest entries and tells open pages of each."""

    def __init__(self, documents: Documents, stream: Stream, clock: Clock) -> None:
        self._entries = Shelf(documents, "log", LogEntry)
        self._stream = stream
        self._clock = clock
        self._last_id = max((entry.id for entry in self._entries.all()), default=0)

    def note(
        self,
        kind: str,
        name: str,
        *,
        status: int | None,
        ms: int,
        error: str | None = None,
        retry_num: int | None = None,
        request: Any = None,
        response: Any = None,
    ) -> LogEntry:
        """Write one entry down; no ``error`` means that all went well."""
        self._last_id += 1
        entry = LogEntry(
            id=self._last_id,
            at=self._clock.now().isoformat(),
            kind=kind,
            name=name,
            status=status,
            ms=ms,
            ok=error is None,
            error=error,
            retry_num=retry_num,
            request=masked(request),
            response=masked(response),
        )
        self._entries.put(f"{entry.id:012d}", entry)
        self._entries.drop(f"{entry.id - KEPT:012d}")
        self._stream.tell(type="log")
        return entry

    def newest(self, limit: int) -> list[LogEntry]:
        """Return the newest entries, newest first."""
        return self._entries.all()[::-1][:limit]

    def forget_all(self) -> None:
        """Start an empty log; ids go on counting."""
        self._entries.forget_all()


def masked(shown: Any) -> Any:
    """Return what may be shown: no tokens or signatures, and no endless bodies."""
    text = _SECRET.sub(r"\1\2…", json.dumps(shown, ensure_ascii=False, default=str))
    if len(text) > LONGEST_BODY_CHARS:
        return {"shortened": text[:LONGEST_BODY_CHARS]}
    return json.loads(text)
