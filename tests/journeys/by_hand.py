"""Requests that Slack's own client would not send, signed and sent by hand."""

from __future__ import annotations

import json
import secrets
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
    content = str(httpx.QueryParams({"payload": json.dumps(payload)})).encode()
    return await send(demo, content, "application/x-www-form-urlencoded", secret=secret)


async def send_event(demo: Demo, event: Json, *, event_id: str = "") -> httpx.Response:
    """Send an event that the stand-in would not send by itself."""
    envelope = {
        "type": "event_callback",
        "team_id": WORKSPACE,
        "api_app_id": "A0CALLBOARD",
        "event": event,
        "event_id": event_id or f"Ev{secrets.token_hex(6)}",
        "event_time": int(time.time()),
    }
    return await send(demo, json.dumps(envelope).encode(), "application/json")


async def send(
    demo: Demo, content: bytes, content_type: str, *, secret: str = ""
) -> httpx.Response:
    """Sign and send a request."""
    key = secret or demo.bot.settings.slack_signing_secret.get_secret_value()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(key.encode(), stamp, content),
    }
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(f"{demo.url}/slack/events", content=content, headers=headers)
