"""Channels, people and reactions, as far as the bot may know them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import Rig, open_rig


@pytest.mark.parametrize("channel", ["C0NOWHERE", "G0PRIVATE", "launch", "#launch"])
async def test_a_conversation_is_found_by_id_only_and_not_when_private(
    rig: Rig, channel: str
) -> None:
    answer = await rig.form("conversations.info", channel=channel)

    assert answer["error"] == "channel_not_found"


async def test_a_conversation_tells_whether_the_bot_is_in(rig: Rig) -> None:
    launch = (await rig.form("conversations.info", channel="C0LAUNCH"))["channel"]
    random = (await rig.form("conversations.info", channel="C0RANDOM"))["channel"]
    dm = (await rig.form("conversations.info", channel="D0ANA"))["channel"]

    assert (launch["is_member"], random["is_member"]) == (True, False)
    assert (dm["is_im"], dm["user"]) == (True, "U0ANA")


async def test_each_kind_of_conversation_needs_its_own_read_scope(tmp_path: Path) -> None:
    async with open_rig(tmp_path, manifest=sample_manifest(without_scopes=("im:read",))) as rig:
        one = await rig.form("conversations.info", channel="D0ANA")
        many = await rig.form("conversations.list", types="public_channel,im")

    assert (one["error"], one["needed"]) == ("missing_scope", "im:read")
    assert many["error"] == "missing_scope"


async def test_conversations_are_listed_in_pages_without_foreign_private_ones(rig: Rig) -> None:
    first = await rig.form("conversations.list", types="public_channel,private_channel", limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await rig.form(
        "conversations.list", types="public_channel,private_channel", limit=3, cursor=cursor
    )

    names = [one["name"] for one in first["channels"] + second["channels"]]
    assert names == ["launch", "general", "alerts", "random"]
    assert second["response_metadata"]["next_cursor"] == ""


@pytest.mark.parametrize(
    ("args", "error"),
    [({"cursor": "nonsense"}, "invalid_cursor"), ({"types": "x"}, "invalid_types")],
)
async def test_a_wrong_page_or_kind_is_refused(rig: Rig, args: dict[str, Any], error: str) -> None:
    assert (await rig.form("conversations.list", **args))["error"] == error


async def test_members_of_a_channel_are_listed(rig: Rig) -> None:
    answer = await rig.form("conversations.members", channel="C0LAUNCH")

    assert set(answer["members"]) == {"U0ANA", "U0BEN", "U0CHI", "U0GUS", "U0BOT"}


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "users_list_not_supplied"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"channel": "G0PRIVATE"}, "channel_not_found"),
    ],
)
async def test_direct_messages_open_only_with_somebody(
    rig: Rig, args: dict[str, Any], error: str
) -> None:
    assert (await rig.api("conversations.open", **args))["error"] == error


async def test_direct_messages_open_with_one_person(rig: Rig) -> None:
    assert (await rig.api("conversations.open", users="U0CHI"))["channel"] == {"id": "D0CHI"}


async def test_the_bot_joins_a_public_channel_and_hears_of_it(tmp_path: Path) -> None:
    manifest = sample_manifest()
    manifest["oauth_config"]["scopes"]["bot"].append("channels:join")

    async with open_rig(tmp_path, manifest=manifest) as rig:
        joined = await rig.api("conversations.join", channel="C0RANDOM")
        private = await rig.api("conversations.join", channel="G0PRIVATE")
        event = await rig.bot.wait_for_event("member_joined_channel")

    assert joined["channel"]["is_member"]
    assert private["error"] == "channel_not_found"
    assert (event["user"], event["channel"]) == ("U0BOT", "C0RANDOM")


async def test_an_invitation_brings_the_bot_into_a_private_channel(rig: Rig) -> None:
    await rig.act("invite", channel="G0PRIVATE", user="U0BOT")

    assert (await rig.api("chat.postMessage", channel="G0PRIVATE", text="hi"))["ok"]


async def test_history_needs_membership_and_is_newest_first(rig: Rig) -> None:
    for text in ("one", "two", "three"):
        await rig.bot_says(text)

    page = await rig.form("conversations.history", channel="C0LAUNCH", limit=2)
    outside = await rig.form("conversations.history", channel="C0RANDOM")

    assert [one["text"] for one in page["messages"]] == ["three", "two"]
    assert page["has_more"] is True
    assert outside["error"] == "not_in_channel"


async def test_history_keeps_to_its_window(rig: Rig) -> None:
    first, second, third = [await rig.bot_says(text) for text in ("one", "two", "three")]

    between = await rig.form(
        "conversations.history", channel="C0LAUNCH", oldest=first, latest=third
    )
    with_ends = await rig.form(
        "conversations.history", channel="C0LAUNCH", oldest=first, latest=second, inclusive=1
    )

    assert [one["text"] for one in between["messages"]] == ["two"]
    assert [one["text"] for one in with_ends["messages"]] == ["two", "one"]


async def test_a_thread_is_read_from_any_of_its_messages(rig: Rig) -> None:
    parent = await rig.bot_says("parent")
    reply = await rig.bot_says("reply", thread_ts=parent)

    answer = await rig.form("conversations.replies", channel="C0LAUNCH", ts=reply)
    unknown = await rig.form("conversations.replies", channel="C0LAUNCH", ts="1.000000")

    assert [one["text"] for one in answer["messages"]] == ["parent", "reply"]
    assert answer["messages"][0]["reply_count"] == 1
    assert unknown["error"] == "thread_not_found"


async def test_metadata_is_read_back_only_when_asked_for(rig: Rig) -> None:
    data = {"event_type": "plan", "event_payload": {"id": "p1"}}
    await rig.bot_says("x", metadata=data)

    plain = await rig.form("conversations.history", channel="C0LAUNCH")
    full = await rig.form("conversations.history", channel="C0LAUNCH", include_all_metadata=1)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == data


async def test_a_person_has_a_zone_with_the_offset_of_today(rig: Rig) -> None:
    user = (await rig.form("users.info", user="U0ANA"))["user"]
    offset = datetime.now(ZoneInfo("America/New_York")).utcoffset()

    assert user["tz"] == "America/New_York"
    assert offset is not None
    assert user["tz_offset"] == offset.total_seconds()
    assert "email" not in user["profile"]


async def test_guests_and_the_bot_are_marked(rig: Rig) -> None:
    members = {one["id"]: one for one in (await rig.form("users.list"))["members"]}

    assert members["U0GUS"]["is_restricted"]
    assert members["U0BOT"]["is_bot"]
    assert (await rig.form("users.info", user="U0NOBODY"))["error"] == "user_not_found"


async def test_people_are_found_by_email_with_the_scope_for_it(tmp_path: Path) -> None:
    manifest = sample_manifest()
    manifest["oauth_config"]["scopes"]["bot"].append("users:read.email")

    async with open_rig(tmp_path, manifest=manifest) as rig:
        found = await rig.form("users.lookupByEmail", email="ben@acme.test")
        nobody = await rig.form("users.lookupByEmail", email="x@acme.test")

    assert found["user"]["profile"]["email"] == "ben@acme.test"
    assert nobody["error"] == "users_not_found"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"name": "eyes"}, "message_not_found"),
        ({"name": "No Emoji!"}, "invalid_name"),
        ({"name": "eyes", "timestamp": "now"}, "bad_timestamp"),
        ({"name": "eyes", "channel": "G0PRIVATE"}, "channel_not_found"),
        ({"name": "eyes", "channel": "C0RANDOM"}, "not_in_channel"),
    ],
)
async def test_a_reaction_is_refused(rig: Rig, args: dict[str, Any], error: str) -> None:
    asked = {"channel": "C0LAUNCH", "timestamp": "1700000000.000000", **args}

    assert (await rig.api("reactions.add", **asked))["error"] == error


async def test_a_reaction_is_put_once_and_taken_once(rig: Rig) -> None:
    ts = await rig.bot_says()
    target = {"channel": "C0LAUNCH", "timestamp": ts, "name": "eyes"}

    added = await rig.api("reactions.add", **target)
    again = await rig.api("reactions.add", **target)
    shown = (await rig.messages())[0]["reactions"]
    removed = await rig.api("reactions.remove", **target)
    gone = await rig.api("reactions.remove", **target)

    assert added["ok"]
    assert shown == [{"name": "eyes", "users": ["U0BOT"]}]
    assert again["error"] == "already_reacted"
    assert removed["ok"]
    assert gone["error"] == "no_reaction"


async def test_a_persons_reaction_is_announced(rig: Rig) -> None:
    ts = await rig.bot_says()

    await rig.act("reaction", user="U0BEN", channel="C0LAUNCH", ts=ts, name="tada")

    event = await rig.bot.wait_for_event("reaction_added")
    assert (event["user"], event["reaction"], event["item"]["ts"]) == ("U0BEN", "tada", ts)
