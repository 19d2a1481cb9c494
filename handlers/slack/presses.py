"""What a pressed button stands for."""

from __future__ import annotations

from typing import Any

from handlers.slack.views.ids import Ticket
from scheduling.errors import Stale


def ticket_of(body: dict[str, Any]) -> Ticket:
    """Return the id and version a button carries; raise ``Stale`` for one that is not ours."""
    ticket = Ticket.read(body["actions"][0].get("value"))
    if ticket is None:
        raise Stale("This button is from an older version of Callboard.")
    return ticket
