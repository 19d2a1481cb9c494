"""X's weighted length: the published vectors, and what surprises people."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platforms.content import Content
from platforms.text import final_text, graphemes, hashtags, mentions, utf16_length, weighted_length
from platforms.text.links import find_links

GOLDEN = [
    ("hello", 5),
    ("日本語", 6),
    ("한국어", 6),
    ("नमस्ते", 6),
    ("👨‍👩‍👧‍👦", 2),
    ("🇬🇧", 2),
    ("👍🏽", 2),
    ("☺️", 2),
    ("1️⃣", 2),
    ("™", 2),
    ("e\u0301", 1),
    ("é", 1),
    ("a\u200db", 3),
    ("“q”", 3),
    ("…", 2),
    ("—", 1),
    ("•", 2),
    ("→", 2),
    ("€", 2),
    ("☃", 2),
    ("https://example.com/very/long/path?x=1", 23),
    ("example.com", 23),
    ("www.example.xyz", 23),
    ("https://example.co.uk", 23),
    ("http://日本.jp", 23),
    ("see example.com/a. ok", 31),
    ("#tag 日本", 9),
    ("@user hi", 8),
    ("user@example.com", 16),
    ("localhost:3000 http://localhost:3000", 36),
    ("http://1.2.3.4/", 15),
    ("https://t.co/abcdefghijk", 23),
    ("file.py", 23),
    ("readme.md", 23),
    ("foo.sh", 23),
    ("script.rs", 23),
    (" data.zip", 24),
    ("a.b", 3),
    ("x" * 281, 281),
    ("日" * 140, 280),
    ("日" * 141, 282),
    ("", 0),
    ("\ufeffa", 3),
    ("   ", 3),
    ("\n\n", 2),
    ("\u202aabc\u202c", 7),
    ("x -example.com", 14),
    ("x _example.com", 14),
    ("/example.com", 12),
    ("a\u200b", 2),
]
"""What twitter-text 3.1.0 answers: https://github.com/twitter/twitter-text"""

COMPARED = [
    ("Great😀.example.com", 31),
    ("日example.com", 25),
    ("example.com:8080", 28),
    ("example.com:8080/a", 23),
    ("example.com?x=1", 27),
    ("https://en.wikipedia.org/wiki/Primer_(film)", 23),
    ("(https://example.com/a)", 25),
    ("https://t.co/" + "a" * 41, 54),
    ("https://" + "a" * 64 + ".com", 76),
    ("https://example.com/" + "a" * 4080, 4100),
    ("🖐️🏽", 2),
    ("🏳️‍🌈", 2),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ("👩🏽‍🚀", 2),
    ("🤷🏿‍♂️", 2),
    ("©️", 2),
    ("©", 1),
    ("😶‍🌫️", 5),
    ("РОССИЯ.РФ", 9),
    ("https://РОССИЯ.РФ", 23),
    ("xn--p1ai.xn--p1ai", 23),
    ("http://example.com。jp", 27),
]
"""Further answers of the same program, got by running it beside this counter."""


@pytest.mark.parametrize(("text", "length"), GOLDEN + COMPARED)
def test_a_text_weighs_what_x_says(text: str, length: int) -> None:
    assert weighted_length(text) == length


@given(st.text())
def test_a_text_without_links_weighs_between_one_and_two_a_character(text: str) -> None:
    plain = text.replace(".", "")

    assert 0 <= weighted_length(plain) <= 2 * len(plain)


@given(st.text(alphabet="ab.日-_/:?#@ htps", max_size=60))
def test_links_stand_in_order_and_do_not_overlap(text: str) -> None:
    spans = find_links(text)

    assert all(start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize("text", ["a." * 5000, "日" * 10_000 + ".日", "a.com/" + "(a" * 4000])
def test_a_hostile_text_is_counted_in_reasonable_time(text: str) -> None:
    started = time.perf_counter()

    weighted_length(text)

    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("text", "units", "seen"),
    [("", 0, 0), ("é", 1, 1), ("e\u0301", 2, 1), ("👨‍👩‍👧‍👦", 11, 1), ("🇬🇧!", 5, 2)],
)
def test_other_networks_count_otherwise(text: str, units: int, seen: int) -> None:
    assert (utf16_length(text), graphemes(text)) == (units, seen)


def test_hashtags_and_mentions_are_found_as_people_mean_them() -> None:
    text = "#one, #two_2 ＃三 #4 a#no &#39; https://a.b/#frag @anna @bob.b. mail@example.com"

    assert hashtags(text) == ["one", "two_2", "三"]
    assert mentions(text) == ["anna", "bob.b"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Content("  hi\n"), "hi"),
        (Content("hi", link="https://a.b"), "hi\n\nhttps://a.b"),
        (Content("see https://a.b now", link="https://a.b"), "see https://a.b now"),
        (Content("", link="https://a.b"), "https://a.b"),
        (Content("\ufeffhi\uffff"), "hi"),
    ],
)
def test_the_final_text_holds_everything_once(content: Content, text: str) -> None:
    assert final_text(content) == text
