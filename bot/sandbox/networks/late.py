"""Requests whose caller was cut off and whose work is done only some time later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.types import Scope

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS late_request (
    id INTEGER PRIMARY KEY, due_at REAL NOT NULL, scope TEXT NOT NULL, body BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class LateRequest:
    """A request to be done now, as if it had just arrived."""

    scope: Scope
    body: bytes


class LateRequests:
    """
    Keeps cut-off requests until they are due.

    They hold the caller's token, as the real request would in some queue; they are the
    stand-in's own tokens and are gone when the request is done.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, scope: Scope, body: bytes, *, due_at: float) -> None:
        """Remember a request."""
        self._db.run(
            "INSERT INTO late_request (due_at, scope, body) VALUES (?, ?, ?)",
            *(due_at, json.dumps(_plain(scope)), body),
        )

    def take(self, now: float) -> list[LateRequest]:
        """Hand out what is due, each request once."""
        rows = self._db.rows(
            "DELETE FROM late_request WHERE due_at <= ? RETURNING id, scope, body", now
        )
        return [
            LateRequest(_scope(json.loads(row["scope"])), row["body"])
            for row in sorted(rows, key=lambda row: int(row["id"]))
        ]


def _plain(scope: Scope) -> dict[str, Any]:
    kept = ("method", "path", "scheme", "root_path", "http_version", "callboard.base")
    return {
        **{name: scope[name] for name in kept if name in scope},
        "server": list(scope.get("server") or ()),
        "query_string": scope["query_string"].decode("latin-1"),
        "headers": [[k.decode("latin-1"), v.decode("latin-1")] for k, v in scope["headers"]],
    }


def _scope(plain: dict[str, Any]) -> Scope:
    return {
        **plain,
        "type": "http",
        "asgi": {"version": "3.0"},
        "server": tuple(plain["server"]) or None,
        "client": None,
        "query_string": plain["query_string"].encode("latin-1"),
        "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in plain["headers"]],
    }
