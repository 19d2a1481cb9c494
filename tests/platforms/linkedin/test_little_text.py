"""What people read at LinkedIn is what was written, whatever LinkedIn reserves."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.networks.linkedin.little_text import RESERVED, displayed
from platforms.linkedin.little_text import escaped, readable
from platforms.text import hashtags

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.text("".join(sorted(RESERVED)) + "aé9 \n/:&＃日")
LINKED = st.lists(
    st.sampled_from(["https://a.b/c_d#e(f)", "#tag", "#a_b", "@me", "{x}", "\\", "word", "#1"])
).map(" ".join)


@given(TEXTS | TRICKY | LINKED)
def test_everything_written_is_shown(text: str) -> None:
    shown = displayed(escaped(text))

    assert (shown.text, shown.lost) == (text, "")


@given(TEXTS | TRICKY | LINKED)
def test_what_was_sent_can_be_read_back(text: str) -> None:
    assert readable(escaped(text)) == text


@pytest.mark.parametrize("letter", sorted(RESERVED))
def test_each_reserved_character_gets_a_backslash(letter: str) -> None:
    assert escaped(f"a {letter} b") == f"a \\{letter} b"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#launch", ("launch",)),
        ("see #Café_2026!", ("Café_2026",)),
        ("(#one) #two", ("one", "two")),
        ("a#b &#39; #1 # ##", ()),
        ("https://a.b/#top https://a.b/?q=#x", ()),
    ],
)
def test_hashtags_become_tags_and_links_stay_whole(text: str, found: tuple[str, ...]) -> None:
    assert displayed(escaped(text)).hashtags == found


@given((TEXTS | LINKED).filter(lambda text: "://" not in text and "＃" not in text))
def test_hashtags_are_those_that_are_counted(text: str) -> None:
    assert list(displayed(escaped(text)).hashtags) == hashtags(text)


@pytest.mark.parametrize(
    ("commentary", "text"),
    [
        (r"{hashtag|\#|launch} day", "#launch day"),
        ("{hashtag|#|launch} day", "#launch day"),
        ("#launch day", "#launch day"),
        (r"\#launch day", "#launch day"),
        (r"Hi @[A\_b](urn:li:organization:1)\.", "Hi A_b."),
        ("a line\nand \\\\ more", "a line\nand \\ more"),
    ],
)
def test_every_way_of_writing_reads_alike(commentary: str, text: str) -> None:
    assert readable(commentary) == text


@pytest.mark.parametrize("text", ["#" * 30_000, "#a_" * 10_000, "{hashtag|" * 5_000, "@[" * 9_000])
def test_hostile_texts_cost_little(text: str) -> None:
    started = time.perf_counter()

    assert readable(escaped(text)) == text
    readable(text)

    assert time.perf_counter() - started < 1
