"""Coming, leaving, archiving and group messages: by the bot's calls and by people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import Rig, open_rig

SCOPES = (
    "channels:join", "channels:manage", "groups:write",
    "mpim:read", "mpim:write", "mpim:history",
)  # fmt: skip
EVENTS = (
    "message.mpim", "member_left_channel", "channel_left", "group_left", "channel_archive",
    "channel_unarchive",
)  # fmt: skip
MANIFEST = sample_manifest(more_scopes=SCOPES, more_events=EVENTS)


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path, manifest=MANIFEST) as rig:
        yield rig


@pytest.mark.parametrize(
    ("method", "channel", "error"),
    [
        ("join", "C0NOWHERE", "channel_not_found"),
        ("join", "D0ANA", "method_not_supported_for_channel_type"),
        ("leave", "C0GENERAL", "cant_leave_general"),
        ("leave", "D0ANA", "method_not_supported_for_channel_type"),
        ("leave", "G0PRIVATE", "channel_not_found"),
        ("archive", "C0GENERAL", "cant_archive_general"),
        ("archive", "C0RANDOM", "not_in_channel"),
        ("archive", "D0ANA", "method_not_supported_for_channel_type"),
        ("unarchive", "C0LAUNCH", "not_archived"),
        ("close", "C0LAUNCH", "method_not_supported_for_channel_type"),
        ("close", "D0NOBODY", "channel_not_found"),
    ],
)
async def test_what_a_bot_cannot_do_with_a_channel_is_refused(
    rig: Rig, method: str, channel: str, error: str
) -> None:
    assert (await rig.api(f"conversations.{method}", channel=channel))["error"] == error


@pytest.mark.parametrize(
    ("method", "channel", "scope"),
    [
        ("leave", "C0LAUNCH", "channels:manage"),
        ("archive", "C0LAUNCH", "channels:manage"),
        ("close", "D0ANA", "im:write"),
    ],
)
async def test_each_kind_of_channel_needs_its_own_scope_to_be_changed(
    tmp_path: Path, method: str, channel: str, scope: str
) -> None:
    manifest = sample_manifest(
        more_scopes=("groups:write", "mpim:write"), without_scopes=("im:write",)
    )
    async with open_rig(tmp_path, manifest=manifest) as rig:
        answer = await rig.api(f"conversations.{method}", channel=channel)

    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)


async def test_a_second_join_and_a_second_leave_change_nothing(rig: Rig) -> None:
    await rig.api("conversations.join", channel="C0RANDOM")
    again = await rig.api("conversations.join", channel="C0RANDOM")
    left = await rig.api("conversations.leave", channel="C0RANDOM")
    left_again = await rig.api("conversations.leave", channel="C0RANDOM")

    assert again["response_metadata"] == {"warnings": ["already_in_channel"]}
    assert left == {"ok": True}
    assert left_again == {"ok": True, "not_in_channel": True}
    assert (await rig.api("chat.postMessage", channel="C0RANDOM", text="x"))["error"] == (
        "not_in_channel"
    )


async def test_a_bot_that_left_hears_that_and_nothing_more(rig: Rig) -> None:
    await rig.api("conversations.leave", channel="C0ALERTS")
    await rig.act("message", user="U0ANA", channel="C0ALERTS", text="unheard")
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="heard")

    left = await rig.bot.wait_for_event("channel_left")
    await rig.bot.wait_for_event("message", text="heard")
    assert left["channel"] == "C0ALERTS"
    assert [one["text"] for one in rig.bot.events("message")] == ["heard"]


async def test_the_last_member_cannot_leave(rig: Rig) -> None:
    for person in ("U0ANA", "U0BEN", "U0CHI"):
        await rig.act("leave", user=person, channel="C0ALERTS")

    assert (await rig.api("conversations.leave", channel="C0ALERTS"))["error"] == "last_member"


async def test_a_person_who_leaves_is_seen_leaving_and_can_come_back(rig: Rig) -> None:
    await rig.act("leave", user="U0BEN", channel="C0LAUNCH")
    refused = await rig.refused_act("message", user="U0BEN", channel="C0LAUNCH", text="hi")
    gone = await rig.bot.wait_for_event("member_left_channel")
    await rig.act("join", user="U0BEN", channel="C0LAUNCH")
    back = await rig.bot.wait_for_event("member_joined_channel")

    assert (gone["user"], back["user"]) == ("U0BEN", "U0BEN")
    assert (back["channel_type"], back["team"]) == ("C", "T0DEMO")
    assert "not in #launch" in refused
    assert [one["subtype"] for one in await rig.messages()] == ["channel_leave", "channel_join"]


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(rig: Rig) -> None:
    await rig.act("leave", user="U0BEN", channel="C0LAUNCH")

    answer = await rig.api("chat.postEphemeral", channel="C0LAUNCH", user="U0BEN", text="psst")

    assert answer["error"] == "user_not_in_channel"


async def test_a_person_removes_the_bot_from_a_private_channel_which_is_then_gone(
    rig: Rig,
) -> None:
    await rig.act("invite", user="U0BOT", channel="G0PRIVATE")
    await rig.act("leave", user="U0BOT", channel="G0PRIVATE")

    await rig.bot.wait_for_event("group_left")
    answer = await rig.api("chat.postMessage", channel="G0PRIVATE", text="x")
    assert answer["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("act", "body", "sentence"),
    [
        ("join", {"user": "U0GUS", "channel": "C0ALERTS"}, "somebody invites them"),
        ("join", {"user": "U0CHI", "channel": "G0PRIVATE"}, "somebody invites them"),
        ("leave", {"user": "U0ANA", "channel": "C0GENERAL"}, "everybody's"),
        ("leave", {"user": "U0GUS", "channel": "C0ALERTS"}, "is not in"),
        ("leave", {"user": "U0ANA", "channel": "D0ANA"}, "Choose a channel"),
        ("archive", {"channel": "C0GENERAL"}, "everybody's"),
        ("unarchive", {"channel": "C0LAUNCH"}, "not archived"),
        ("invite", {"user": "U0NOBODY", "channel": "C0LAUNCH"}, "somebody of this workspace"),
        ("group", {"user": "U0ANA", "users": []}, "Choose between"),
        ("group", {"user": "U0ANA", "users": "U0BEN"}, "list of ids"),
    ],
)
async def test_what_people_cannot_do_with_a_channel_is_refused_with_a_sentence(
    rig: Rig, act: str, body: dict[str, object], sentence: str
) -> None:
    assert sentence in await rig.refused_act(act, **body)


async def test_an_archived_channel_can_be_read_but_neither_written_nor_joined(rig: Rig) -> None:
    ts = await rig.bot_says("before", channel="C0ALERTS")
    await rig.api("conversations.archive", channel="C0ALERTS")

    info = await rig.form("conversations.info", channel="C0ALERTS")
    history = await rig.form("conversations.history", channel="C0ALERTS")
    refusals = {
        (await rig.api(method, channel="C0ALERTS", **args)).get("error")
        for method, args in (
            ("chat.postMessage", {"text": "x"}),
            ("chat.postEphemeral", {"text": "x", "user": "U0ANA"}),
            ("reactions.add", {"timestamp": ts, "name": "eyes"}),
            ("conversations.join", {}),
            ("conversations.leave", {}),
        )
    }
    again = await rig.api("conversations.archive", channel="C0ALERTS")

    assert info["channel"]["is_archived"]
    assert history["messages"][0]["text"] == "before"
    assert refusals == {"is_archived"}
    assert again["error"] == "already_archived"
    assert "archived" in await rig.refused_act(
        "message", user="U0ANA", channel="C0ALERTS", text="x"
    )


async def test_archiving_and_opening_again_are_announced(rig: Rig) -> None:
    await rig.act("archive", channel="C0ALERTS")
    listed = await rig.form("conversations.list", exclude_archived="true")
    await rig.act("unarchive", channel="C0ALERTS")

    assert (await rig.bot.wait_for_event("channel_archive"))["channel"] == "C0ALERTS"
    assert (await rig.bot.wait_for_event("channel_unarchive"))["channel"] == "C0ALERTS"
    assert "C0ALERTS" not in {one["id"] for one in listed["channels"]}
    assert (await rig.api("chat.postMessage", channel="C0ALERTS", text="x"))["ok"]


async def test_group_messages_open_once_for_the_same_people(rig: Rig) -> None:
    first = await rig.api("conversations.open", users="U0ANA,U0BEN", return_im=True)
    again = await rig.api("conversations.open", users="U0BEN,U0ANA,U0BOT")
    channel = first["channel"]

    assert "already_open" not in first
    assert (again["already_open"], again["channel"]) == (True, {"id": channel["id"]})
    assert (channel["is_mpim"], channel["is_private"], channel["is_im"]) == (True, True, False)
    assert channel["name"] == "mpdm-ana--ben--callboard-1"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0ANA,U0NOBODY", "user_not_found"),
        ("U0BOT", "user_not_found"),
        ("U0ANA,U0RAJ", "user_not_found"),
    ],
)
async def test_group_messages_open_only_with_people_of_the_workspace(
    rig: Rig, users: str, error: str
) -> None:
    assert (await rig.api("conversations.open", users=users))["error"] == error


async def test_nobody_opens_messages_with_a_closed_account(rig: Rig) -> None:
    await rig.act("deactivate", user="U0CHI")

    one = await rig.api("conversations.open", users="U0CHI")
    many = await rig.api("conversations.open", users="U0ANA,U0CHI")

    assert (one["error"], many["error"]) == ("user_disabled", "user_disabled")


async def test_in_group_messages_everything_is_heard_and_a_mention_twice(rig: Rig) -> None:
    group = (await rig.act("group", user="U0ANA", users=["U0BEN"]))["channel"]
    await rig.act("message", user="U0BEN", channel=group, text="@Callboard hi")

    message = await rig.bot.wait_for_event("message", channel=group)
    mention = await rig.bot.wait_for_event("app_mention", channel=group)
    answered = await rig.api("chat.postMessage", channel=group, text="hello")
    shown = (await rig.control("state", user="U0ANA"))["channels"]

    assert message["channel_type"] == "mpim"
    assert mention["ts"] == message["ts"]
    assert answered["ok"]
    assert [one["name"] for one in shown if one["kind"] == "mpim"] == ["Ben, Callboard"]
    assert "not in" in await rig.refused_act("message", user="U0CHI", channel=group, text="x")


async def test_group_messages_are_listed_with_their_own_scope_only(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        await rig.act("group", user="U0ANA", users=["U0BEN"])
        refused = await rig.form("conversations.list", types="mpim")
    async with open_rig(tmp_path, manifest=MANIFEST) as rig:
        listed = await rig.form("conversations.list", types="mpim")

    assert (refused["error"], refused["needed"]) == ("missing_scope", "mpim:read")
    assert [one["is_mpim"] for one in listed["channels"]] == [True]
