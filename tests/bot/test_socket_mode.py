"""Socket Mode with slack-bolt's real client, against a small local Slack that has a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import WSMsgType, web
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.failures import Stopped
from bot.socket_mode import SocketMode

ENVELOPE = {
    "envelope_id": "e-1",
    "type": "slash_commands",
    "accepts_response_payload": True,
    "payload": {
        "command": "/callboard",
        "text": "help",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "api_app_id": "A1",
        "token": "t",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/",
    },
}


class SmallSlack:
    """Opens sockets for one good app token, sends one command and keeps the answer."""

    def __init__(self) -> None:
        self.url = ""
        self.acks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def open_socket(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != "Bearer xapp-good":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        address = self.url.replace("http", "ws") + "/link"
        return web.json_response({"ok": True, "url": address})

    async def who(self, _request: web.Request) -> web.Response:
        known = {"ok": True, "team_id": "T1", "user_id": "UB", "bot_id": "B1", "url": self.url}
        return web.json_response(known)

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await socket.send_json(ENVELOPE)
        async for message in socket:
            if message.type is WSMsgType.TEXT and "envelope_id" in message.data:
                self.acks.put_nowait(message.json())
        return socket


@pytest.fixture(name="slack")
async def _slack() -> AsyncIterator[SmallSlack]:
    slack = SmallSlack()
    server = web.Application()
    server.add_routes(
        [
            web.post("/api/apps.connections.open", slack.open_socket),
            web.post("/api/auth.test", slack.who),
            web.get("/link", slack.link),
        ]
    )
    runner = web.AppRunner(server, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield slack
    await runner.cleanup()


def socket_of(slack_url: str, app_token: str) -> SocketMode:
    client = AsyncWebClient(token="xoxb-good", base_url=f"{slack_url}/api/", timeout=5)
    app = AsyncApp(client=client, signing_secret="")

    @app.command("/callboard")
    async def command(ack: AsyncAck) -> None:
        await ack("heard over the socket")

    return SocketMode(app, client, app_token)


async def test_a_command_over_the_socket_is_answered(slack: SmallSlack) -> None:
    socket = socket_of(slack.url, "xapp-good")

    await socket.start()
    ack = await asyncio.wait_for(slack.acks.get(), 10)
    await socket.stop()

    assert ack == {"envelope_id": "e-1", "payload": {"text": "heard over the socket"}}


async def test_a_refused_app_token_is_said_in_one_line(slack: SmallSlack) -> None:
    socket = socket_of(slack.url, "xapp-bad")

    with pytest.raises(Stopped, match="CALLBOARD_SLACK_APP_TOKEN") as refused:
        await socket.start()

    assert "xapp-bad" not in str(refused.value)
    await socket.stop()


async def test_a_slack_that_is_away_keeps_nothing_else_from_starting() -> None:
    socket = socket_of("http://127.0.0.1:9", "xapp-good")

    await asyncio.wait_for(socket.start(), 10)

    await asyncio.wait_for(socket.stop(), 10)
