"""Posts by any of their names."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.linkedin.session import NETWORK
from bot.sandbox.networks.linkedin.urns import kind_of
from bot.sandbox.networks.posts import RemotePost
from bot.sandbox.networks.world import World


class Finding:
    """Looks posts up."""

    def __init__(self, world: World) -> None:
        self._world = world

    def visible(self, urn: str) -> RemotePost | None:
        """Find a post that is not deleted, by its own URN or by that of its activity."""
        post = self._world.posts.get(NETWORK, self._own_name(urn))
        return None if post is None or post.deleted else post

    def since(
        self, account: RemoteAccount, moment: datetime, *, with_deleted: bool
    ) -> list[RemotePost]:
        """List what an account posted since a moment, newest first."""
        rows = self._world.db.rows(
            "SELECT id FROM post WHERE network = ? AND account_id = ? AND created_at > ?"
            " AND (? OR deleted_at IS NULL) ORDER BY created_at DESC, rowid DESC",
            *(NETWORK, account.id, moment.timestamp(), with_deleted),
        )
        found = [self._world.posts.get(NETWORK, row["id"]) for row in rows]
        return [post for post in found if post is not None]

    def _own_name(self, urn: str) -> str:
        if kind_of(urn) != "activity":
            return urn
        row = self._world.db.row(
            "SELECT id FROM post WHERE network = ? AND json_extract(details, '$.activity') = ?",
            *(NETWORK, urn),
        )
        return row["id"] if row else urn
