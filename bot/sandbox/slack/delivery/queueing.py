"""
Events on their way: wrapped, counted, tried, and tried again.

https://docs.slack.dev/apis/events-api
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from bot.sandbox.slack import world
from bot.sandbox.slack.delivery.letters import Answer, Letter
from bot.sandbox.slack.ids import fresh_id, fresh_secret
from bot.sandbox.slack.records import Job, Json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

VERIFICATION_TOKEN = "deprecated-verification-token"  # noqa: S105 - Slack sends it, nobody trusts it
RETRY_AFTER_S = (0, 60, 300)
OVERTAKEN_S = 1.0
"""How long an event is held back so that later ones overtake it."""


def enqueue(sandbox: Sandbox, event: Json) -> None:
    """Send an event on its way, unless the app gets too many or is switched off."""
    team = sandbox.workspace.team.id
    if not sandbox.subscriptions.are_on:
        return
    admitted = sandbox.subscriptions.admit(team, sandbox.now_s())
    if admitted == "no longer":
        _remember(sandbox, _rate_limited(sandbox), attempt=0, reason=None, wait_s=0)
    if admitted != "yes":
        return
    kind = event["type"]
    held = sandbox.faults.strike("delivery", kind, "reorder")
    wait_s = (held.seconds or OVERTAKEN_S) if held is not None else 0.0
    envelope = _envelope(sandbox, event)
    copies = 2 if sandbox.faults.strike("delivery", kind, "duplicate") else 1
    for _ in range(copies):
        _remember(sandbox, envelope, attempt=0, reason=None, wait_s=wait_s)


async def deliver(sandbox: Sandbox, job: Job) -> None:
    """Deliver a queued event, and queue it again if it is not acknowledged in time."""
    if not sandbox.subscriptions.are_on:
        return
    envelope, attempt, reason = (job.body[name] for name in ("envelope", "attempt", "reason"))
    letter = Letter(
        kind="event",
        name=envelope["event"]["type"] if "event" in envelope else envelope["type"],
        content=json.dumps(envelope, ensure_ascii=False).encode(),
        shown=envelope,
        content_type="application/json",
        retry_num=attempt or None,
        retry_reason=reason,
    )
    answer = await sandbox.courier.deliver(letter)
    if sandbox.subscriptions.judge(sandbox.now_s(), ok=answer.ok):
        _give_up(sandbox)
    if not answer.ok and attempt < len(RETRY_AFTER_S) and not _no_retry(answer):
        wait_s = RETRY_AFTER_S[attempt]
        _remember(sandbox, envelope, attempt=attempt + 1, reason=answer.trouble, wait_s=wait_s)


def event_context(team: str, kind: str, channel: str | None) -> str:
    """Return the word by which an app may later ask who saw an event."""
    known = {"et": kind, "tid": team, "aid": world.APP_ID, "cid": channel}
    return "4-" + base64.urlsafe_b64encode(json.dumps(known).encode()).decode().rstrip("=")


def team_of_context(context: str) -> str | None:
    """Return the team that an event context names; ``None`` when it is made up."""
    version, _, packed = context.partition("-")
    try:
        known = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except ValueError:
        return None
    is_ours = version == "4" and isinstance(known, dict) and known.get("aid") == world.APP_ID
    return str(known.get("tid")) if is_ours else None


def authorization(team: world.Team) -> Json:
    """Return the installation that lets the app see a workspace's events."""
    return {
        "enterprise_id": None,
        "team_id": team.id,
        "user_id": team.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }


def _remember(
    sandbox: Sandbox, envelope: Json, *, attempt: int, reason: str | None, wait_s: float
) -> None:
    """Remember a delivery before it is tried, so that a killed process loses none."""
    body = {"envelope": envelope, "attempt": attempt, "reason": reason}
    job = Job(id=fresh_secret(), kind="event", due_s=sandbox.now_s() + wait_s, body=body)
    sandbox.timers.add(job)


def _give_up(sandbox: Sandbox) -> None:
    """Say in the log and on the page that no more events come."""
    sandbox.journal.note(
        "event", "subscriptions", status=None, ms=0, error="event_subscriptions_disabled"
    )
    sandbox.stream.tell(
        type="notice",
        text="Slack has switched the app's events off: almost no delivery of the last hour was "
        "acknowledged. Mend the app, then verify its request URL again.",
    )


def _no_retry(answer: Answer) -> bool:
    return answer.headers.get("x-slack-no-retry") == "1"


def _rate_limited(sandbox: Sandbox) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "type": "app_rate_limited",
        "team_id": sandbox.workspace.team.id,
        "minute_rate_limited": int(sandbox.now_s() // 60 * 60),
        "api_app_id": world.APP_ID,
    }


def _envelope(sandbox: Sandbox, event: Json) -> Json:
    team = sandbox.workspace.team
    place = event.get("channel") or event.get("channel_id")
    channel = sandbox.workspace.channels.get(place) if isinstance(place, str) else None
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": world.APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(sandbox.now_s()),
        "authorizations": [authorization(team)],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": event_context(team.id, event["type"], channel.id if channel else None),
    }
