"""Dropped files: two events, a token for every download, and what is gone."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.bot.sandbox.slack.file_hands import BEARER, dropped, picture, uploaded
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import BOT_TOKEN, Rig, open_rig


async def test_a_drop_is_one_message_and_one_file_shared_event_for_each_file(rig: Rig) -> None:
    done = await dropped(rig, {"a.txt": b"a", "b.txt": b"b"})

    event = await rig.bot.wait_for_event("message", subtype="file_share")
    shared = await rig.bot.wait_for(lambda one: one.event.get("type") == "file_shared", count=2)

    assert event["ts"] == done["ts"]
    assert [one["name"] for one in event["files"]] == ["a.txt", "b.txt"]
    assert {one.event["file_id"] for one in shared} == {one["id"] for one in event["files"]}


async def test_the_two_events_of_a_drop_come_in_either_order(rig: Rig) -> None:
    orders = set()
    for turn in range(40):
        rig.bot.heard.clear()
        await dropped(rig, {f"{turn}.txt": b"a"})
        both = await rig.bot.wait_for(
            lambda one: one.event.get("type") in ("message", "file_shared"), count=2
        )
        orders.add(both[0].event["type"])
        if len(orders) == 2:
            break

    assert orders == {"message", "file_shared"}


async def test_a_file_is_downloaded_with_the_token(rig: Rig) -> None:
    content = picture()
    await dropped(rig, {"Mein Bild.jpg": content})
    file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]

    plain = await rig.http.get(file["url_private"], headers=BEARER)
    saved = await rig.http.get(file["url_private_download"], headers=BEARER)
    thumb = await rig.http.get(file["thumb_360"], headers=BEARER)

    assert plain.content == saved.content == content
    assert plain.headers["content-type"] == "image/jpeg"
    assert "attachment" in saved.headers["content-disposition"]
    assert Image.open(io.BytesIO(thumb.content)).size == (360, 270)


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer xoxb-wrong"}, {"Authorization": BOT_TOKEN}],
    ids=["no token", "wrong token", "no bearer"],
)
async def test_without_the_token_a_download_is_a_login_page_with_status_200(
    rig: Rig, headers: dict[str, str]
) -> None:
    await dropped(rig, {"a.png": picture()})
    file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]

    for address in ("url_private", "url_private_download", "thumb_64"):
        answer = await rig.http.get(file[address], headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")


async def test_without_the_scope_a_download_is_a_login_page_too(tmp_path: Path) -> None:
    async with open_rig(tmp_path, manifest=sample_manifest(without_scopes=("files:read",))) as rig:
        await dropped(rig, {"a.txt": b"a"})
        file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]

        answer = await rig.http.get(file["url_private"], headers=BEARER)

    assert answer.headers["content-type"].startswith("text/html")


async def test_a_download_can_be_made_a_login_page_once(rig: Rig) -> None:
    await dropped(rig, {"a.txt": b"a"})
    file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]
    await rig.fault("api", "html_download")

    first = await rig.http.get(file["url_private"], headers=BEARER)
    second = await rig.http.get(file["url_private"], headers=BEARER)

    assert first.headers["content-type"].startswith("text/html")
    assert second.content == b"a"


async def test_a_deleted_file_is_gone_everywhere(rig: Rig) -> None:
    done = await dropped(rig, {"a.txt": b"a"})
    file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]

    await rig.act("delete_file", user="U0ANA", file_id=file["id"])

    assert (await rig.form("files.info", file=file["id"]))["error"] == "file_deleted"
    assert (await rig.http.get(file["url_private"], headers=BEARER)).status_code == 404
    await rig.bot.wait_for_event("file_deleted")
    assert (await rig.messages())[0]["files"] == [
        {"id": done["files"][0]["id"], "name": "a.txt", "deleted": True}
    ]


async def test_a_file_of_a_channel_without_the_bot_is_not_visible(rig: Rig) -> None:
    done = await dropped(rig, {"a.txt": b"a"}, channel="C0RANDOM")

    hidden = await rig.form("files.info", file=done["files"][0]["id"])
    unknown = await rig.form("files.info", file="F0NOWHERE12")

    assert hidden["error"] == "not_visible"
    assert unknown["error"] == "file_not_found"


async def test_the_bot_deletes_its_own_files_only(rig: Rig) -> None:
    mine = await uploaded(rig)
    await rig.api("files.completeUploadExternal", files=[{"id": mine}])
    hers = (await dropped(rig, {"a.txt": b"a"}))["files"][0]["id"]

    assert (await rig.api("files.delete", file=mine))["ok"]
    assert (await rig.api("files.delete", file=hers))["error"] == "cant_delete_file"


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.jpg", b""), ("text.jpg", b"not a picture"), ("cut.png", b"\x89PNG\r\n\x1a\n1234")],
)
async def test_a_file_that_is_not_what_its_name_says_is_shared_without_measures(
    rig: Rig, name: str, content: bytes
) -> None:
    await dropped(rig, {name: content})

    file = (await rig.bot.wait_for_event("message", subtype="file_share"))["files"][0]

    assert file["mimetype"].startswith("image/")
    assert file["size"] == len(content)
    assert "original_w" not in file


async def test_people_see_files_and_thumbnails_without_a_token(rig: Rig) -> None:
    await dropped(rig, {"cat.jpg": picture()})
    [message] = await rig.messages()
    file = message["files"][0]

    async with httpx.AsyncClient(base_url=rig.url) as browser:
        full = await browser.get("/" + file["url_private"])
        thumb = await browser.get("/" + file["thumb_url"])

    assert full.content == picture()
    assert thumb.headers["content-type"] == "image/png"


async def test_a_shared_outside_channel_gives_files_by_id_only(rig: Rig) -> None:
    await rig.act("connect", channel="C0LAUNCH")

    await dropped(rig, {"a.txt": b"a"})

    event = await rig.bot.wait_for_event("message", subtype="file_share")
    [stub] = event["files"]
    assert stub["file_access"] == "check_file_info"
    assert "url_private" not in stub
    assert (await rig.form("files.info", file=stub["id"]))["file"]["name"] == "a.txt"
