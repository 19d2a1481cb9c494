"""Text for Slack: harmless, within limits, and in the reader's time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack import text


@pytest.mark.parametrize(
    "hostile",
    ["<!channel>", "<@U123>", "<https://evil.example|your bank>", "a & b < c", "&lt;!here&gt;"],
)
def test_escaped_words_hold_no_markup(hostile: str) -> None:
    escaped = text.escape(hostile)

    assert "<" not in escaped
    assert ">" not in escaped
    assert text.unescape(escaped) == hostile


@given(st.text(max_size=400), st.integers(min_value=1, max_value=60))
def test_clipped_text_is_never_longer_than_asked(words: str, limit: int) -> None:
    assert len(text.clip(words, limit)) <= limit


def test_clipping_keeps_a_family_together() -> None:
    family = "👨‍👩‍👧‍👦"

    assert text.clip("ab" + family, 6) == "ab…"


@given(st.text(max_size=3000))
def test_fallback_text_fits_chat_update_in_bytes(words: str) -> None:
    assert len(text.clip_bytes(words).encode()) <= text.FALLBACK_BYTES


def test_a_quotation_cannot_be_left_by_a_line_break() -> None:
    quoted = text.quote("first\n<!channel> second")

    assert quoted == ">first\n>&lt;!channel&gt; second"


def test_a_link_cannot_be_broken_out_of() -> None:
    written = text.link("https://x.com/a|b>c d", "a <!here> post")

    assert written == "<https://x.com/a%7Cb&gt;c%20d|a &lt;!here&gt; post>"


def test_a_time_is_shown_in_the_readers_zone_with_ours_as_the_fallback() -> None:
    moment = datetime(2026, 11, 24, 8, tzinfo=UTC)

    written = text.when(moment, "Europe/Berlin")

    assert written == (
        f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} at {{time}}|Tue 24 Nov 09:00 CET>"
    )
