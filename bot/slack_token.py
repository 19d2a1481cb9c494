"""What Slack's answers say about the bot's token: its scopes, and whether trying again helps."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.manifest import load_manifest
from handlers.slack.refused import reason

PASSING = frozenset(
    "fatal_error internal_error ratelimited request_timeout service_unavailable "
    "team_added_to_org".split()
)
"""Slack's own troubles, which pass by themselves."""


def is_outage(error: Exception) -> bool:
    """Tell an outage, which passes, from a refusal that somebody has to mend."""
    if not isinstance(error, SlackApiError):
        return True
    code = reason(error)
    return code in PASSING or code.startswith("http_")


def missing_scopes(answer: AsyncSlackResponse) -> list[str]:
    """Return the manifest's scopes that the token lacks, as far as Slack says what it has."""
    said = header(answer, "x-oauth-scopes")
    if not said:
        return []
    granted = {scope.strip() for scope in said.split(",")}
    return sorted(set(load_manifest()["oauth_config"]["scopes"]["bot"]) - granted)


def scopes_wanted(missing: list[str]) -> str:
    """Say that permissions are missing, and what to do."""
    return (
        f"The Slack app lacks the permission {' and '.join(missing)}. Add it under OAuth & "
        "Permissions (callboard manifest prints them all), then install the app again."
    )


def header(answer: AsyncSlackResponse, name: str) -> str:
    """Return one header of an answer, whatever the case of its name."""
    found = dict(answer.headers) if answer.headers else {}
    lowered = {str(key).lower(): value for key, value in found.items()}
    value = lowered.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
