"""The app's bot token in one workspace and what has become of it."""

from __future__ import annotations

import hmac
from typing import Literal, get_args

from bot.sandbox.slack.documents import Shelf
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal

TokenState = Literal["valid", "revoked", "expired", "inactive"]
TOKEN_STATES: tuple[str, ...] = get_args(TokenState)
_ERROR = {"revoked": "token_revoked", "expired": "token_expired", "inactive": "account_inactive"}
_NOTE = "token"


class Tokens:
    """Knows the bot token (``xoxb-``) of one installation; without one the app is not installed."""

    def __init__(self, *, bot: str | None, notes: Shelf[Json]) -> None:
        self._bot = bot
        self._notes = notes

    @property
    def installed(self) -> bool:
        """Whether the app is in the workspace, so that it hears of what happens there."""
        return self.issued and self._state() not in ("inactive", "revoked")

    @property
    def issued(self) -> bool:
        """Whether the app ever got a token here."""
        return self._bot is not None

    def set_state(self, state: TokenState) -> None:
        """Let the bot token be revoked, expired or inactive from now on, or valid again."""
        self._notes.put(_NOTE, {"state": state})

    def knows(self, token: str) -> bool:
        """Tell whether this is the workspace's token, whatever became of it."""
        return self._bot is not None and same(token, self._bot)

    def opens_files(self, token: str | None) -> bool:
        """Tell whether a token may download private files."""
        return token is not None and self.knows(token) and self._state() == "valid"

    def check(self) -> None:
        """Refuse the token when it is no longer good."""
        if error := _ERROR.get(self._state()):
            raise Refusal(error)

    def _state(self) -> str:
        return str((self._notes.get(_NOTE) or {}).get("state", "valid"))


def same(token: str, known: str) -> bool:
    """Compare two secrets without telling by the time it takes how much of them is equal."""
    return hmac.compare_digest(token.encode(), known.encode())
