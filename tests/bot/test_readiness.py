"""A demo is ready while it works, and says in words what does not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo import Demo, running_demo
from bot.sandbox.slack.actor import Actor
from bot.serving import listen
from handlers.slack.views import proposal

MINUTE_S = 60.0
ALWAYS = 10_000


@pytest.fixture(name="demo")
async def _demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with running_demo(tmp_path, listen("127.0.0.1", 0, hint="-")) as demo:
        yield demo


@pytest.fixture(name="http")
async def _http(demo: Demo) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=demo.url, timeout=30) as http:
        yield http


async def faults(http: httpx.AsyncClient) -> dict[str, Any]:
    answer = await http.get("/readyz")
    said = answer.json()
    assert answer.status_code == (503 if said["faults"] else 200)
    assert said["status"] == ("not ready" if said["faults"] else "ready")
    return dict(said["faults"])


async def slack_fault(http: httpx.AsyncClient, method: str, fault: str, times: int) -> None:
    body = {"kind": "api", "name": method, "fault": fault, "times": times}
    (await http.post("/_slack/_sandbox/faults", json=body)).raise_for_status()


async def test_a_running_demo_is_ready_until_its_engine_stops(
    demo: Demo, http: httpx.AsyncClient
) -> None:
    before = await faults(http)
    await demo.bot.engine.drain(5)

    assert before == {}
    assert "Nothing is being published" in (await faults(http))["publishing"]


async def test_a_revoked_token_is_said_with_what_to_do(demo: Demo, http: httpx.AsyncClient) -> None:
    (await http.post("/_slack/_sandbox/token", json={"state": "revoked"})).raise_for_status()
    demo.clock.advance(2 * MINUTE_S)

    said = (await faults(http))["slack"]

    assert said.startswith("Slack does not take CALLBOARD_SLACK_BOT_TOKEN (token_revoked). ")
    assert "install the app again" in said


async def test_an_outage_of_slack_is_said_and_is_over_when_it_is_over(
    demo: Demo, http: httpx.AsyncClient
) -> None:
    await slack_fault(http, "auth.test", "503", 1)
    demo.clock.advance(2 * MINUTE_S)

    away = await faults(http)
    demo.clock.advance(MINUTE_S)

    assert "Slack answered 503" in away["slack"]
    assert await faults(http) == {}


async def test_whoever_asks_often_does_not_make_us_ask_slack_often(
    demo: Demo, http: httpx.AsyncClient
) -> None:
    assert await faults(http) == {}
    await slack_fault(http, "auth.test", "503", 1)

    assert await faults(http) == {}


async def test_little_room_on_the_disk_is_said(demo: Demo, http: httpx.AsyncClient) -> None:
    demo.bot.readiness.least_free_bytes = 2**62

    said = (await faults(http))["disk"]

    assert "MB are free where the data folder is" in said
    assert "Make room" in said


async def test_what_waits_too_long_to_be_shown_is_said(demo: Demo, http: httpx.AsyncClient) -> None:
    async with Actor(f"{demo.url}/_slack", "U0ANA") as ana:
        thread_ts = await ana.say('<@U0BOT> schedule "Hello" on x in 2 minutes')
        plan = await ana.wait_for(
            lambda one: one["text"].startswith("Plan for"), 15, thread_ts=thread_ts
        )
        await ana.click(plan, proposal.APPROVE)
        await ana.wait_for(lambda one: "1 post scheduled" in one["text"], 15, thread_ts=thread_ts)
    for method in ("chat.update", "chat.postMessage"):
        await slack_fault(http, method, "503", ALWAYS)
    await demo.advance(5 * MINUTE_S)
    soon = await faults(http)
    await demo.advance(6 * MINUTE_S)

    late = await faults(http)

    assert soon == {}
    assert "wait to be shown in Slack, the oldest for" in late["backlog"]
    assert "Nothing is lost" in late["backlog"]
