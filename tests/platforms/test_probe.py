"""A file is judged by its bytes, and what is no use is refused in words."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from platforms.content import MediaKind
from platforms.media.probe import NotMedia, probe
from tests.platforms import samples


def test_a_photo_has_the_size_people_see(tmp_path: Path) -> None:
    facts = probe(samples.photo(tmp_path / "a.jpg", orientation=6))

    assert (facts.kind, facts.mime) == (MediaKind.IMAGE, "image/jpeg")
    assert (facts.width_px, facts.height_px) == (480, 600)
    assert facts.size_bytes == (tmp_path / "a.jpg").stat().st_size


def test_a_picture_with_a_wrong_name_is_still_known(tmp_path: Path) -> None:
    facts = probe(samples.screenshot(tmp_path / "a.mp4"))

    assert (facts.kind, facts.mime) == (MediaKind.IMAGE, "image/png")


def test_a_moving_gif_is_told_from_a_still_one(tmp_path: Path) -> None:
    moving = probe(samples.animation(tmp_path / "moving.gif"))
    Image.new("P", (50, 50)).save(tmp_path / "still.gif")

    assert moving.kind is MediaKind.GIF
    assert probe(tmp_path / "still.gif").kind is MediaKind.IMAGE


@pytest.mark.parametrize(("name", "mime"), [("a.mp4", "video/mp4"), ("a.mov", "video/quicktime")])
def test_a_video_has_length_and_size(tmp_path: Path, name: str, mime: str) -> None:
    facts = probe(samples.film(tmp_path / name, seconds=2))

    assert (facts.kind, facts.mime) == (MediaKind.VIDEO, mime)
    assert (facts.width_px, facts.height_px) == (180, 320)
    assert facts.duration_s == pytest.approx(2, abs=0.1)


def test_a_phone_video_held_upright_is_upright(tmp_path: Path) -> None:
    facts = probe(samples.film(tmp_path / "a.mov", size_px=(320, 180), sideways=True))

    assert (facts.width_px, facts.height_px) == (180, 320)


def _cut(make: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def cut(path: Path) -> Path:
        make(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        return path

    return cut


def _written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _animated_webp(path: Path) -> Path:
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (0, 200)]
    frames[0].save(path, "WEBP", save_all=True, append_images=frames[1:])
    return path


@pytest.mark.parametrize(
    ("name", "make", "word"),
    [
        ("empty.jpg", _written(b""), "empty"),
        ("notes.jpg", _written(b"Dear diary, nothing happened today."), "no picture and no video"),
        ("login.png", _written(b"\n <!DOCTYPE html><html>Sign in</html>"), "login page"),
        ("page.mp4", _written(b"<html><body>hi</body></html>"), "web page"),
        ("doc.jpg", _written(b"%PDF-1.7 and so on"), "no picture"),
        ("head.jpg", _written(b"\xff\xd8\xff\xe0"), "damaged"),
        ("box.mp4", _written(b"\x00\x00\x00\x10ftypmp42\x00\x00\x00\x00"), "cut off"),
        ("noise.webm", _written(b"\x1aE\xdf\xa3" + b"\x00" * 600), "damaged"),
        ("phone.heic", _written(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "HEIC"),
        ("half.jpg", _cut(samples.photo), "damaged"),
        ("half.png", _cut(samples.screenshot), "damaged"),
        ("half.mp4", _cut(samples.film), "cut off"),
        ("half.mov", _cut(samples.film), "cut off"),
        ("dance.webp", _animated_webp, "animated WEBP"),
        ("bomb.png", samples.huge_png, "million pixels"),
    ],
)
def test_what_is_no_use_is_refused_with_words(
    tmp_path: Path, name: str, make: Callable[[Path], Path], word: str
) -> None:
    path = make(tmp_path / name)

    with pytest.raises(NotMedia) as refused:
        probe(path)

    assert word in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert refused.value.advice.endswith(".")


def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = samples.huge_png(tmp_path / "bomb.png")
    tracemalloc.start()

    with pytest.raises(NotMedia):
        probe(path)

    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 5_000_000


def test_a_song_with_a_cover_is_no_video(tmp_path: Path) -> None:
    path = samples.song(tmp_path / "song.mp4")

    with pytest.raises(NotMedia, match="sound but no picture"):
        probe(path)
