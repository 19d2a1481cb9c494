"""Looking, troubling and mounting: the control interface around the workspace."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.actor import Actor, NeverHappened, Refused
from bot.sandbox.slack.app import build_slack
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import SIGNING_SECRET, RecordingBot
from tests.bot.sandbox.slack.rig import BOT_TOKEN, Rig, Served

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


async def test_the_log_shows_both_directions_newest_first_without_secrets(rig: Rig) -> None:
    await rig.bot_says("hello", attachments=[{"text": f"leak {BOT_TOKEN}"}])
    await rig.bot.wait_for_event("message")
    await rig.act("command", user="U0ANA", channel="C0LAUNCH", command="/callboard", text="x")

    entries = (await rig.control("log"))["entries"]

    assert [one["kind"] for one in entries] == ["command", "event", "api"]
    api = entries[-1]
    assert (api["name"], api["status"], api["ok"]) == ("chat.postMessage", 200, True)
    assert entries[0]["ms"] >= 0
    shown = json.dumps(entries)
    assert BOT_TOKEN not in shown
    assert SIGNING_SECRET not in shown


async def test_a_refusal_stands_in_the_log_with_its_error(rig: Rig) -> None:
    await rig.api("chat.postMessage", channel="C0NOWHERE", text="x")

    [entry] = (await rig.control("log", limit="1"))["entries"]

    assert (entry["ok"], entry["error"]) == (False, "channel_not_found")
    assert entry["response"]["error"] == "channel_not_found"


async def test_the_stream_tells_what_changed(rig: Rig) -> None:
    async with rig.http.stream("GET", "/_sandbox/stream") as stream:
        lines = stream.aiter_lines()
        changes: list[dict[str, Any]] = []

        async def until(kind: str) -> dict[str, Any]:
            async for line in lines:
                if line.startswith("data:"):
                    changes.append(json.loads(line.removeprefix("data:")))
                    if changes[-1]["type"] == kind:
                        return changes[-1]
            raise AssertionError(f"the stream ended before {kind}")

        async with asyncio.timeout(5):
            await until("hello")
            await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")
            message = await until("message")
            await rig.advance(60)
            await until("clock")

    assert message["channel"] == "C0LAUNCH"


async def test_the_clock_moves_only_forward(rig: Rig) -> None:
    before = await rig.control("clock")
    moved = (await rig.http.post("/_sandbox/clock", json={"advance_s": 3600})).json()
    back = await rig.http.post("/_sandbox/clock", json={"advance_s": -1})
    nonsense = await rig.http.post("/_sandbox/clock", json={"advance_s": "soon"})

    assert before["clock_offset_s"] == 0
    assert moved["clock_offset_s"] == 3600
    assert (back.status_code, nonsense.status_code) == (400, 400)


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("500", 500), ("503", 503)])
async def test_a_method_can_be_made_to_fail_a_number_of_times(
    rig: Rig, fault: str, status: int
) -> None:
    await rig.fault("api", fault, name="auth.test", times=2, seconds=7)

    answers = [await rig.http.post("/api/auth.test", headers=BEARER) for _ in range(3)]
    other = await rig.api("team.info")

    assert [one.status_code for one in answers] == [status, status, 200]
    assert other["ok"]
    if fault == "429":
        assert answers[0].headers["retry-after"] == "7"
        assert answers[0].json() == {"ok": False, "error": "ratelimited"}


async def test_a_method_can_be_made_to_answer_any_error(rig: Rig) -> None:
    await rig.fault("api", "error", name="*", error="fatal_error")

    assert (await rig.api("auth.test"))["error"] == "fatal_error"


@pytest.mark.parametrize("fault", ["reset", "timeout"])
async def test_a_connection_can_be_made_to_die(rig: Rig, fault: str) -> None:
    await rig.fault("api", fault, name="auth.test", seconds=0.01)

    with pytest.raises(httpx.RemoteProtocolError):
        await rig.http.post("/api/auth.test", headers=BEARER)


async def test_a_slow_method_still_does_its_work(rig: Rig) -> None:
    await rig.fault("api", "slow", name="chat.postMessage", seconds=0.05)

    await rig.bot_says("slow")

    assert (await rig.control("log"))["entries"][-1]["ms"] >= 50


async def test_faults_can_be_listed_and_taken_back(rig: Rig) -> None:
    await rig.fault("api", "500", times=3)
    listed = (await rig.control("state", user="U0ANA"))["faults"]
    await rig.http.delete("/_sandbox/faults")

    assert listed == [{"kind": "api", "name": "*", "fault": "500", "times": 3}]
    assert (await rig.api("auth.test"))["ok"]


@pytest.mark.parametrize(
    "body", [{"kind": "api", "fault": "earthquake"}, {"kind": "moon", "fault": "500"}, {}]
)
async def test_an_unknown_fault_is_refused_with_the_known_ones(
    rig: Rig, body: dict[str, str]
) -> None:
    answer = await rig.http.post("/_sandbox/faults", json=body)

    assert answer.status_code == 400
    assert "lost_ack" in answer.json()["error"]


@pytest.mark.parametrize(
    ("act", "body", "sentence"),
    [
        ("fly", {}, "Nobody can fly here"),
        ("message", {"channel": "C0LAUNCH", "text": "x"}, "user is missing"),
        ("message", {"user": "U0BOT", "channel": "C0LAUNCH", "text": "x"}, "no person U0BOT"),
        ("message", {"user": "U0ANA", "channel": "C0NO", "text": "x"}, "no channel C0NO"),
        ("message", {"user": "U0ANA", "channel": "C0LAUNCH", "text": " "}, "Type something"),
        (
            "message",
            {"user": "U0ANA", "channel": "C0LAUNCH", "text": "x", "thread_ts": "1.0"},
            "cannot be answered",
        ),
        ("reaction", {"user": "U0ANA", "channel": "C0LAUNCH", "ts": "1", "name": "x"}, "gone"),
        ("invite", {"channel": "C0LAUNCH", "user": "U0BOT"}, "already in"),
        ("delete_file", {"user": "U0ANA", "file_id": "F0NO"}, "no file F0NO"),
    ],
)
async def test_what_a_person_cannot_do_is_refused_with_a_sentence(
    rig: Rig, act: str, body: dict[str, str], sentence: str
) -> None:
    assert sentence in await rig.refused_act(act, **body)


async def test_a_body_that_is_no_object_is_refused(rig: Rig) -> None:
    answer = await rig.http.post("/_sandbox/act/message", content=b"[1")

    assert answer.status_code == 400


async def test_the_page_is_served_as_scripts_that_browsers_accept(rig: Rig) -> None:
    front = await rig.http.get("/")
    script = await rig.http.get("/_page/js/main.js")
    missing = await rig.http.get("/_page/js/nothing.js")

    assert front.headers["content-type"].startswith("text/html")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "no-cache"
    assert missing.status_code == 404


async def test_a_page_file_outside_the_pages_folder_is_not_served(rig: Rig) -> None:
    answer = await rig.http.get("/_page/..%2Fapp.py")

    assert answer.status_code == 404


async def test_under_a_prefix_every_address_carries_it(tmp_path: Path) -> None:
    bot = RecordingBot()
    listening_bot = await Served.start(bot.app())
    slack = build_slack(
        data_dir=tmp_path,
        clock=OffsetClock(tmp_path / "clock.json"),
        manifest=sample_manifest(),
        bot_url=listening_bot.url,
        signing_secret=SIGNING_SECRET,
        bot_token=BOT_TOKEN,
    )
    served = await Served.start(Starlette(routes=[Mount("/_slack", slack)]))
    async with (
        httpx.AsyncClient(base_url=f"{served.url}/_slack/") as http,
        Actor(f"{served.url}/_slack", "U0ANA") as ana,
    ):
        await ana.upload({"a.txt": b"abc"})
        event = await bot.wait_for_event("message", subtype="file_share")
        content = await http.get(event["files"][0]["url_private"], headers=BEARER)
        await ana.command("hi")
        fields = bot.heard[-1].payload
        responded = await http.post(fields["response_url"], json={"text": "here"})
        announced = await http.post(
            "api/files.getUploadURLExternal",
            data={"filename": "a", "length": "3"},
            headers=BEARER,
        )
    await slack.state.slack.stop()
    await asyncio.gather(served.stop(), listening_bot.stop())

    assert content.content == b"abc"
    assert responded.status_code == 200
    assert announced.json()["upload_url"].startswith(f"{served.url}/_slack/upload/v1/")


async def test_an_actor_waits_for_what_comes_and_says_what_did_not(rig: Rig) -> None:
    async with Actor(rig.url, "U0BEN") as ben:
        waiting = asyncio.create_task(ben.wait_for(lambda one: one["text"] == "now"))
        await rig.bot_says("not yet")
        await rig.bot_says("now")

        assert (await waiting)["text"] == "now"
        with pytest.raises(NeverHappened, match="not yet"):
            await ben.wait_for(lambda one: one["text"] == "never", timeout_s=0.5)
        with pytest.raises(Refused, match="not in"):
            await ben.say("hi", channel="D0ANA")


async def test_a_call_can_be_carried_out_and_its_answer_lost(rig: Rig) -> None:
    await rig.fault("api", "dropped", name="chat.postMessage")

    with pytest.raises(httpx.RemoteProtocolError):
        await rig.bot_says("was this posted")

    assert [one["text"] for one in await rig.messages()] == ["was this posted"]


async def test_a_good_token_can_be_refused_for_once(rig: Rig) -> None:
    await rig.fault("api", "invalid_auth", name="auth.test")

    assert (await rig.api("auth.test"))["error"] == "invalid_auth"
    assert (await rig.api("auth.test"))["ok"]


async def test_a_fault_can_wait_until_some_have_gone_well(rig: Rig) -> None:
    await rig.fault("api", "500", name="auth.test", after=2)

    answers = [await rig.http.post("/api/auth.test", headers=BEARER) for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 500, 200]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"times": 0}, "at least once"),
        ({"after": -1}, "at least once"),
        ({"times": "often"}, "Pass times as a number"),
    ],
)
async def test_a_fault_with_impossible_figures_is_refused(
    rig: Rig, figures: dict[str, object], sentence: str
) -> None:
    answer = await rig.http.post(
        "/_sandbox/faults", json={"kind": "api", "fault": "500", **figures}
    )

    assert answer.status_code == 400
    assert sentence in answer.json()["error"]
