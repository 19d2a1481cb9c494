"""Why Slack refused a call, in one word, whatever its answer looks like."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

Unreachable = (aiohttp.ClientError, TimeoutError)
"""What a call raises when Slack gave no answer at all."""


NO_WAY_IN = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
"""The bot cannot write in this channel until somebody lets it."""

NO_TOKEN = frozenset(
    "account_inactive app_uninstalled invalid_auth not_authed token_expired token_revoked".split()
)
"""The workspace does not take anything from us until somebody installs the app again."""


def reason(error: Exception) -> str:
    """
    Return Slack's own code, such as ``channel_not_found``.

    In an outage the answer is a page or a line of text instead; its HTTP status says enough.
    """
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    said = getattr(error.response, "data", None)
    code = said.get("error") if isinstance(said, dict) else None
    status = getattr(error.response, "status_code", getattr(error.response, "status", "unknown"))
    return str(code or f"http_{status}")
