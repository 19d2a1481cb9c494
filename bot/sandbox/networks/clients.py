"""The apps that may ask for tokens."""

from __future__ import annotations

import hmac
import json

from bot.sandbox.networks.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS client (
    network TEXT NOT NULL, id TEXT NOT NULL, secret TEXT NOT NULL, redirect_uris TEXT NOT NULL,
    PRIMARY KEY (network, id)
);
"""


class Clients:
    """
    Registered apps, as a network's developer page would list them.

    While a network has none, every client id and secret is taken, so that the demo needs no
    registration; the first registration makes the network strict.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def register(self, network: str, client_id: str, secret: str, redirect_uris: list[str]) -> None:
        """Add an app, or change its secret and addresses."""
        self._db.run(
            "INSERT OR REPLACE INTO client VALUES (?, ?, ?, ?)",
            *(network, client_id, secret, json.dumps(redirect_uris)),
        )

    def knows(self, network: str, client_id: str) -> bool:
        """Tell whether this app may ask at all."""
        return bool(client_id) and (self._is_open(network) or self._has(network, client_id))

    def is_public(self, network: str, client_id: str) -> bool:
        """Tell whether this app has no secret, as one that runs on people's own machines."""
        return self._is_open(network) or self.proves(network, client_id, "")

    def proves(self, network: str, client_id: str, secret: str) -> bool:
        """Tell whether the secret is this app's."""
        if self._is_open(network):
            return bool(client_id and secret)
        known = self.secret_of(network, client_id)
        return known is not None and hmac.compare_digest(known, secret)

    def secret_of(self, network: str, client_id: str) -> str | None:
        """Return a registered app's secret, which signs what the app sends."""
        row = self._db.row(
            "SELECT secret FROM client WHERE network = ? AND id = ?", network, client_id
        )
        return row["secret"] if row else None

    def may_return_to(self, network: str, client_id: str, redirect_uri: str) -> bool:
        """Tell whether people may be sent back to this exact address."""
        if self._is_open(network):
            return redirect_uri.startswith(("http://", "https://"))
        row = self._db.row(
            "SELECT redirect_uris FROM client WHERE network = ? AND id = ?", network, client_id
        )
        return row is not None and redirect_uri in json.loads(row["redirect_uris"])

    def _is_open(self, network: str) -> bool:
        return self._db.row("SELECT 1 FROM client WHERE network = ?", network) is None

    def _has(self, network: str, client_id: str) -> bool:
        row = self._db.row("SELECT 1 FROM client WHERE network = ? AND id = ?", network, client_id)
        return row is not None
