"""The words of a post: given, changed, translated."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.language.understanding import understand


@pytest.mark.parametrize(
    ("sentence", "caption"),
    [
        ('change the caption to "Hello"', {"op": "set", "text": "Hello"}),
        ("set the caption to Hello from Lisbon", {"op": "set", "text": "Hello from Lisbon"}),
        ("the caption should say Back at 9 tomorrow", {"op": "set", "text": "Back at 9 tomorrow"}),
        ("caption: Hello tomorrow at 9", {"op": "set", "text": "Hello tomorrow at 9"}),
        ('add "Link in bio" to the caption', {"op": "append", "text": "Link in bio"}),
        ("add #spring #sale", {"op": "append", "text": "#spring #sale"}),
        ('put "NEW:" at the start of the caption', {"op": "prepend", "text": "NEW:"}),
        ("shorten the caption", {"op": "shorten"}),
        ("make it shorter", {"op": "shorten"}),
        ("make the text a bit longer", {"op": "lengthen"}),
        ("rephrase the caption", {"op": "rewrite"}),
        ("make the caption sound more professional", {"op": "formal"}),
        ("translate it into french", {"op": "translate", "language": "french"}),
        ("add a few hashtags", {"op": "add_hashtags"}),
        ("drop the hashtags", {"op": "remove_hashtags"}),
        ("sprinkle in emojis, add emojis", None),
        ("add some emoji to the text", {"op": "add_emojis"}),
        ("get rid of the emojis", {"op": "remove_emojis"}),
        ("take the links out of the caption", {"op": "remove_links"}),
    ],
)
def test_an_edit_of_words_is_understood(sentence: str, caption: dict[str, Any] | None) -> None:
    said = understand(sentence)

    if caption is None:
        assert said["intent"] in ("edit_caption", "none")
    else:
        assert said == {"intent": "edit_caption", "target": {"ref": "context"}, "caption": caption}


@pytest.mark.parametrize(
    "sentence", ["change the caption", "edit the text of the x post", "new caption"]
)
def test_an_edit_that_says_nothing_is_asked(sentence: str) -> None:
    assert understand(sentence)["ask"] == ["caption_text"]


def test_the_words_of_a_new_post_come_with_it() -> None:
    said = understand('tweet "Back at 9" tomorrow at noon')

    assert said == {
        "intent": "schedule",
        "platforms": ["twitter"],
        "when": {"type": "at", "at": "2026-03-05T12:00:00-05:00"},
        "caption": {"op": "set", "text": "Back at 9"},
    }


def test_a_title_after_called_is_a_name() -> None:
    said = understand('schedule the video called "Cancel culture" on youtube friday at noon')

    assert said["target"] == {"ref": "named", "name": "Cancel culture"}
    assert "caption" not in said
