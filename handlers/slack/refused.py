"""Why Slack refused a call, in one word, whatever its answer looks like."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError


def reason(error: SlackApiError) -> str:
    """
    Return Slack's own code, such as ``channel_not_found``.

    In an outage the answer is a page or a line of text instead; its HTTP status says enough.
    """
    said = getattr(error.response, "data", None)
    code = said.get("error") if isinstance(said, dict) else None
    status = getattr(error.response, "status_code", getattr(error.response, "status", "unknown"))
    return str(code or f"http_{status}")
