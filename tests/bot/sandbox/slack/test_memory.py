"""What was said is still there after the process is killed, and a reset forgets it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import httpx
import pytest
from starlette.responses import Response

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack
from bot.sandbox.slack.sandbox import Pace
from tests.bot.sandbox.slack.blockkit.samples import modal
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import Rig, open_rig

PROGRAM = """
import asyncio, json, os, signal, sys
from pathlib import Path
import httpx
from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack

async def main(folder, manifest):
    app = build_slack(
        data_dir=folder, clock=OffsetClock(folder / "clock.json"), manifest=manifest,
        bot_url="http://127.0.0.1:9", signing_secret="s", bot_token="xoxb-1",
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://slack") as http:
        for number in range(20):
            said = {"user": "U0ANA", "channel": "C0LAUNCH", "text": str(number)}
            (await http.post("/_sandbox/act/message", json=said)).raise_for_status()
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(Path(sys.argv[1]), json.loads(sys.argv[2])))
"""


async def test_what_was_said_survives_sigkill(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, str(tmp_path), json.dumps(sample_manifest())
    )
    await process.wait()

    async with open_rig(tmp_path) as rig:
        texts = [one["text"] for one in await rig.messages()]

    assert process.returncode == -9
    assert texts == [str(number) for number in range(20)]


async def test_messages_files_and_homes_survive_a_restart(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        ts = await rig.bot_says("still here")
        await rig.api(
            "views.publish",
            user_id="U0ANA",
            view={"type": "home", "blocks": [{"type": "divider"}]},
        )
        await rig.http.post(
            "/_sandbox/act/upload",
            data={"user": "U0ANA", "channel": "C0LAUNCH"},
            files=[("files", ("a.txt", b"abc"))],
        )

    async with open_rig(tmp_path) as rig:
        first, second = await rig.messages()
        state = await rig.control("state", user="U0ANA")
        content = await rig.http.get("/" + second["files"][0]["url_private"])
        later = await rig.bot_says("later")

    assert (first["ts"], first["text"]) == (ts, "still here")
    assert content.content == b"abc"
    assert state["home"]["blocks"][0]["type"] == "divider"
    assert later > second["ts"]


async def test_a_retry_that_was_due_comes_after_a_restart(tmp_path: Path) -> None:
    async def fail(_heard: Heard) -> Response:
        return Response(status_code=503)

    async with open_rig(tmp_path) as rig:
        rig.bot.reply = fail
        await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")
        await rig.bot.wait_for(lambda _one: True, count=2)
        await rig.advance(61)
        await rig.bot.wait_for(lambda _one: True, count=3)

    async with open_rig(tmp_path) as rig:
        await rig.advance(301)
        [heard] = await rig.bot.wait_for(lambda _one: True)

    assert heard.event["text"] == "hi"
    assert heard.headers["x-slack-retry-num"] == "3"


async def test_an_upload_that_was_being_looked_at_is_finished_after_a_restart(
    tmp_path: Path,
) -> None:
    async with open_rig(tmp_path, pace=Pace(file_ready_s=30)) as rig:
        announced = await rig.form("files.getUploadURLExternal", filename="a.txt", length=3)
        await rig.http.post(announced["upload_url"], content=b"abc")
        await rig.api(
            "files.completeUploadExternal",
            files=[{"id": announced["file_id"]}],
            channel_id="C0LAUNCH",
        )

    async with open_rig(tmp_path) as rig:
        await rig.bot.wait_for_event("message", subtype="file_share")
        [message] = await rig.messages()

    assert message["files"][0]["name"] == "a.txt"


async def test_a_reset_brings_the_default_world_back(rig: Rig) -> None:
    await rig.bot_says()
    await rig.act("invite", channel="G0PRIVATE", user="U0BOT")
    await rig.fault("api", "500")

    await rig.http.post("/_sandbox/reset")

    assert await rig.messages() == []
    answer = await rig.api("chat.postMessage", channel="G0PRIVATE", text="x")
    assert answer["error"] == "channel_not_found"


async def test_a_reset_forgets_open_modals(rig: Rig) -> None:
    await rig.api("views.open", trigger_id=await rig.trigger(), view=modal())

    await rig.http.post("/_sandbox/reset")

    assert (await rig.control("state", user="U0ANA"))["views"] == []


@pytest.mark.parametrize("path", ["/_sandbox/state?user=U0ANA", "/healthz"])
async def test_the_stand_in_works_without_being_started(tmp_path: Path, path: str) -> None:
    app = build_slack(
        data_dir=tmp_path,
        clock=OffsetClock(tmp_path / "clock.json"),
        manifest=sample_manifest(),
        bot_url="http://127.0.0.1:9",
        signing_secret="s",
        bot_token="xoxb-1",
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://slack") as http:
        answer = await http.get(path)
    await app.state.slack.stop()

    assert answer.status_code == 200
