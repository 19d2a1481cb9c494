"""Where the stand-in can be reached, learnt from the requests that reach it."""

from __future__ import annotations

from starlette.requests import Request

from bot.sandbox.slack.documents import Shelf
from bot.sandbox.slack.records import Json

_NOTE = "addresses"


class Addresses:
    """The base addresses that the bot and the people use; they may differ behind a port mapping."""

    def __init__(self, notes: Shelf[Json]) -> None:
        self._notes = notes

    def seen(self, request: Request, *, by_bot: bool) -> str:
        """Remember and return the base address a request was sent to, mount prefix included."""
        base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
        known = self._notes.get(_NOTE) or {}
        who = "bot" if by_bot else "people"
        if known.get(who) != base:
            self._notes.put(_NOTE, {**known, who: base})
        return base

    @property
    def for_bot(self) -> str:
        """The base for links in deliveries: what the bot calls, before that what people call."""
        known = self._notes.get(_NOTE) or {}
        return str(known.get("bot") or known.get("people") or "http://127.0.0.1")
