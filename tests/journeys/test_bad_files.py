"""Files that are of no use: each gets one sentence and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.tour.pictures import photo
from tests.journeys.world import World
from tests.platforms import samples

pytestmark = pytest.mark.slow

ORDER = "schedule this on x tomorrow 9am"
NOTHING = (0, 0, 0)


def empty(_folder: Path) -> bytes:
    return b""


def text(_folder: Path) -> bytes:
    return b"Dear all, attached you find the picture."


def bomb(folder: Path) -> bytes:
    return samples.huge_png(folder / "bomb.png").read_bytes()


def cut_video(folder: Path) -> bytes:
    whole = samples.film(folder / "whole.mp4").read_bytes()
    return whole[: len(whole) // 2]


@dataclass(frozen=True)
class Useless:
    name: str
    make: Callable[[Path], bytes]
    says: str


@pytest.mark.parametrize(
    "file",
    [
        Useless("empty.jpg", empty, "empty.jpg is empty: it has 0 bytes. Upload it again."),
        Useless("letter.jpg", text, "letter.jpg: The file is no picture and no video"),
        Useless("bomb.png", bomb, "bomb.png: The picture has more than 89 million pixels."),
        Useless("clip.mp4", cut_video, "clip.mp4: The video is cut off: its end is missing."),
    ],
    ids=["0 bytes", "text named .jpg", "300 megapixels", "truncated video"],
)
@pytest.mark.parametrize("words", ["", ORDER], ids=["alone", "with an order"])
async def test_a_useless_file_gets_one_sentence_and_changes_nothing(
    world: World, tmp_path: Path, file: Useless, words: str
) -> None:
    await world.ana.upload({file.name: file.make(tmp_path)}, words)
    await world.quiet()

    (said,) = world.said()
    assert said.startswith(file.says)
    assert await world.traces() == NOTHING


async def test_a_file_deleted_before_it_was_read_is_named(world: World) -> None:
    await world.slack_fault(kind="api", name="files.info", fault="slow", seconds=0.5)
    dropped = await world.ana.upload({"gone.jpg": photo("Gone", (9, 9, 9))}, ORDER)
    await world.ana.delete_file(dropped["files"][0]["id"])
    await world.quiet()

    (said,) = world.said()
    assert said.startswith("The file gone.jpg was deleted, or I may not see it")
    assert said.endswith("Upload it again.")
    assert await world.traces() == NOTHING


async def test_a_login_page_instead_of_a_file_is_no_picture(world: World) -> None:
    await world.slack_fault(kind="api", name="download", fault="html_download")
    await world.ana.upload({"a.jpg": photo("A", (9, 9, 9))}, ORDER)
    await world.quiet()

    (said,) = world.said()
    assert said.startswith("Slack sent a login page instead of a.jpg")
    assert "scope files:read" in said
    assert await world.traces() == NOTHING


async def test_useless_files_are_told_in_one_message_beside_the_plan_for_the_others(
    world: World,
) -> None:
    files = {"a.jpg": photo("A", (9, 9, 9)), "b.jpg": b"", "c.jpg": b"words"}
    await world.ana.upload(files, ORDER)
    await world.quiet()

    refused, plan = sorted(world.said(), key=lambda said: said.startswith("Plan for"))
    assert [line.split(" ")[0] for line in refused.splitlines()] == ["b.jpg", "c.jpg:"]
    assert plan.startswith("Plan for 1 post")


async def test_a_refused_file_is_told_although_its_order_is_refused_too(world: World) -> None:
    files = {"a.jpg": photo("A", (9, 9, 9)), "b.jpg": b""}
    await world.gus.upload(files, ORDER)
    await world.quiet()

    assert world.said() == [
        "b.jpg is empty: it has 0 bytes. Upload it again.",
        "Guests cannot stage posts. Ask a full member of this channel.",
    ]
    assert await world.traces() == NOTHING


async def test_a_file_that_is_uploaded_again_in_the_thread_is_planned(world: World) -> None:
    first = await world.ana.upload({"a.jpg": b""}, ORDER)
    await world.quiet()
    await world.ana.upload({"a.jpg": photo("A", (9, 9, 9))}, ORDER, thread_ts=first["ts"])

    await world.heard("Plan for 1 post", thread_ts=first["ts"])
