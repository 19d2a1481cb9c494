"""The files of a post as its network takes them."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from platforms.content import Content, Media, Rendition
from platforms.errors import Rejected, Step
from platforms.instagram.rules import RULES as INSTAGRAM
from platforms.media.prepare import prepare
from platforms.rules import Rules
from platforms.twitter.rules import RULES as TWITTER
from platforms.youtube.rules import RULES as YOUTUBE
from scheduling.renditions import Renditions
from store.files import AssetFiles
from tests.platforms.samples import film, media_of
from tests.scheduling.live import a_picture, kept

LONG_AGO_S = 1_000_000.0


@pytest.fixture(name="renditions")
def _renditions(tmp_path: Path) -> Renditions:
    def media_url(name: str) -> str:
        return f"https://bot.example/media/{name}"

    return Renditions(AssetFiles(tmp_path / "files"), tmp_path / "renditions", media_url)


def count_conversions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list in which every conversion leaves the network it was made for."""
    made: list[str] = []

    def counted(path: Path, media: Media, rules: Rules, out_dir: Path) -> Rendition:
        made.append(rules.network)
        return prepare(path, media, rules, out_dir)

    monkeypatch.setattr("scheduling.renditions.prepare", counted)
    return made


async def test_a_picture_is_made_fit_for_its_network_and_gets_an_address(
    renditions: Renditions,
) -> None:
    picture = a_picture(renditions.files)

    [made] = await renditions.of(Content("x", (picture,)), INSTAGRAM)

    with Image.open(made.path) as image:
        assert image.format == "JPEG"
    assert made.path.parent == renditions.folder
    assert made.public_url == f"https://bot.example/media/{made.path.name}"


async def test_files_keep_their_order(renditions: Renditions) -> None:
    pictures = tuple(a_picture(renditions.files, color=name) for name in ("red", "blue", "green"))

    made = await renditions.of(Content("x", pictures), TWITTER)

    assert [rendition.media for rendition in made] == list(pictures)


async def test_using_a_rendition_again_keeps_it_from_the_sweep(renditions: Renditions) -> None:
    content = Content("x", (a_picture(renditions.files),))
    [made] = await renditions.of(content, TWITTER)
    old = made.path.stat().st_mtime - LONG_AGO_S
    os.utime(made.path, (old, old))

    [again] = await renditions.of(content, TWITTER)

    assert again.path == made.path
    assert again.path.stat().st_mtime > old + LONG_AGO_S / 2


async def test_a_picture_is_made_once_for_all_posts_of_the_same_moment(
    renditions: Renditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = count_conversions(monkeypatch)
    picture = a_picture(renditions.files)
    again = replace(picture, id="another", alt_text="The same picture in another plan")

    found = await asyncio.gather(
        *(renditions.of(Content("x", (media,)), TWITTER) for media in (picture, again, picture))
    )

    assert made == ["twitter"]
    assert [one.media for (one,) in found] == [picture, again, picture]
    assert len({one.path for (one,) in found}) == 1


async def test_each_form_is_made_by_itself(
    renditions: Renditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = count_conversions(monkeypatch)
    content = Content("x", (a_picture(renditions.files),))

    [for_x] = await renditions.of(content, TWITTER)
    [for_instagram] = await renditions.of(content, INSTAGRAM)

    assert made == ["twitter", "instagram"]
    assert for_x.mime != for_instagram.mime


async def test_networks_that_take_a_video_share_one_copy_of_it(
    renditions: Renditions, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = count_conversions(monkeypatch)
    path = film(tmp_path / "clip.mp4")
    video = replace(media_of(path), sha256=renditions.files.keep(path))
    content = Content("x", (video,))

    [[for_x], [for_instagram]] = await asyncio.gather(
        renditions.of(content, TWITTER), renditions.of(content, INSTAGRAM)
    )

    assert len(made) == 1
    assert for_x == for_instagram


async def test_a_thumbnail_follows_the_rules_for_thumbnails(
    renditions: Renditions, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = count_conversions(monkeypatch)
    content = Content("x", (a_picture(renditions.files),))
    assert YOUTUBE.thumbnail is not None
    small = replace(YOUTUBE, thumbnail=replace(YOUTUBE.thumbnail, max_width_px=100))

    [usual] = await renditions.of(content, YOUTUBE)
    [smaller] = await renditions.of(content, small)

    assert made == ["youtube", "youtube"]
    assert smaller.width_px == 100 < usual.width_px


async def test_a_rendition_that_was_swept_away_is_made_again(renditions: Renditions) -> None:
    content = Content("x", (a_picture(renditions.files),))
    [made] = await renditions.of(content, TWITTER)
    was = made.path.read_bytes()
    made.path.unlink()

    [again] = await renditions.of(content, TWITTER)

    assert again.path.read_bytes() == was


async def test_a_file_that_is_gone_is_named(renditions: Renditions) -> None:
    lost = replace(a_picture(renditions.files), sha256="0" * 64)

    with pytest.raises(Rejected, match=r"square\.png") as refused:
        await renditions.of(Content("x", (lost,)), TWITTER)

    assert refused.value.step is Step.PREPARE
    assert refused.value.advice


async def test_a_damaged_file_is_refused_in_words(renditions: Renditions) -> None:
    broken = replace(
        a_picture(renditions.files), sha256=kept(renditions.files, b"<html>login</html>")
    )

    with pytest.raises(Rejected) as refused:
        await renditions.of(Content("x", (broken,)), TWITTER)

    assert refused.value.advice
