"""Whose device a message of the bot rings, as the page's badge shows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.sandbox.slack.rig import Rig


def section(kind: str, text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": kind, "text": text}}]


def rich(element: dict[str, Any]) -> list[dict[str, Any]]:
    part = {"type": "rich_text_section", "elements": [element]}
    return [{"type": "rich_text", "elements": [part]}]


@pytest.mark.parametrize(
    ("said", "pinged"),
    [
        ({"text": "hello"}, 0),
        ({"text": "<!channel> look"}, 4),
        ({"text": "<!here>"}, 4),
        ({"text": "&lt;!channel&gt; is only text"}, 0),
        ({"text": "<@U0BEN> and <@U0CHI>"}, 2),
        ({"text": "<@U0BEN> <@U0BEN>"}, 1),
        ({"text": "<@U0BOT>"}, 0),
        ({"text": "x", "blocks": section("mrkdwn", "<!channel>")}, 4),
        ({"text": "x", "blocks": section("plain_text", "<!channel> <@U0BEN>")}, 0),
        ({"text": "x", "blocks": rich({"type": "user", "user_id": "U0BEN"})}, 1),
        ({"text": "x", "blocks": rich({"type": "broadcast", "range": "channel"})}, 4),
        ({"text": "x", "blocks": rich({"type": "text", "text": "<!channel>"})}, 0),
    ],
)
async def test_a_message_of_the_bot_shows_how_many_it_rang(
    rig: Rig, said: dict[str, Any], pinged: int
) -> None:
    await rig.bot_says(**said)

    assert (await rig.messages())[0]["pinged"] == pinged


async def test_somebody_who_is_not_in_the_channel_is_not_rung(rig: Rig) -> None:
    await rig.bot_says("<@U0GUS> look", channel="C0ALERTS")

    assert (await rig.messages("C0ALERTS"))[0]["pinged"] == 0


async def test_direct_messages_always_ring_and_an_edit_never_does(rig: Rig) -> None:
    direct = await rig.bot_says("hello", channel="U0ANA")
    quiet = await rig.bot_says("hello")
    await rig.api("chat.update", channel="C0LAUNCH", ts=quiet, text="<!channel> louder")

    [rung] = await rig.messages("D0ANA")
    assert (rung["ts"], rung["pinged"]) == (direct, 1)
    assert (await rig.messages())[0]["pinged"] == 0
