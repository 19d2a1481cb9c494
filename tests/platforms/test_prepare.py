"""What a network gets: upright, in its format, within its limits, and nothing about the person."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from platforms.content import Content, Media, MediaKind, Rendition
from platforms.instagram.rules import RULES as INSTAGRAM
from platforms.judging import problems
from platforms.media.prepare import prepare
from platforms.media.probe import NotMedia, probe
from platforms.rules import Rules
from platforms.twitter.rules import RULES as X
from tests.platforms import samples


def _prepared(path: Path, rules: Rules) -> Rendition:
    return prepare(path, samples.media_of(path), rules, path.parent / "out")


@pytest.mark.parametrize("rules", [X, INSTAGRAM], ids=["x", "instagram"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(
    tmp_path: Path, rules: Rules, orientation: int
) -> None:
    made = _prepared(samples.photo(tmp_path / "a.jpg", orientation=orientation), rules)

    with Image.open(made.path) as image:
        assert image.size == (made.width_px, made.height_px)
        assert image.size == ((480, 600) if orientation > 4 else (600, 480))
        assert image.getexif() == {}


def test_the_red_half_of_a_turned_photo_is_on_top(tmp_path: Path) -> None:
    made = _prepared(samples.photo(tmp_path / "a.jpg", orientation=6), INSTAGRAM)

    with Image.open(made.path) as image:
        top = image.resize((1, 2), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(top, tuple)
    assert top[0] > top[1]


@pytest.mark.parametrize("rules", [X, INSTAGRAM], ids=["x", "instagram"])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.mp4", "a.mov"])
def test_nothing_about_the_person_is_left(tmp_path: Path, rules: Rules, name: str) -> None:
    make = {".jpg": samples.photo, ".png": samples.screenshot}.get(Path(name).suffix, samples.film)
    path = make(tmp_path / name)  # type: ignore[operator]  # each takes a path and has defaults

    data = _prepared(path, rules).path.read_bytes()

    given = path.read_bytes()
    assert any(secret in given for secret in samples.SECRETS)
    assert not any(secret in data for secret in samples.SECRETS)
    assert not any(mark in data for mark in (b"Exif", b"ICC_PROFILE", b"iCCP", b"tEXt", b"iTXt"))


def test_instagram_gets_baseline_jpeg_whatever_was_added(tmp_path: Path) -> None:
    made = _prepared(samples.screenshot(tmp_path / "a.png"), INSTAGRAM)

    data = made.path.read_bytes()
    assert made.mime == "image/jpeg"
    assert b"\xff\xc0" in data  # start of frame: baseline
    assert b"\xff\xc2" not in data  # start of frame: progressive


def test_transparency_becomes_white_and_not_black(tmp_path: Path) -> None:
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(tmp_path / "clear.png")

    made = _prepared(tmp_path / "clear.png", INSTAGRAM)

    with Image.open(made.path) as image:
        assert image.getpixel((200, 200)) == (255, 255, 255)


def test_x_keeps_a_screenshot_sharp(tmp_path: Path) -> None:
    path = samples.screenshot(tmp_path / "a.png")

    made = _prepared(path, X)

    assert made.mime == "image/png"
    with Image.open(made.path) as image, Image.open(path) as original:
        assert image.tobytes() == original.tobytes()


def test_a_foreign_colour_profile_is_converted(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.createProfile("sRGB")
    pixel = Image.new("RGB", (300, 300), (255, 0, 0))
    in_lab = ImageCms.profileToProfile(pixel, srgb, lab, outputMode="LAB")
    assert in_lab is not None
    in_lab.save(tmp_path / "lab.tif", "TIFF", icc_profile=lab.tobytes())

    made = _prepared(tmp_path / "lab.tif", INSTAGRAM)

    with Image.open(made.path) as image:
        colour = image.getpixel((150, 150))
    assert colour == pytest.approx((254, 0, 0), abs=8)


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "I;16", "LA"])
def test_every_mode_of_pixels_is_taken(tmp_path: Path, mode: str) -> None:
    ending = "tif" if mode in {"CMYK", "I;16"} else "png"
    image = Image.new("L", (300, 300), 128)
    grey = Image.new("I;16", (300, 300), 128 * 257) if mode == "I;16" else image.convert(mode)
    grey.save(tmp_path / f"a.{ending}")

    made = _prepared(tmp_path / f"a.{ending}", INSTAGRAM)

    with Image.open(made.path) as out:
        assert out.mode == "RGB"
        level = out.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert level == pytest.approx((128, 128, 128), abs=6)


def test_a_wide_picture_is_made_as_wide_as_the_network_shows(tmp_path: Path) -> None:
    made = _prepared(samples.photo(tmp_path / "a.jpg", (3000, 2400)), INSTAGRAM)

    assert (made.width_px, made.height_px) == (1440, 1152)


@pytest.mark.parametrize("size_px", [(799, 1000), (2999, 3750), (1911, 1000), (3000, 1570)])
def test_a_picture_one_pixel_out_of_shape_is_trimmed(
    tmp_path: Path, size_px: tuple[int, int]
) -> None:
    path = samples.photo(tmp_path / "a.jpg", size_px)

    made = _prepared(path, INSTAGRAM)

    assert problems(Content("", (samples.media_of(path),)), INSTAGRAM) == []
    assert 0.8 <= made.width_px / made.height_px <= 1.91


def test_a_heavy_picture_is_made_light_enough(tmp_path: Path) -> None:
    samples.noise_picture(tmp_path / "a.png", (1400, 1400))
    assert (tmp_path / "a.png").stat().st_size > X.image.max_bytes  # type: ignore[union-attr]  # X has image rules

    made = _prepared(tmp_path / "a.png", X)

    assert made.mime == "image/jpeg"
    assert made.size_bytes <= 5_000_000


def test_doing_it_again_gives_the_same_file(tmp_path: Path) -> None:
    for path in (samples.photo(tmp_path / "a.jpg"), samples.film(tmp_path / "a.mp4", seconds=1)):
        first, second = _prepared(path, X), _prepared(path, X)

        assert first == second
        assert first.path.stem == first.sha256
        assert probe(first.path).sha256 == first.sha256
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_gif_keeps_its_frames_and_loses_its_notes(tmp_path: Path) -> None:
    path = samples.animation(tmp_path / "a.gif", frames=5)

    made = _prepared(path, X)

    data = made.path.read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        assert getattr(image, "n_frames", 1) == 5
    assert b"NETSCAPE2.0" in data
    assert b"a private note" in path.read_bytes()
    assert b"a private note" not in data


def test_a_video_stays_upright_and_can_be_played_at_once(tmp_path: Path) -> None:
    path = samples.film(tmp_path / "a.mov", size_px=(320, 180), sideways=True)

    made = _prepared(path, INSTAGRAM)

    data, facts = made.path.read_bytes(), probe(made.path)
    assert (facts.width_px, facts.height_px) == (180, 320)
    assert facts.duration_s == pytest.approx(probe(path).duration_s, abs=0.1)
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"elst" not in data


@pytest.mark.parametrize(
    ("kind", "rules"), [(MediaKind.GIF, INSTAGRAM), (MediaKind.VIDEO, X)], ids=["gif", "webm"]
)
def test_what_a_network_does_not_take_is_refused_in_words(
    tmp_path: Path, kind: MediaKind, rules: Rules
) -> None:
    media: Media = replace(
        samples.media_of(samples.animation(tmp_path / "a.gif")), kind=kind, mime="video/webm"
    )

    with pytest.raises(NotMedia, match=r"does not take a\.gif"):
        prepare(tmp_path / "a.gif", media, rules, tmp_path / "out")


def test_a_file_that_was_damaged_since_is_refused_in_words(tmp_path: Path) -> None:
    for path in (samples.film(tmp_path / "a.mp4"), samples.animation(tmp_path / "b.gif")):
        media = samples.media_of(path)
        path.write_bytes(path.read_bytes()[:300])

        with pytest.raises(NotMedia, match="damaged"):
            prepare(path, media, X, tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.part"))
