"""The app's tokens and what has become of them."""

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
    """Knows the bot token (``xoxb-``) and the app-level token (``xapp-``) of the one app."""

    def __init__(self, *, bot: str, app: str, notes: Shelf[Json]) -> None:
        self._bot = bot
        self._app = app
        self._notes = notes

    def set_state(self, state: TokenState) -> None:
        """Let the bot token be revoked, expired or inactive from now on, or valid again."""
        self._notes.put(_NOTE, {"state": state})

    def opens_files(self, token: str | None) -> bool:
        """Tell whether a token may download private files."""
        return token is not None and self._is(token, self._bot) and self._state() == "valid"

    def check(self, token: str | None, *, app_level: bool) -> None:
        """Refuse a token that is missing, unknown, no longer good, or of the wrong kind."""
        if not token:
            raise Refusal("not_authed")
        wanted, other = (self._app, self._bot) if app_level else (self._bot, self._app)
        if self._is(token, other):
            raise Refusal("not_allowed_token_type")
        if not self._is(token, wanted):
            raise Refusal("invalid_auth")
        if error := _ERROR.get(self._state()):
            raise Refusal(error)

    def _state(self) -> str:
        return str((self._notes.get(_NOTE) or {}).get("state", "valid"))

    @staticmethod
    def _is(token: str, known: str) -> bool:
        return hmac.compare_digest(token.encode(), known.encode())
