"""What a sentence is about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.language.understanding import understand


@pytest.mark.parametrize(
    ("phrase", "target"),
    [
        ("this", {"ref": "context"}),
        ("these 3 clips", {"ref": "context", "kind": "clip", "count": 3}),
        ("those two photos", {"ref": "context", "kind": "image", "count": 2}),
        ("this vid", {"ref": "context", "kind": "video"}),
        ("them", {"ref": "context"}),
        ("the launch video", {"ref": "named", "name": "launch video"}),
        ("our Q3 results carousel", {"ref": "named", "name": "Q3 results carousel"}),
        ("the salt and pepper clip", {"ref": "named", "name": "salt and pepper clip"}),
        ("the making of the chair", {"ref": "named", "name": "making of the chair"}),
        ("the 4 recipe cards", {"ref": "named", "name": "recipe cards", "count": 4}),
        ("the top 10 reel", {"ref": "named", "name": "top 10 reel"}),
        ("teaser_v2.mp4", {"ref": "named", "name": "teaser_v2.mp4"}),
        (
            "<https://acme.example/a?b=1&amp;c=2|our page>",
            {"ref": "link", "url": "https://acme.example/a?b=1&c=2"},
        ),
        ("https://acme.example/x.", {"ref": "link", "url": "https://acme.example/x"}),
        ("everything", {"ref": "all"}),
        ("all 6 photos", {"ref": "all", "kind": "image", "count": 6}),
    ],
)
def test_new_content_is_pointed_to_named_or_linked(phrase: str, target: dict[str, Any]) -> None:
    said = understand(f"schedule {phrase} on linkedin friday at 9am", selection=9)

    assert said["target"] == target
    assert "ask" not in said


@pytest.mark.parametrize(
    ("phrase", "target"),
    [
        ("it", {"ref": "context"}),
        ("the post", {"ref": "context"}),
        ("#3", {"ref": "ordinal", "ordinals": [3]}),
        ("number 2", {"ref": "ordinal", "ordinals": [2]}),
        ("the second one", {"ref": "ordinal", "ordinals": [2]}),
        ("the 4th post", {"ref": "ordinal", "ordinals": [4]}),
        ("the first two", {"ref": "ordinal", "ordinals": [1, 2]}),
        ("the last one", {"ref": "ordinal", "ordinals": [-1]}),
        ("the last three posts", {"ref": "ordinal", "ordinals": [-1, -2, -3]}),
        ("#1, #3 and #5", {"ref": "ordinal", "ordinals": [1, 3, 5]}),
        ("the tiktok one", {"ref": "filter", "platforms": ["tiktok"]}),
        ("the youtube video", {"ref": "filter", "platforms": ["youtube"], "kind": "video"}),
        ("all tweets", {"ref": "filter", "many": True, "platforms": ["twitter"]}),
        ("the failed posts", {"ref": "filter", "many": True, "status": "failed"}),
        (
            "all drafts for x",
            {"ref": "filter", "many": True, "status": "draft", "platforms": ["twitter"]},
        ),
        (
            "the 3 linkedin posts",
            {"ref": "filter", "many": True, "platforms": ["linkedin"], "count": 3},
        ),
        ("everything", {"ref": "all"}),
        ("the whole queue", {"ref": "all"}),
        ("the spring sale post", {"ref": "named", "name": "spring sale post"}),
        ('the post "Doors open at 9"', {"ref": "named", "name": "Doors open at 9"}),
        ("the post called 'Meet Ann'", {"ref": "named", "name": "Meet Ann"}),
        (
            "tomorrow's x post",
            {
                "ref": "filter",
                "platforms": ["twitter"],
                "when": {"type": "date", "date": "2026-03-05"},
            },
        ),
        (
            "the 4pm insta post",
            {
                "ref": "filter",
                "platforms": ["instagram"],
                "when": {"type": "time", "time": "16:00"},
            },
        ),
    ],
)
def test_a_post_is_found_by_place_name_or_filter(phrase: str, target: dict[str, Any]) -> None:
    said = understand(f"cancel {phrase}")

    assert said == {"intent": "cancel", "target": target}


@pytest.mark.parametrize(
    "phrase",
    ["one of the x posts", "some of the drafts", "the posts", "any of them", "the next post"],
)
def test_some_of_several_is_asked(phrase: str) -> None:
    assert understand(f"cancel {phrase}")["ask"] == ["which_post"]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("schedule this on x tomorrow at 9", ["which_content"]),
        ("publish now on x", ["which_content"]),
        ("stage these", ["which_content"]),
        ("cancel it", ["which_post"]),
        ("swap them", ["which_post"]),
        ("reschedule to friday 9am", ["which_post"]),
        ("preview this", ["which_post"]),
    ],
)
def test_words_that_point_to_nothing_are_asked(sentence: str, codes: list[str]) -> None:
    assert understand(sentence, selection=0, focus=0)["ask"] == codes


def test_a_position_beyond_the_list_is_asked() -> None:
    assert understand("cancel #4", list=3)["ask"] == ["which_post"]
    assert "ask" not in understand("cancel #3", list=3)


def test_a_swap_has_two_sides() -> None:
    said = understand("swap tomorrow's x post with friday's linkedin post")

    assert said["target"]["platforms"] == ["twitter"]
    assert said["target"]["when"]["date"] == "2026-03-05"
    assert said["other"]["platforms"] == ["linkedin"]
    assert said["other"]["when"]["date"] == "2026-03-06"
