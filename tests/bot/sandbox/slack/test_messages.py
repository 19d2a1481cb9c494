"""Posting, changing and deleting: where it is allowed, and what it may say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.sandbox.slack.blockkit.samples import actions, button, mrkdwn, section
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import Rig, open_rig


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("G0PRIVATE", "channel_not_found"),
        ("#leadership", "channel_not_found"),
        ("C0RANDOM", "not_in_channel"),
        ("U0NOBODY", "channel_not_found"),
    ],
)
async def test_a_message_is_refused_where_the_bot_is_not(
    rig: Rig, channel: str, error: str
) -> None:
    answer = await rig.api("chat.postMessage", channel=channel, text="x")

    assert answer == {"ok": False, "error": error}


async def test_the_public_scope_lets_the_bot_write_without_joining(tmp_path: Path) -> None:
    manifest = sample_manifest()
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.public")

    async with open_rig(tmp_path, manifest=manifest) as rig:
        assert (await rig.api("chat.postMessage", channel="C0RANDOM", text="x"))["ok"]


async def test_a_message_may_go_to_a_channel_by_name_or_to_a_person(rig: Rig) -> None:
    by_name = await rig.api("chat.postMessage", channel="#launch", text="x")
    to_ana = await rig.api("chat.postMessage", channel="U0ANA", text="x")

    assert by_name["channel"] == "C0LAUNCH"
    assert to_ana["channel"] == "D0ANA"


async def test_an_app_without_messages_tab_cannot_write_to_people(tmp_path: Path) -> None:
    manifest = sample_manifest()
    manifest["features"]["app_home"]["messages_tab_enabled"] = False

    async with open_rig(tmp_path, manifest=manifest) as rig:
        answer = await rig.api("chat.postMessage", channel="U0ANA", text="x")
        typed = await rig.refused_act("message", user="U0ANA", channel="D0ANA", text="hi")

    assert answer["error"] == "messages_tab_disabled"
    assert "turned off" in typed


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "no_text"),
        ({"text": "   "}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"text": "x", "attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
        ({"text": "x", "blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": "words"}, "invalid_metadata_format"),
        (
            {"text": "x", "metadata": {"event_type": "a", "event_payload": {"b": "x" * 16_000}}},
            "metadata_too_large",
        ),
        (
            {"text": "x", "blocks": [section(text=mrkdwn("y" * 2700))] * 5},
            "msg_blocks_too_long",
        ),
        (
            {"text": "x", "attachments": [{"blocks": [{"type": "marquee"}]}]},
            "invalid_blocks",
        ),
    ],
)
async def test_a_message_of_wrong_content_is_refused(
    rig: Rig, args: dict[str, Any], error: str
) -> None:
    answer = await rig.api("chat.postMessage", channel="C0LAUNCH", **args)

    assert answer["error"] == error
    assert await rig.messages() == []


async def test_wrong_blocks_come_back_with_errors_and_messages(rig: Rig) -> None:
    answer = await rig.api(
        "chat.postMessage", channel="C0LAUNCH", text="x", blocks=[actions(button(text=mrkdwn()))]
    )

    said = "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]"
    assert answer["errors"] == [said]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {said}"]


async def test_a_very_long_text_is_cut_silently(rig: Rig) -> None:
    await rig.bot_says("x" * 40_500)

    assert len((await rig.messages())[0]["text"]) == 40_000


async def test_blocks_without_text_earn_the_accessibility_warning(rig: Rig) -> None:
    answer = await rig.api("chat.postMessage", channel="C0LAUNCH", blocks=[section()])

    assert answer["ok"]
    assert answer["warning"] == "missing_text_in_message"


@pytest.mark.parametrize(
    ("thread_ts", "error"),
    [("1700000000.000000", "thread_not_found"), ("yesterday", "invalid_thread_ts")],
)
async def test_a_reply_needs_a_thread_that_exists(rig: Rig, thread_ts: str, error: str) -> None:
    answer = await rig.api("chat.postMessage", channel="C0LAUNCH", text="x", thread_ts=thread_ts)

    assert answer["error"] == error


async def test_a_reply_cannot_be_replied_to(rig: Rig) -> None:
    parent = await rig.bot_says()
    reply = await rig.bot_says("deeper", thread_ts=parent)

    answer = await rig.api("chat.postMessage", channel="C0LAUNCH", text="x", thread_ts=reply)

    assert answer["error"] == "cannot_reply_to_message"


async def test_a_reply_shows_in_its_thread_and_in_the_channel_only_when_broadcast(
    rig: Rig,
) -> None:
    parent = await rig.bot_says("parent")
    await rig.bot_says("quiet", thread_ts=parent)
    await rig.bot_says("loud", thread_ts=parent, reply_broadcast=True)

    channel = [one["text"] for one in await rig.messages()]
    thread = [one["text"] for one in await rig.messages(thread_ts=parent)]
    assert channel == ["parent", "loud"]
    assert thread == ["parent", "quiet", "loud"]
    assert (await rig.messages())[0]["reply_count"] == 2


async def test_an_update_changes_the_message_in_place(rig: Rig) -> None:
    ts = await rig.bot_says("before")

    answer = await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text="after")

    assert (answer["ts"], answer["text"]) == (ts, "after")
    [message] = await rig.messages()
    assert (message["text"], message["edited"]) == ("after", True)


async def test_words_alone_do_not_take_blocks_away_but_an_empty_list_does(rig: Rig) -> None:
    ts = await rig.bot_says("text", blocks=[section()])

    await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text="words")
    kept = (await rig.messages())[0]
    await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text="words", blocks=[])
    bare = (await rig.messages())[0]

    assert kept["blocks"][0]["type"] == "section"
    assert "blocks" not in bare


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * 4000, True),
        ("x" * 4001, False),
        ("é" * 2001, False),
        ("&" * 801, False),
        ("&amp;" * 800, True),
        ("<" * 1001, False),
    ],
)
async def test_an_update_counts_its_text_in_escaped_bytes(rig: Rig, text: str, fits: bool) -> None:
    ts = await rig.bot_says()

    answer = await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text=text)

    assert answer.get("error") == (None if fits else "msg_too_long")


async def test_only_ones_own_messages_can_be_changed_or_deleted(rig: Rig) -> None:
    said = await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="mine")

    changed = await rig.api("chat.update", channel="C0LAUNCH", ts=said["ts"], text="x")
    deleted = await rig.api("chat.delete", channel="C0LAUNCH", ts=said["ts"])

    assert changed["error"] == "cant_update_message"
    assert deleted["error"] == "cant_delete_message"


async def test_a_message_that_is_gone_is_not_found(rig: Rig) -> None:
    ts = await rig.bot_says()
    await rig.api("chat.delete", channel="C0LAUNCH", ts=ts)

    update = await rig.api("chat.update", channel="C0LAUNCH", ts=ts, text="x")
    delete = await rig.api("chat.delete", channel="C0LAUNCH", ts=ts)
    by_name = await rig.api("chat.update", channel="#launch", ts=ts, text="x")

    assert update["error"] == delete["error"] == "message_not_found"
    assert by_name["error"] == "channel_not_found"


async def test_a_deleted_parent_leaves_a_tombstone_over_its_replies(rig: Rig) -> None:
    parent = await rig.bot_says("parent")
    await rig.bot_says("reply", thread_ts=parent)
    await rig.api("chat.delete", channel="C0LAUNCH", ts=parent)

    tombstone, reply = await rig.messages(thread_ts=parent)
    assert tombstone["deleted"]
    assert reply["text"] == "reply"


async def test_an_ephemeral_message_is_seen_by_one_person_and_by_no_method(rig: Rig) -> None:
    answer = await rig.api("chat.postEphemeral", channel="C0LAUNCH", user="U0ANA", text="psst")
    ts = answer["message_ts"]

    assert [one["text"] for one in await rig.messages(user="U0ANA")] == ["psst"]
    assert await rig.messages(user="U0BEN") == []
    for method, args in (("chat.update", {"text": "x"}), ("chat.delete", {})):
        refused = await rig.api(method, channel="C0LAUNCH", ts=ts, **args)
        assert refused["error"] == "message_not_found"
    history = await rig.form("conversations.history", channel="C0LAUNCH")
    assert history["messages"] == []


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(rig: Rig) -> None:
    answer = await rig.api("chat.postEphemeral", channel="C0ALERTS", user="U0GUS", text="psst")

    assert answer["error"] == "user_not_in_channel"


async def test_a_permalink_leads_to_the_message_and_a_replys_into_its_thread(rig: Rig) -> None:
    parent = await rig.bot_says("parent")
    reply = await rig.bot_says("reply", thread_ts=parent)

    to_parent = await rig.form("chat.getPermalink", channel="C0LAUNCH", message_ts=parent)
    to_reply = await rig.form("chat.getPermalink", channel="C0LAUNCH", message_ts=reply)
    opened = await rig.http.get(to_parent["permalink"])
    reply_opened = await rig.http.get(to_reply["permalink"])
    unknown = await rig.form("chat.getPermalink", channel="C0LAUNCH", message_ts="1.000000")

    assert to_parent["permalink"].endswith(f"/archives/C0LAUNCH/p{parent.replace('.', '')}")
    assert to_reply["permalink"].endswith(f"?thread_ts={parent}&cid=C0LAUNCH")
    assert opened.headers["location"] == f"/#/C0LAUNCH/p{parent.replace('.', '')}"
    assert reply_opened.headers["location"].endswith(f"?thread_ts={parent}")
    assert unknown["error"] == "message_not_found"


async def test_whom_the_bot_pings_is_counted_on_the_message(rig: Rig) -> None:
    await rig.bot_says("<!channel> look")
    await rig.bot_says("<@U0BEN> and <@U0ANA>, <@U0BEN>")
    await rig.bot_says("&lt;!channel&gt; harmless")
    await rig.bot_says("x", blocks=[section(text=mrkdwn("<!here>"))])

    assert [one["pinged"] for one in await rig.messages()] == [4, 2, 0, 4]


async def test_a_message_to_an_archived_channel_is_refused(rig: Rig) -> None:
    await rig.act("archive", channel="C0ALERTS")

    answer = await rig.api("chat.postMessage", channel="C0ALERTS", text="x")
    typed = await rig.refused_act("message", user="U0ANA", channel="C0ALERTS", text="x")

    assert answer["error"] == "is_archived"
    assert "archived" in typed


async def test_blocks_can_be_validated_without_posting(rig: Rig) -> None:
    good = await rig.api("blocks.validate", blocks=[section()])
    bad = await rig.api("blocks.validate", blocks=[{"type": "marquee"}])

    assert good["ok"]
    assert bad["error"] == "invalid_blocks"
    assert await rig.messages() == []
