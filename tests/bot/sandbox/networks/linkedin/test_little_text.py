from __future__ import annotations

import string

import pytest

from bot.sandbox.networks.linkedin.little_text import RESERVED, displayed


@pytest.mark.parametrize("letter", sorted(RESERVED))
def test_an_escaped_reserved_character_is_shown(letter: str) -> None:
    shown = displayed(f"a\\{letter}b")

    assert (shown.text, shown.lost) == (f"a{letter}b", "")


@pytest.mark.parametrize("letter", sorted(RESERVED - {"#"}))
def test_a_bare_reserved_character_cuts_the_text(letter: str) -> None:
    shown = displayed(f"before {letter} after")

    assert (shown.text, shown.lost) == ("before ", f"{letter} after")


@pytest.mark.parametrize("raw", ["a # b", "a #", "a ##b", "a #_b"])
def test_a_hash_that_begins_no_tag_cuts_the_text(raw: str) -> None:
    assert displayed(raw).text == "a "


@pytest.mark.parametrize(
    ("raw", "text", "hashtags"),
    [
        ("#launch", "#launch", ("launch",)),
        ("say #über now", "say #über now", ("über",)),
        ("#a#b", "#a#b", ("a", "b")),
        (r"{hashtag|\#|launch} day", "#launch day", ("launch",)),
        (r"#snake\_case!", "#snake_case!", ("snake_case",)),
        (r"{hashtag|\#|snake\_case}", "#snake_case", ("snake_case",)),
        (r"\#plain", "#plain", ()),
    ],
)
def test_hashtags_are_read(raw: str, text: str, hashtags: tuple[str, ...]) -> None:
    shown = displayed(raw)

    assert (shown.text, shown.hashtags, shown.lost) == (text, hashtags, "")


@pytest.mark.parametrize(
    ("raw", "text", "mentions"),
    [
        (
            "Thanks @[Acme](urn:li:organization:1)!",
            *("Thanks Acme!", ("urn:li:organization:1",)),
        ),
        ("@[Ann Lee](urn:li:person:a-B_9)", "Ann Lee", ("urn:li:person:a-B_9",)),
        (r"@[Acme \(US\)](urn:li:organization:1)", "Acme (US)", ("urn:li:organization:1",)),
    ],
)
def test_mentions_are_read(raw: str, text: str, mentions: tuple[str, ...]) -> None:
    shown = displayed(raw)

    assert (shown.text, shown.mentions, shown.lost) == (text, mentions, "")


@pytest.mark.parametrize(
    "raw",
    ["@acme", "@[Acme]", "@[Acme](acme)", "@[Acme](urn:li:share:1)", "@[A(B)](urn:li:person:1)"],
)
def test_a_mention_that_is_none_cuts_the_text(raw: str) -> None:
    assert displayed(f"hi {raw}").text == "hi "


def test_underscores_in_links_cut_too() -> None:
    assert displayed("See https://example.com/a_b").text == "See https://example.com/a"
    assert displayed(r"See https://example.com/a\_b").text == "See https://example.com/a_b"


def test_a_backslash_before_anything_else_cuts() -> None:
    assert displayed(r"path C:\temp").text == "path C:"


def test_everything_else_is_shown_as_it_is() -> None:
    plain = "".join(letter for letter in string.printable if letter not in RESERVED) + "é漢😀\n"

    assert displayed(plain).text == plain


@pytest.mark.parametrize(
    ("raw", "length"), [("abc", 3), (r"\(a\)", 3), ("😀", 2), ("a(bc", 4), (r"a(\*", 3)]
)
def test_backslashes_do_not_count_and_what_is_cut_does(raw: str, length: int) -> None:
    assert displayed(raw).length == length
