"""The bot uploads in three steps; blocks show only files that Slack has looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.sandbox.slack.file_hands import announce, dropped, picture, uploaded
from tests.bot.sandbox.slack.rig import Rig


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"length": 0}, "missing_argument"),
        ({"length": "many"}, "invalid_arguments"),
        ({"length": 1_000_000_001}, "file_upload_size_restricted"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"length": 1_000_001, "snippet_type": "text"}, "snippet_too_large"),
    ],
)
async def test_an_upload_is_refused(rig: Rig, args: dict[str, Any], error: str) -> None:
    assert (await announce(rig, **args))["error"] == error


async def test_fewer_or_more_bytes_than_announced_are_refused(rig: Rig) -> None:
    announced = await announce(rig, length=3)

    short = await rig.http.post(announced["upload_url"], content=b"ab")
    long = await rig.http.post(announced["upload_url"], content=b"abcd")
    nowhere = await rig.http.post("/upload/v1/unknown", content=b"abc")

    assert (short.status_code, long.status_code, nowhere.status_code) == (400, 400, 404)


async def test_bytes_may_come_as_a_form(rig: Rig) -> None:
    announced = await announce(rig, length=3)

    sent = await rig.http.post(announced["upload_url"], files={"file": ("a.txt", b"abc")})

    assert sent.text == "OK - 3"


async def test_an_upload_is_completed_only_after_its_bytes_came_and_only_once(rig: Rig) -> None:
    announced = await announce(rig)
    early = await rig.form(
        "files.completeUploadExternal", files=f'[{{"id": "{announced["file_id"]}"}}]'
    )
    file_id = await uploaded(rig)
    first = await rig.api("files.completeUploadExternal", files=[{"id": file_id}])
    second = await rig.api("files.completeUploadExternal", files=[{"id": file_id}])

    assert early["error"] == "file_not_found"
    assert first["ok"]
    assert second["error"] == "file_not_found"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("G0PRIVATE", "channel_not_found"),
        ("C0RANDOM", "not_in_channel"),
        ("#launch", "channel_not_found"),
    ],
)
async def test_a_file_is_not_shared_where_the_bot_is_not(
    rig: Rig, channel: str, error: str
) -> None:
    file_id = await uploaded(rig)

    answer = await rig.api(
        "files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel
    )

    assert answer["error"] == error


@pytest.mark.parametrize(
    "files", [[], [{}], [{"id": "F0NOWHERE12"}], "words", [{"title": "no id"}]]
)
async def test_completing_nothing_is_refused(rig: Rig, files: Any) -> None:
    answer = await rig.api("files.completeUploadExternal", files=files)

    assert answer["error"] in ("invalid_arguments", "file_not_found")


async def test_a_completed_file_is_bare_until_slack_has_looked_at_it(rig: Rig) -> None:
    file_id = await uploaded(rig, "cat.jpg", picture())

    done = await rig.api(
        "files.completeUploadExternal",
        files=[{"id": file_id, "title": "Cat"}],
        channel_id="C0LAUNCH",
        initial_comment="meow",
    )
    event = await rig.bot.wait_for_event("message", subtype="file_share")
    after = (await rig.form("files.info", file=file_id))["file"]

    [bare] = done["files"]
    assert (bare["title"], bare["mimetype"], bare["filetype"], bare["shares"]) == (
        "Cat",
        "",
        "",
        {},
    )
    assert event["text"] == "meow"
    assert (after["mimetype"], after["original_w"]) == ("image/jpeg", 800)
    assert after["shares"]["public"]["C0LAUNCH"][0]["ts"] == event["ts"]
    assert after["thumb_360"].endswith("_360.png")


async def test_a_file_that_never_gets_ready_cannot_be_shown_in_blocks(rig: Rig) -> None:
    await rig.fault("api", "never_ready", name="files.completeUploadExternal")
    file_id = await uploaded(rig, "cat.jpg", picture())
    await rig.api("files.completeUploadExternal", files=[{"id": file_id}])

    answer = await rig.api(
        "chat.postMessage",
        channel="C0LAUNCH",
        text="x",
        blocks=[{"type": "image", "slack_file": {"id": file_id}, "alt_text": "cat"}],
    )

    assert answer["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


async def test_a_dropped_picture_can_be_shown_in_blocks_by_id_or_address(rig: Rig) -> None:
    await dropped(rig, {"cat.jpg": picture()})
    event = await rig.bot.wait_for_event("message", subtype="file_share")
    file = event["files"][0]

    for source in ({"id": file["id"]}, {"url": file["url_private"]}):
        block = {"type": "image", "slack_file": source, "alt_text": "cat"}
        assert (await rig.api("chat.postMessage", channel="C0LAUNCH", blocks=[block]))["ok"]
