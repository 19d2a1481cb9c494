"""The files of a post as its network takes them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from platforms.content import Content
from platforms.errors import Rejected, Step
from platforms.instagram.rules import RULES as INSTAGRAM
from platforms.twitter.rules import RULES as TWITTER
from scheduling.renditions import Renditions
from store.files import AssetFiles
from tests.scheduling.live import a_picture, kept

LONG_AGO_S = 1_000_000.0


@pytest.fixture(name="renditions")
def _renditions(tmp_path: Path) -> Renditions:
    def media_url(name: str) -> str:
        return f"https://bot.example/media/{name}"

    return Renditions(AssetFiles(tmp_path / "files"), tmp_path / "renditions", media_url)


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
