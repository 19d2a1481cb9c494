"""What is wrong with a content is said before a network refuses it, with a way out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.content import Content, Kind, Media, MediaKind
from platforms.instagram.rules import RULES as INSTAGRAM
from platforms.judging import problems
from platforms.registry import ADAPTERS
from platforms.rules import ImageRules, Option, Rules, VideoRules
from platforms.twitter.rules import RULES as X

PICTURE = Media("1", MediaKind.IMAGE, "image/jpeg", 90_000, "0" * 64, 1000, 1000, None, "door.jpg")
VIDEO = replace(
    PICTURE, kind=MediaKind.VIDEO, mime="video/mp4", duration_s=20.0, filename="clip.mp4"
)
GIF = replace(PICTURE, kind=MediaKind.GIF, mime="image/gif", filename="dance.gif")
TALL = replace(PICTURE, height_px=2000)


def _codes(content: Content, rules: Rules, *, has_public_address: bool = True) -> list[str]:
    return [p.code for p in problems(content, rules, has_public_address=has_public_address)]


@pytest.mark.parametrize(
    ("content", "rules", "codes"),
    [
        (Content("hello"), X, []),
        (Content("x" * 281), X, ["text_too_long"]),
        (Content("x" * 270, link="https://example.com"), X, ["text_too_long"]),
        (Content("   "), X, ["empty"]),
        (Content("hello"), INSTAGRAM, ["needs_media"]),
        (Content("", (PICTURE,)), INSTAGRAM, []),
        (Content("x" * 2201, (PICTURE,)), INSTAGRAM, ["text_too_long"]),
        (Content("#a " * 31, (PICTURE,)), INSTAGRAM, ["too_many_hashtags"]),
        (Content("@a " * 21, (PICTURE,)), INSTAGRAM, ["too_many_mentions"]),
        (Content("hi", (PICTURE,), "https://a.b"), INSTAGRAM, ["link_not_clickable"]),
        (Content("", (TALL,)), INSTAGRAM, ["aspect"]),
        (Content("", (TALL,)), X, []),
        (Content("", (replace(PICTURE, width_px=1080, height_px=1350),)), INSTAGRAM, []),
        (Content("", (PICTURE,) * 5), X, ["too_many_media"]),
        (Content("", (PICTURE,) * 11), INSTAGRAM, ["too_many_media"]),
        (Content("", (PICTURE, VIDEO)), X, ["mixed_media"]),
        (Content("", (VIDEO, VIDEO)), X, ["mixed_media"]),
        (Content("", (PICTURE, VIDEO)), INSTAGRAM, []),
        (Content("", (GIF,)), X, []),
        (Content("", (GIF,)), INSTAGRAM, ["gif"]),
        (Content("", (replace(GIF, size_bytes=16_000_000),)), X, ["too_large"]),
        (Content("", (replace(GIF, width_px=1300),)), X, ["too_wide"]),
        (Content("", (replace(VIDEO, duration_s=141.0),)), X, ["duration"]),
        (Content("", (replace(VIDEO, duration_s=140.02),)), X, []),
        (Content("", (replace(VIDEO, duration_s=2.0),)), INSTAGRAM, ["duration"]),
        (Content("", (replace(VIDEO, size_bytes=600_000_000),)), X, ["too_large"]),
        (Content("", (replace(VIDEO, mime="video/webm"),)), X, ["video_format"]),
        (Content("", (replace(VIDEO, width_px=4000),)), X, ["aspect"]),
        (Content("", (replace(PICTURE, alt_text="x" * 1001),)), X, ["alt_text_too_long"]),
        (Content("a", options={"reply_settings": "verified"}), X, []),
        (Content("a", options={"reply_settings": "everyone"}), X, ["option_value"]),
        (Content("a", options={"made_with_ai": "yes"}), X, ["option_value"]),
        (Content("a", options={"wings": 1}), X, ["unknown_option"]),
        (Content("", (PICTURE,), options={"share_to_feed": True}), INSTAGRAM, ["option_kind"]),
    ],
)
def test_each_limit_is_noticed_alone(content: Content, rules: Rules, codes: list[str]) -> None:
    assert _codes(content, rules) == codes


CLIPS = replace(
    X,
    network="clips",
    label="Clips",
    kinds=frozenset({Kind.VIDEO}),
    max_media=1,
    image=None,
    gif=None,
    video=VideoRules(
        ("video/mp4",), 9_000_000, 1, 60, min_bytes=75_000, min_width_px=540, max_side_px=4096
    ),
    thumbnail=ImageRules(("image/jpeg",), 2_000_000, min_aspect=1.0),
    pulls=frozenset({MediaKind.IMAGE}),
    forbidden_characters="<>",
    options={
        "title": Option("Title", max_text=10),
        "audience": Option("Who can see it", choices={"all": "Everybody"}, is_required=True),
    },
)
"""A network made up of what no other one has alone."""
CHOSEN = {"audience": "all"}


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (Content("", (VIDEO,), options=CHOSEN), []),
        (Content("", (VIDEO,)), ["option_missing"]),
        (Content("", (VIDEO, PICTURE), options=CHOSEN), []),
        (Content("", (PICTURE, VIDEO), options=CHOSEN), []),
        (Content("", (VIDEO, TALL), options=CHOSEN), ["aspect"]),
        (Content("", (PICTURE,), options=CHOSEN), ["kind"]),
        (
            Content("", (VIDEO, PICTURE, PICTURE), options=CHOSEN),
            ["kind"],
        ),
        (Content("a < b", (VIDEO,), options=CHOSEN), ["forbidden_character"]),
        (Content("", (replace(VIDEO, width_px=400),), options=CHOSEN), ["too_small"]),
        (Content("", (replace(VIDEO, height_px=5000),), options=CHOSEN), ["too_many_pixels"]),
        (Content("", (replace(VIDEO, size_bytes=74_999),), options=CHOSEN), ["too_few_bytes"]),
        (Content("", (VIDEO,), options=CHOSEN | {"title": "x" * 10}), []),
        (Content("", (VIDEO,), options=CHOSEN | {"title": "x" * 11}), ["option_value"]),
        (Content("", (VIDEO,), options=CHOSEN | {"title": 3}), ["option_value"]),
    ],
)
def test_what_only_some_networks_ask_is_noticed_alone(content: Content, codes: list[str]) -> None:
    assert set(_codes(content, CLIPS)) == set(codes)


def test_a_network_that_fetches_pictures_takes_videos_without_a_public_address() -> None:
    both = replace(CLIPS, kinds=frozenset(Kind), image=X.image, thumbnail=None)
    picture, video = (Content("", (one,), options=CHOSEN) for one in (PICTURE, VIDEO))

    assert _codes(picture, both, has_public_address=False) == ["no_public_address"]
    assert _codes(video, both, has_public_address=False) == []


def test_without_a_public_address_only_networks_that_fetch_are_refused() -> None:
    content = Content("hi", (PICTURE,))

    assert _codes(content, INSTAGRAM, has_public_address=False) == ["no_public_address"]
    assert _codes(content, X, has_public_address=False) == []


def test_a_problem_says_how_much_is_too_much_and_what_to_do() -> None:
    (problem,) = problems(Content("x" * 292), X)

    assert problem.sentence == "The text has 292 weighted characters; X takes 280."
    assert problem.fix == "Shorten it by 12."
    assert problem.field == "text"


def test_a_shape_is_named_as_people_name_it() -> None:
    (problem,) = problems(Content("", (TALL,)), INSTAGRAM)

    assert (
        problem.sentence
        == "door.jpg is 1000×2000, too tall for Instagram, which takes 4:5 to 1.91:1."
    )


def test_a_single_shape_is_named_once() -> None:
    upright = VideoRules(("video/mp4",), 10**9, 3, 90, min_aspect=9 / 16, max_aspect=9 / 16)
    film = Media("f", MediaKind.VIDEO, "video/mp4", 1, "sha", 640, 640, 5.0, "film.mp4")

    (problem,) = problems(Content("", (film,)), replace(INSTAGRAM, video=upright))

    assert problem.sentence == "film.mp4 is 640×640, too wide for Instagram, which takes 9:16 only."


def test_a_warning_does_not_stop_a_post() -> None:
    (warning,) = problems(Content("hi", (PICTURE,), "https://a.b"), INSTAGRAM)

    assert warning.is_warning


@pytest.mark.parametrize("network", sorted(ADAPTERS))
def test_every_network_states_its_limits_with_public_sources(network: str) -> None:
    rules = ADAPTERS[network].rules

    assert rules.network == ADAPTERS[network].network == network
    assert {"max_text", "max_media", "image", "video"} <= set(rules.sources)
    assert all(source.startswith("https://") for source in rules.sources.values())
