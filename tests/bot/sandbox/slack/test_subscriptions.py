"""Events in bulk: the challenge, the hourly allowance, and an app that Slack gives up on."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.slack.delivery.subscriptions import Allowance
from bot.sandbox.slack.sandbox import Pace
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import GLOBEX_TOKEN, Rig, open_rig

SAY = {"user": "U0ANA", "channel": "C0LAUNCH"}
FEW = Pace(events=Allowance(deliveries_per_h=2))
STRICT = Pace(events=Allowance(judged_from=4))


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path, pace=STRICT) as rig:
        yield rig


async def fail(_heard: Heard) -> Response:
    return Response(status_code=500)


async def succeed(_heard: Heard) -> Response:
    return Response(status_code=200)


async def verify(rig: Rig) -> tuple[int, dict[str, Any]]:
    answer = await rig.http.post("/_sandbox/subscriptions")
    return answer.status_code, answer.json()


async def as_text(heard: Heard) -> Response:
    return PlainTextResponse(heard.payload["challenge"])


async def as_json(heard: Heard) -> Response:
    return JSONResponse({"challenge": heard.payload["challenge"]})


async def as_somebody_else(_heard: Heard) -> Response:
    return JSONResponse({"challenge": "abc"})


@pytest.mark.parametrize("reply", [as_text, as_json])
async def test_a_request_url_passes_by_giving_the_challenge_back(rig: Rig, reply: Any) -> None:
    rig.bot.reply = reply

    status, shown = await verify(rig)

    [heard] = rig.bot.heard
    assert (status, shown["on"]) == (200, True)
    assert heard.signed
    assert set(heard.payload) == {"token", "challenge", "type"}
    assert heard.payload["type"] == "url_verification"


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [(as_somebody_else, "value of the challenge"), (succeed, "value of the"), (fail, "(500)")],
)
async def test_a_request_url_that_fails_the_challenge_is_refused(
    rig: Rig, reply: Any, sentence: str
) -> None:
    rig.bot.reply = reply

    status, shown = await verify(rig)

    assert status == 400
    assert sentence in shown["error"]


async def failed_events(rig: Rig) -> None:
    """Let an event fail through all its retries, so that Slack has four failures to judge."""
    rig.bot.reply = fail
    await rig.act("message", **SAY, text="hi")
    await rig.bot.wait_for(lambda _one: True, count=2)
    await rig.advance(61)
    await rig.bot.wait_for(lambda _one: True, count=3)
    await rig.advance(301)
    await rig.bot.wait_for(lambda _one: True, count=4)
    await rig.logged(lambda one: one.get("error") == "event_subscriptions_disabled")


async def test_an_app_that_acknowledges_almost_nothing_gets_no_more_events(rig: Rig) -> None:
    await failed_events(rig)
    rig.bot.reply = succeed
    await rig.act("message", **SAY, text="unheard")
    await rig.act("command", **SAY, command="/callboard")
    shown = await rig.control("subscriptions")

    assert shown == {"on": False, "attempts_last_hour": 4, "failed_last_hour": 4}
    assert [one["text"] for one in rig.bot.events("message")] == ["hi"] * 4
    assert rig.bot.heard[-1].payload["command"] == "/callboard"


async def test_events_come_again_after_the_request_url_passed_anew(rig: Rig) -> None:
    await failed_events(rig)
    rig.bot.reply = as_text
    await verify(rig)
    rig.bot.reply = succeed

    await rig.act("message", **SAY, text="heard again")

    await rig.bot.wait_for_event("message", text="heard again")


async def test_an_app_stays_switched_off_across_a_restart(tmp_path: Path) -> None:
    async with open_rig(tmp_path, pace=STRICT) as rig:
        await failed_events(rig)
    async with open_rig(tmp_path, pace=STRICT) as rig:
        off = await rig.control("subscriptions")
        await rig.http.post("/_sandbox/reset")
        after_reset = await rig.control("subscriptions")

    assert (off["on"], after_reset["on"]) == (False, True)


async def test_few_failures_never_switch_an_app_off(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        rig.bot.reply = fail
        await rig.act("message", **SAY, text="hi")
        await rig.bot.wait_for(lambda _one: True, count=2)

        assert (await rig.control("subscriptions"))["on"] is True


async def test_beyond_the_hours_allowance_the_app_is_told_once_a_minute(tmp_path: Path) -> None:
    async with open_rig(tmp_path, pace=FEW) as rig:
        for text in ("one", "two", "three", "four"):
            await rig.act("message", **SAY, text=text)
        [told] = await rig.bot.wait_for(lambda one: one.payload["type"] == "app_rate_limited")
        await rig.advance(3601)
        await rig.act("message", **SAY, text="five")
        await rig.bot.wait_for_event("message", text="five")

    limited = [one for one in rig.bot.heard if one.payload["type"] == "app_rate_limited"]
    assert {one["text"] for one in rig.bot.events("message")} == {"one", "two", "five"}
    assert len(limited) <= 2
    assert "event" not in told.payload
    assert told.payload["team_id"] == "T0DEMO"
    assert told.payload["minute_rate_limited"] % 60 == 0


async def test_each_workspace_has_its_own_allowance_of_events(tmp_path: Path) -> None:
    tokens = {"T0GLOBEX": GLOBEX_TOKEN}
    async with open_rig(tmp_path, pace=FEW, more_bot_tokens=tokens) as rig:
        for text in ("one", "two", "three"):
            await rig.act("message", **SAY, text=text)
        await rig.act("message", user="U0RAJ", channel="C0PRESS", text="ours")

        await rig.bot.wait_for_event("message", text="ours")


async def test_an_event_says_whether_its_channel_is_shared_with_another_company(rig: Rig) -> None:
    await rig.act("connect", channel="C0LAUNCH")
    await rig.act("message", **SAY, text="shared")
    await rig.act("message", user="U0ANA", channel="C0GENERAL", text="own")
    await rig.bot.wait_for_event("message", text="own")

    shared = {one.event["text"]: one.payload["is_ext_shared_channel"] for one in rig.bot.heard}
    assert shared == {"shared": True, "own": False}


async def test_socket_mode_has_no_request_url_to_challenge(tmp_path: Path) -> None:
    async with open_rig(tmp_path, manifest=sample_manifest(socket_mode=True)) as rig:
        status, shown = await verify(rig)

    assert (status, shown["on"]) == (200, True)
    assert json.dumps([one.payload for one in rig.bot.heard]) == "[]"
