"""Over HTTP only Slack is heard: a stranger's request is refused, and so is a missing secret."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from bot.demo import running_demo
from bot.serving import listen
from bot.settings import SettingsFault, told

PRESS = {"payload": '{"type":"block_actions","user":{"id":"U0ANA"},"team":{"id":"T0DEMO"}}'}


async def test_an_unsigned_press_is_refused(tmp_path: Path) -> None:
    async with (
        running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo,
        httpx.AsyncClient(base_url=demo.url) as stranger,
    ):
        unsigned = await stranger.post("/slack/events", data=PRESS)
        forged = await stranger.post(
            "/slack/events",
            data=PRESS,
            headers={"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=00"},
        )

    assert (unsigned.status_code, forged.status_code) == (401, 401)


def test_http_without_a_signing_secret_is_a_fault() -> None:
    with pytest.raises(SettingsFault, match="CALLBOARD_SLACK_SIGNING_SECRET"):
        told({"slack_bot_token": "xoxb-1"})


def test_socket_mode_needs_no_signing_secret() -> None:
    assert told({"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}).has_slack


def test_told_settings_hear_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLBOARD_SLOTS", "abc")
    monkeypatch.setenv("CALLBOARD_TWITTER__API_URL", "https://elsewhere.example")

    settings = told({})

    assert settings.slots == 20
    assert settings.twitter.api_url == ""
