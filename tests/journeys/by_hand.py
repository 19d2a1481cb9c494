"""Requests that Slack's own client would not send, signed and sent by hand."""

from __future__ import annotations

import json
import time

import httpx

from bot.demo import WORKSPACE, Demo
from bot.sandbox.slack.delivery.http_carrier import signature
from bot.sandbox.slack.interactions.payloads import response_url
from tests.journeys.world import Json


async def press_as(
    demo: Demo, user: str, message: Json, action_id: str, *, secret: str = ""
) -> httpx.Response:
    """Send the press of a message's button in somebody's name, whoever that is."""
    pressed = next(
        element
        for block in message["blocks"]
        for element in block.get("elements") or ()
        if element.get("action_id") == action_id
    )
    channel = message["channel"]
    where = {"message_ts": message["ts"], "channel_id": channel}
    payload = {
        "type": "block_actions",
        "team": {"id": WORKSPACE},
        "user": {"id": user, "team_id": WORKSPACE},
        "api_app_id": "A0CALLBOARD",
        "trigger_id": "1.2.3",
        "channel": {"id": channel, "name": "launch"},
        "container": {"type": "message", "thread_ts": message.get("thread_ts"), **where},
        "response_url": response_url(
            demo.slack.state.sandbox,
            channel=channel,
            user=user,
            kind="action",
            message_ts=message["ts"],
        ),
        "actions": [{**pressed, "block_id": "proposal", "action_ts": message["ts"]}],
    }
    return await _send(demo, {"payload": json.dumps(payload)}, secret)


async def _send(demo: Demo, form: dict[str, str], secret: str) -> httpx.Response:
    content = str(httpx.QueryParams(form)).encode()
    key = secret or demo.bot.settings.slack_signing_secret.get_secret_value()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(key.encode(), stamp, content),
    }
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(f"{demo.url}/slack/events", content=content, headers=headers)
