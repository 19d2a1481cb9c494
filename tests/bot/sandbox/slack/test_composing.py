"""What people type becomes what Slack's client sends."""

from __future__ import annotations

import pytest

from bot.sandbox.slack import world
from bot.sandbox.slack.composing import Composer

COMPOSER = Composer((*world.ACME.people, world.ACME.bot_user("Callboard")), world.ACME.channels)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("plain", "plain"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("&amp;", "&amp;amp;"),
        ("@Callboard go", "<@U0BOT> go"),
        ("(@ben)", "(<@U0BEN>)"),
        ("@ben, @ana.", "<@U0BEN>, <@U0ANA>."),
        ("@nobody", "@nobody"),
        ("ana@acme.test", "ana@acme.test"),
        ("<@U0CHI> hi", "<@U0CHI> hi"),
        ("@here now", "<!here> now"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("in #launch please", "in <#C0LAUNCH|launch> please"),
        ("#1 and #nowhere", "#1 and #nowhere"),
        ("#monday", "#monday"),
        ("see https://acme.test/x?a=1&b=2.", "see <https://acme.test/x?a=1&amp;b=2>."),
        ("(https://acme.test)", "(<https://acme.test>)"),
        ("<https://acme.test|evil>", "<https://acme.test>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_typed_text_is_sent_as(typed: str, sent: str) -> None:
    assert COMPOSER.text(typed) == sent


def test_a_command_names_people_beside_their_ids() -> None:
    assert COMPOSER.text("for @ben", command=True) == "for <@U0BEN|ben>"


def test_rich_text_keeps_words_unescaped_and_mentions_as_elements() -> None:
    assert COMPOSER.elements("a & @ben") == [
        {"type": "text", "text": "a & "},
        {"type": "user", "user_id": "U0BEN"},
    ]
