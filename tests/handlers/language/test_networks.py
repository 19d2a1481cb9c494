"""Networks: their names, lists of them, where posts go and which posts are meant."""

from __future__ import annotations

import pytest

from tests.handlers.language.understanding import understand


@pytest.mark.parametrize(
    ("words", "platforms"),
    [
        ("insta", ["instagram"]),
        ("the gram", ["instagram"]),
        ("X", ["twitter"]),
        ("LI", ["linkedin"]),
        ("yt", ["youtube"]),
        ("tik tok", ["tiktok"]),
        ("linked in", ["linkedin"]),
        ("fb &amp; ig", ["facebook", "instagram"]),
        ("fb+ig", ["facebook", "instagram"]),
        ("insta/tiktok", ["instagram", "tiktok"]),
        ("x, linkedin and also on youtube", ["linkedin", "twitter", "youtube"]),
        ("everywhere", ["*"]),
        ("all platforms", ["*"]),
        ("every channel", ["*"]),
        (
            "everywhere but x",
            ["facebook", "instagram", "linkedin", "tiktok", "youtube"],
        ),
        (
            "all networks except tiktok and youtube",
            ["facebook", "instagram", "linkedin", "twitter"],
        ),
    ],
)
def test_a_network_goes_by_many_names(words: str, platforms: list[str]) -> None:
    assert understand(f"stage this for {words}")["platforms"] == platforms


@pytest.mark.parametrize(
    "sentence",
    [
        "schedule this on threads friday at noon",
        "schedule this on x and mastodon friday at noon",
        "post this to pinterest now",
        "cancel the reddit post",
    ],
)
def test_a_network_that_we_do_not_know_is_the_only_question(sentence: str) -> None:
    assert understand(sentence)["ask"] == ["unsupported_platform"]


def test_a_network_in_a_name_is_no_destination() -> None:
    said = understand("schedule the discord announcement on x friday at noon")

    assert said["platforms"] == ["twitter"]
    assert said["target"]["name"] == "discord announcement"


@pytest.mark.parametrize(
    ("sentence", "platforms", "format_"),
    [
        ("schedule the gym clip as a reel friday at noon", ["instagram"], "reel"),
        ("make this a youtube short friday at noon", ["youtube"], "short"),
        ("post this as a short friday at noon", ["youtube"], "short"),
        ("put this on my instagram story friday at noon", ["instagram"], "story"),
        ("post this as a thread on x friday at noon", ["twitter"], "thread"),
        ("schedule this reel friday at noon", ["instagram"], None),
    ],
)
def test_a_format_can_name_its_network(
    sentence: str, platforms: list[str], format_: str | None
) -> None:
    said = understand(sentence)

    assert said["platforms"] == platforms
    assert said.get("format") == format_


def test_networks_that_are_already_known_need_not_be_said() -> None:
    said = understand("schedule this friday at noon please", platforms=["instagram", "linkedin"])

    assert "ask" not in said
    assert "platforms" not in said


@pytest.mark.parametrize(
    ("sentence", "destinations", "found"),
    [
        ("duplicate the x post for linkedin", ["linkedin"], ["twitter"]),
        ("retry the x post", None, ["twitter"]),
        ("retry it on x", ["twitter"], None),
        ("publish the linkedin draft now", None, ["linkedin"]),
        ("make the x version shorter", ["twitter"], None),
        ("shorten the caption of the x post", None, ["twitter"]),
        ("pause linkedin", None, ["linkedin"]),
        ("take x off the launch post", ["twitter"], None),
    ],
)
def test_a_network_is_where_a_post_goes_or_how_it_is_found(
    sentence: str, destinations: list[str] | None, found: list[str] | None
) -> None:
    said = understand(sentence)

    assert said.get("platforms") == destinations
    assert said.get("target", {}).get("platforms") == found
