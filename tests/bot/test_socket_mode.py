"""The bot in Socket Mode: slack-bolt's real client against the stand-in's real WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build
from bot.failures import Stopped
from bot.manifest import load_manifest
from bot.sandbox.slack.actor import Actor
from bot.settings import told
from bot.socket_mode import SocketMode
from tests.bot.sandbox.slack.rig import APP_TOKEN, BOT_TOKEN, Rig, open_rig


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path / "slack", manifest=load_manifest()) as rig:
        yield rig


@pytest.fixture(name="ana")
async def _ana(rig: Rig, tmp_path: Path) -> AsyncIterator[Actor]:
    """Run the whole bot on a socket, and give the test somebody who talks to it."""
    settings = told(
        {
            "data_dir": tmp_path / "bot",
            "database_url": "",
            "public_url": "",
            "secret_keys": "",
            "slack_bot_token": BOT_TOKEN,
            "slack_signing_secret": "",
            "slack_app_token": APP_TOKEN,
            "slack_api_url": f"{rig.url}/api/",
        }
    )
    bot = build(settings)
    await bot.start()
    try:
        await rig.logged(lambda one: one["name"] == "hello")
        async with Actor(rig.url, "U0ANA") as ana:
            yield ana
    finally:
        await bot.stop()


def is_help(message: dict[str, Any]) -> bool:
    return message["user"] == "U0BOT" and str(message["text"]).startswith("Drop files")


async def test_a_command_over_the_socket_is_answered(ana: Actor) -> None:
    outcome = await ana.command("help")

    assert "failure" not in outcome
    assert (await ana.wait_for(is_help))["ephemeral"]


async def test_a_mention_over_the_socket_is_answered(ana: Actor) -> None:
    await ana.say("@Callboard help")

    await ana.wait_for(is_help)


async def test_an_envelope_that_comes_again_is_answered_once(rig: Rig, ana: Actor) -> None:
    await rig.fault("delivery", "lost_ack", name="app_mention")

    await ana.say("@Callboard help")
    again = await rig.logged(lambda one: one["name"] == "app_mention" and one["retry_num"] == 1)
    await ana.wait_for(is_help)
    await ana.command("help")
    await rig.logged(lambda one: one["name"] == "respond")

    assert again["ok"]
    assert len([one for one in await ana.messages() if is_help(one)]) == 2


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_a_socket_that_slack_ends_is_replaced_and_nothing_is_lost(
    rig: Rig, ana: Actor, reason: str
) -> None:
    await rig.fault("socket", reason)
    await rig.logged(lambda one: one["name"] == "hello", count=2)

    outcome = await ana.command("help")

    assert "failure" not in outcome


async def test_what_slack_could_not_deliver_at_first_is_answered_later(
    rig: Rig, ana: Actor
) -> None:
    await rig.fault("delivery", "reset", name="app_mention", times=2)
    await ana.say("@Callboard help")
    await rig.logged(lambda one: one["name"] == "app_mention" and one["retry_num"] == 1)

    await rig.advance(61)

    await ana.wait_for(is_help)


@asynccontextmanager
async def socket_of(slack_url: str, app_token: str) -> AsyncIterator[SocketMode]:
    client = AsyncWebClient(token=BOT_TOKEN, base_url=f"{slack_url}/api/", timeout=5)
    socket = SocketMode(AsyncApp(client=client, signing_secret=""), client, app_token)
    try:
        yield socket
    finally:
        await asyncio.wait_for(socket.stop(), 10)


async def test_a_refused_app_token_is_said_in_one_line(rig: Rig) -> None:
    async with socket_of(rig.url, "xapp-bad") as socket:
        with pytest.raises(Stopped, match="CALLBOARD_SLACK_APP_TOKEN") as refused:
            await socket.start()

    assert "xapp-bad" not in str(refused.value)


async def test_a_slack_that_is_away_keeps_nothing_else_from_starting() -> None:
    async with socket_of("http://127.0.0.1:9", APP_TOKEN) as socket:
        await asyncio.wait_for(socket.start(), 10)
