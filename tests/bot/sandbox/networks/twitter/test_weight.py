from __future__ import annotations

import pytest

from bot.sandbox.networks.twitter.links import links
from bot.sandbox.networks.twitter.weight import weighted_length


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
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
        ("a\u200db", 3),
        ("“q”", 3),
        ("…", 2),
        ("—", 1),
        ("•", 2),
        ("€", 2),
        ("https://example.com/very/long/path?x=1", 23),
        ("example.com", 23),
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
        ("a.b", 3),
        ("x" * 281, 281),
        ("日" * 141, 282),
        ("x -example.com", 14),
        ("/example.com", 12),
        ("a\u200b", 2),
    ],
)
def test_a_text_weighs_what_x_says(text: str, weight: int) -> None:
    assert weighted_length(text) == weight


@pytest.mark.parametrize(
    ("text", "most"),
    [("a name.unknowntld b", 19), ("http://very-long-name.unknowntld/" + "a" * 99, 23)],
)
def test_in_doubt_a_link_weighs_whichever_is_less(text: str, most: int) -> None:
    assert weighted_length(text) <= most


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(see https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("https://example.com/a, and", ["https://example.com/a"]),
        ("“https://example.com/”", ["https://example.com/"]),
        ("one.com two.org", ["one.com", "two.org"]),
        ("nobody@example.com", []),
        ("v1.2.3", []),
    ],
)
def test_links_end_where_people_mean_them_to(text: str, found: list[str]) -> None:
    assert [link.text for link in links(text)] == found
