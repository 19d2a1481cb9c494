"""What a button carries: an id and the version its reader saw. Nothing in it is trusted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticket:
    """The id of a proposal, post or session, and its version when the button was drawn."""

    id: str
    version: int

    def __str__(self) -> str:
        """Write it as a button's value."""
        return f"{self.id}:{self.version}"

    @classmethod
    def read(cls, value: object) -> Ticket | None:
        """Read a button's value; ``None`` for anything we did not write."""
        identity, colon, version = str(value).rpartition(":")
        if not colon or not identity or not version.isdigit() or len(version) > 9:
            return None
        return cls(identity, int(version))
