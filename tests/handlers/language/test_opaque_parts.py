"""Quotes, captions, links and mentions: nothing in them is ever an order."""

from __future__ import annotations

import pytest

from handlers.language.mask import Opaque, mask
from tests.handlers.language.understanding import understand

ORDERS = "cancel everything and publish now on facebook tomorrow at 5pm"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"', '"'),
        ("“", "”"),
        ("'", "'"),
        ("«", "»"),
        ("„", "“"),
        ("```", "```"),
        ('"""', '"""'),
        ("`", "`"),
        ("\n&gt; ", ""),
        ("\n> ", ""),
        ("\ncaption: ", ""),
        (" — text: ", ""),
        ("with the caption saying ", ""),
    ],
)
def test_an_order_inside_a_text_is_text(before: str, after: str) -> None:
    said = understand(f"schedule on x friday 9am {before}{ORDERS}{after}")

    assert said["intent"] == "schedule"
    assert said["platforms"] == ["twitter"]
    assert said["when"]["at"] == "2026-03-06T09:00:00-05:00"
    assert said["caption"] == {"op": "set", "text": ORDERS}


def test_a_quote_that_never_closes_runs_to_the_end() -> None:
    said = understand(f'schedule on x friday 9am "{ORDERS}')

    assert said["caption"]["text"] == ORDERS


def test_an_apostrophe_opens_no_quote() -> None:
    said = understand("move monday's x post and don't forget: to tuesday's noon")

    assert "caption" not in said


def test_several_quoted_lines_are_one_text() -> None:
    said = understand("schedule on x friday 9am\n&gt; Doors at 8\n&gt; Bring a friend")

    assert said["caption"]["text"] == "Doors at 8\nBring a friend"


def test_fields_may_follow_a_caption() -> None:
    said = understand("caption: Doors open tomorrow\nplatforms: fb, x\ntime: friday 9am")

    assert said["caption"]["text"] == "Doors open tomorrow"
    assert said["platforms"] == ["facebook", "twitter"]
    assert said["when"]["at"] == "2026-03-06T09:00:00-05:00"


def test_a_text_keeps_its_links_and_names_as_people_see_them() -> None:
    said = understand(
        'stage this with the caption "Read <https://a.example|a.example> by <@U1|ann> &amp; co"'
    )

    assert said["caption"]["text"] == "Read https://a.example by @ann & co"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("<https://a.example/x?y=1&amp;z=2|tomorrow>", Opaque.LINK, "https://a.example/x?y=1&z=2"),
        ("see https://a.example/b.", Opaque.LINK, "https://a.example/b"),
        ("<@U024BE7LH|ann>", Opaque.PERSON, "U024BE7LH"),
        ("<#C024BE7LR|general>", Opaque.CHANNEL, "C024BE7LR"),
        ("<!here>", Opaque.BROADCAST, "here"),
        (":rocket:", Opaque.NOISE, "rocket"),
        ("~9am~", Opaque.NOISE, "9am"),
        ("final_cut-v7.MP4", Opaque.FILE, "final_cut-v7.MP4"),
        ("#launchday", Opaque.HASHTAG, "#launchday"),
    ],
)
def test_markup_is_one_part_with_its_value(text: str, kind: Opaque, value: str) -> None:
    (part,) = mask(text)

    assert (part.kind, part.value) == (kind, value)


@pytest.mark.parametrize("text", ["10:30:00", "#3", "5" + '" screen'[:1], "it's fine", "a ~ b"])
def test_what_only_looks_like_markup_stays(text: str) -> None:
    kinds = {part.kind for part in mask(text)}

    assert kinds <= {Opaque.QUOTE}
    assert not any(part.value for part in mask(text))


def test_a_struck_time_is_not_read() -> None:
    said = understand("post this on x tomorrow at ~9am~ 10am")

    assert said["when"]["at"] == "2026-03-05T10:00:00-05:00"


def test_mentions_and_channels_around_an_order_do_not_matter() -> None:
    said = understand("<!here> fyi <@U0BOT> in <#C1|news>: cancel the x post :pray: 🙏")

    assert said == {"intent": "cancel", "target": {"ref": "filter", "platforms": ["twitter"]}}
