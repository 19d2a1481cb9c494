"""People talk, and the page sees it."""

from __future__ import annotations

from typing import Any

from tests.bot.sandbox.slack.rig import Rig


async def test_the_default_world_has_three_zones_and_a_guest_of_one_channel(rig: Rig) -> None:
    ana = await rig.control("state", user="U0ANA")
    gus = await rig.control("state", user="U0GUS")

    zones = {one["tz"] for one in ana["users"] if not one["is_bot"]}
    assert {"America/New_York", "Europe/Berlin", "Asia/Tokyo"} <= zones
    assert [one["id"] for one in gus["channels"] if one["kind"] == "channel"] == ["C0LAUNCH"]
    assert ana["commands"][0]["command"] == "/callboard"


async def test_what_a_person_says_is_escaped_linked_and_seen(rig: Rig) -> None:
    await rig.act(
        "message",
        user="U0ANA",
        channel="C0LAUNCH",
        text="Cats & dogs <3 @ben see #general https://acme.test/a?b=1.",
    )

    [said] = await rig.messages()
    assert said["text"] == (
        "Cats &amp; dogs &lt;3 <@U0BEN> see <#C0GENERAL|general> <https://acme.test/a?b=1>."
    )
    assert said["blocks"][0]["type"] == "rich_text"


async def test_a_message_of_a_person_is_delivered_signed_with_its_channel(rig: Rig) -> None:
    sent = await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hello")

    event = await rig.bot.wait_for_event("message", channel="C0LAUNCH")

    assert event["ts"] == sent["ts"]
    assert event["channel_type"] == "channel"
    assert rig.bot.heard[0].signed


async def test_reading_a_channel_clears_its_unread_badge(rig: Rig) -> None:
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi @ben")

    def launch(state: dict[str, Any]) -> dict[str, Any]:
        return next(one for one in state["channels"] if one["name"] == "launch")

    before = launch(await rig.control("state", user="U0BEN"))
    await rig.messages(user="U0BEN")
    looked_at = launch(await rig.control("state", user="U0BEN"))
    await rig.act("read", user="U0BEN", channel="C0LAUNCH")
    after = launch(await rig.control("state", user="U0BEN"))

    assert (before["unread"], before["pings"]) == (1, 1)
    assert looked_at["unread"] == 1
    assert (after["unread"], after["pings"]) == (0, 0)
