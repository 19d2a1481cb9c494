"""
Slash commands.

https://docs.slack.dev/interactivity/implementing-slash-commands
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.sandbox.slack import posting, responses, world
from bot.sandbox.slack.delivery.letters import Answer, Letter
from bot.sandbox.slack.delivery.queueing import VERIFICATION_TOKEN
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    channel_label,
    person,
    place,
    refuse_where_not_installed,
    response_url,
)
from bot.sandbox.slack.interactions.talking import command_text
from bot.sandbox.slack.records import Channel, ResponseUrl, User
from bot.sandbox.slack.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command went, for the inspector."""

    status: int | None
    ms: int
    body: Any
    code: str | None = None
    failure: str | None = None


async def run(
    sandbox: Sandbox, *, user_id: str, channel_id: str, command: str, text: str
) -> Outcome:
    """Send a command to the app and show its answer, or Slackbot's apology, to the person."""
    user = person(sandbox, user_id)
    channel = place(sandbox, channel_id, user)
    refuse_where_not_installed(sandbox)
    known = sandbox.workspace.manifest.command(command)
    if known is None or "commands" not in sandbox.workspace.manifest.scopes:
        raise CannotAct(f"{command} is not a command of this workspace. The manifest lists them.")
    said = command_text(sandbox, text, should_escape=known.should_escape)
    url = response_url(sandbox, channel=channel.id, user=user.id, kind="command")
    fields = _fields(sandbox, channel, user) | {
        "command": command,
        "text": said,
        "response_url": url,
        "trigger_id": sandbox.triggers.issue(user.id),
    }
    answer = await sandbox.courier.deliver(
        Letter(kind="command", name=command, content=urlencode(fields).encode(), shown=fields)
    )
    ticket = sandbox.workspace.response_urls.get(url.rsplit("/", 1)[-1])
    assert ticket is not None, "issued a few lines above"  # noqa: S101 - invariant
    return _show(sandbox, answer, command, ticket)


def _fields(sandbox: Sandbox, channel: Channel, user: User) -> dict[str, str]:
    return {
        "token": VERIFICATION_TOKEN,
        "api_app_id": world.APP_ID,
        "team_id": sandbox.workspace.team.id,
        "team_domain": sandbox.workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_label(channel),
        "user_id": user.id,
        "user_name": user.name,
        "is_enterprise_install": "false",
    }


def _show(sandbox: Sandbox, answer: Answer, command: str, ticket: ResponseUrl) -> Outcome:
    if not answer.ok:
        timed_out = answer.trouble == "http_timeout"
        code = "operation_timeout" if timed_out else "dispatch_failed"
        reason = "took longer than 3 seconds" if timed_out else "could not take the command"
        return _failed(sandbox, answer, command, ticket, code=code, reason=reason)
    body = answer.json()
    text = answer.body.decode(errors="replace")
    if not text.strip():
        return Outcome(answer.status, answer.ms, None)
    said = body if isinstance(body, dict) else {"text": text}
    try:
        responses.say(sandbox, ticket, said)
    except Refusal as refusal:
        code, reason = "invalid_command_response", f"gave a wrong answer ({refusal.error})"
        return _failed(sandbox, answer, command, ticket, code=code, reason=reason)
    return Outcome(answer.status, answer.ms, said)


def _failed(
    sandbox: Sandbox, answer: Answer, command: str, ticket: ResponseUrl, *, code: str, reason: str
) -> Outcome:
    said = f"{command} failed with the error “{code}”: the app {reason}. "
    said += "Try again, or look at the requests in the inspector."
    posting.slackbot_says(
        sandbox, channel=ticket.channel, user=ticket.user, text=said, failure=code
    )
    return Outcome(answer.status, answer.ms, None, code=code, failure=said)
