"""Failures of the world outside, in one sentence each: what happened and what to do."""

from __future__ import annotations

import aiohttp
import httpx
from slack_sdk.errors import SlackApiError

from bot.slack_token import scopes_wanted
from handlers.slack.refused import reason

TOKEN_REFUSED = frozenset(
    "account_inactive invalid_auth no_permission not_authed org_login_required token_expired "
    "token_revoked not_allowed_token_type".split()
)


def worded(error: BaseException) -> str | None:
    """Return the sentence; ``None`` when this is no failure of Slack, a network or the way."""
    if isinstance(error, SlackApiError | aiohttp.ClientError):
        return of_slack(error)
    if isinstance(error, httpx.HTTPStatusError):
        return (
            f"{_host(error)} answered {error.response.status_code}. "
            "Try again in a while; if it stays so, look at the network's status page."
        )
    if isinstance(error, httpx.TransportError):
        return (
            f"{_host(error)} cannot be reached ({type(error).__name__}). "
            "Check this machine's connection and the address in the settings, then try again."
        )
    return None


def of_slack(error: Exception) -> str:
    """Return the sentence for what a call of Slack raised: ``SlackApiError`` or ``Unreachable``."""
    code = reason(error)
    if not isinstance(error, SlackApiError):
        return (
            f"Slack cannot be reached ({code}). "
            "Check this machine's connection and CALLBOARD_SLACK_API_URL, then try again."
        )
    if code in TOKEN_REFUSED:
        return (
            f"Slack does not take CALLBOARD_SLACK_BOT_TOKEN ({code}). Copy the Bot User OAuth "
            "Token from OAuth & Permissions of your Slack app, or install the app again."
        )
    if code == "missing_scope":
        return scopes_wanted([str(error.response.get("needed") or "that Slack names nowhere")])
    if code.startswith("http_"):
        return (
            f"Slack answered {code.removeprefix('http_')}, which is no answer of its Web API. "
            "Check CALLBOARD_SLACK_API_URL; if it is right, try again in a while."
        )
    return f"Slack refused ({code}). Look at docs/slack.md, or run callboard doctor --slack."


def _host(error: httpx.HTTPStatusError | httpx.TransportError) -> str:
    """Return who was called; an error that arose before any request names nobody."""
    try:
        return error.request.url.host
    except RuntimeError:
        return "A network"
