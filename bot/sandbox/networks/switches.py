"""How a stand-in behaves where the real network varies: numbers and words set by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS switch (
    network TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (network, name)
);
"""
Setting = float | str | bool


class Switches:
    """Settings of each network, with the defaults the network gives."""

    def __init__(self, db: Database, defaults: Mapping[str, Mapping[str, Setting]]) -> None:
        self._db = db
        self._defaults = defaults

    def of(self, network: str) -> dict[str, Setting]:
        """List a network's settings as they are now."""
        rows = self._db.rows("SELECT name, value FROM switch WHERE network = ?", network)
        return {
            **self._defaults[network],
            **{row["name"]: json.loads(row["value"]) for row in rows},
        }

    def number(self, network: str, name: str) -> float:
        """Return a setting that is a number."""
        return float(self.of(network)[name])

    def word(self, network: str, name: str) -> str:
        """Return a setting that is a word."""
        return str(self.of(network)[name])

    def turn(self, network: str, name: str, value: Setting) -> None:
        """Set one switch; raises ``KeyError`` (unknown) or ``TypeError`` (wrong kind)."""
        default = self._defaults[network][name]
        kinds = (int, float) if isinstance(default, int | float) else (str,)
        if not isinstance(value, kinds) or isinstance(value, bool) != isinstance(default, bool):
            raise TypeError(name)
        self._db.run(
            "INSERT OR REPLACE INTO switch VALUES (?, ?, ?)", network, name, json.dumps(value)
        )
