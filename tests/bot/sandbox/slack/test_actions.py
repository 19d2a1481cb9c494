"""Clicks and choices: what the app gets, and what nobody can do."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    field,
    modal,
    option,
    section,
    select,
    text_input,
)
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import IMPATIENT, Rig, open_rig

ELEMENTS: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (button(value="p1:3"), {}, {"value": "p1:3"}),
    (
        select(),
        {"selected_option": {"value": "1"}},
        {"selected_option": {"text": {"emoji": True} | option("1")["text"], "value": "1"}},
    ),
    (
        {"type": "overflow", "options": [option("a"), option("b")]},
        {"selected_option": {"value": "b"}},
        {"selected_option": {"text": {"emoji": True} | option("b")["text"], "value": "b"}},
    ),
    (
        {"type": "datepicker"},
        {"selected_date": "2026-12-24"},
        {"selected_date": "2026-12-24"},
    ),
    (
        {"type": "timepicker", "timezone": "Asia/Tokyo"},
        {"selected_time": "09:30"},
        {"selected_time": "09:30", "timezone": "Asia/Tokyo"},
    ),
    (
        {"type": "datetimepicker"},
        {"selected_date_time": 1796112000},
        {"selected_date_time": 1796112000},
    ),
    ({"type": "users_select"}, {"selected_user": "U0BEN"}, {"selected_user": "U0BEN"}),
    (
        {"type": "conversations_select"},
        {"selected_conversation": "C0ALERTS"},
        {"selected_conversation": "C0ALERTS"},
    ),
]


async def shown(rig: Rig, element: dict[str, Any], **more: Any) -> str:
    block = actions({**element, "action_id": "go"}, block_id="b")
    return await rig.bot_says("Choose", blocks=[block], **more)


async def use(rig: Rig, ts: str, value: dict[str, Any] | None = None) -> dict[str, Any]:
    return await rig.act(
        "action",
        user="U0ANA",
        channel="C0LAUNCH",
        message_ts=ts,
        block_id="b",
        action_id="go",
        value=value or {},
    )


async def click_of(rig: Rig) -> dict[str, Any]:
    [heard] = await rig.bot.wait_for(lambda one: one.payload.get("type") == "block_actions")
    return heard.payload


@pytest.mark.parametrize(
    ("element", "value", "expected"), ELEMENTS, ids=[one[0]["type"] for one in ELEMENTS]
)
async def test_a_choice_arrives_in_the_shape_of_its_element(
    rig: Rig, element: dict[str, Any], value: dict[str, Any], expected: dict[str, Any]
) -> None:
    answer = await use(rig, await shown(rig, element), value)

    [action] = (await click_of(rig))["actions"]
    assert answer["status"] == 200
    assert action["type"] == element["type"]
    assert expected.items() <= action.items()


async def test_a_click_carries_message_channel_person_and_trigger(rig: Rig) -> None:
    ts = await shown(rig, button())
    await use(rig, ts)

    payload = await click_of(rig)

    assert payload["user"]["id"] == "U0ANA"
    assert payload["channel"] == {"id": "C0LAUNCH", "name": "launch"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0LAUNCH",
        "is_ephemeral": False,
    }
    assert payload["message"]["blocks"][0]["block_id"] == "b"
    assert payload["trigger_id"].count(".") == 2
    assert "/response/" in payload["response_url"]


async def test_a_click_in_a_thread_names_the_thread(rig: Rig) -> None:
    parent = await rig.bot_says()
    await use(rig, await shown(rig, button(), thread_ts=parent))

    payload = await click_of(rig)

    assert payload["container"]["thread_ts"] == payload["message"]["thread_ts"] == parent


async def test_choices_made_earlier_come_along_as_state(rig: Rig) -> None:
    ts = await rig.bot_says(
        "Choose", blocks=[actions(select(action_id="menu"), button(), block_id="b")]
    )
    common = {"user": "U0ANA", "channel": "C0LAUNCH", "message_ts": ts, "block_id": "b"}
    choice = {"selected_option": {"value": "1"}}
    await rig.act("action", **common, action_id="menu", value=choice)
    await rig.act("action", **common, action_id="go", value={})

    second = (
        await rig.bot.wait_for(lambda one: one.payload.get("type") == "block_actions", count=2)
    )[1]

    assert second.payload["state"]["values"]["b"]["menu"]["selected_option"]["value"] == "1"
    assert "go" not in second.payload["state"]["values"]["b"]


async def test_an_input_in_a_message_tells_the_app_only_when_it_dispatches(rig: Rig) -> None:
    ts = await rig.bot_says("Write", blocks=[field(text_input(), block_id="b")])
    answer = await rig.act(
        "action",
        user="U0ANA",
        channel="C0LAUNCH",
        message_ts=ts,
        block_id="b",
        action_id="words",
        value={"value": "hello"},
    )

    assert answer == {"delivered": False}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"block_id": "other"}, "no element"),
        ({"action_id": "other"}, "no element"),
        ({"message_ts": "1.000000"}, "gone"),
        ({"user": "U0NOBODY"}, "no person"),
        ({"user": "U0GUS", "channel": "C0ALERTS"}, "not in #alerts"),
        ({"value": {"selected_option": {"value": "9"}}}, "not among the choices"),
    ],
)
async def test_what_is_not_there_cannot_be_used(
    rig: Rig, change: dict[str, Any], sentence: str
) -> None:
    ts = await shown(rig, select())
    deed = {
        "user": "U0ANA",
        "channel": "C0LAUNCH",
        "message_ts": ts,
        "block_id": "b",
        "action_id": "go",
        "value": {"selected_option": {"value": "1"}},
    }

    assert sentence in await rig.refused_act("action", **{**deed, **change})


async def test_a_click_without_answer_in_time_is_noticed_and_not_repeated(
    tmp_path: Path,
) -> None:
    async with open_rig(tmp_path, pace=IMPATIENT) as rig:
        released = asyncio.Event()

        async def hang(heard: Heard) -> Response:
            if heard.payload.get("type") == "block_actions":
                await released.wait()
            return Response()

        rig.bot.reply = hang
        answer = await use(rig, await shown(rig, button()))
        released.set()

        clicks = [one for one in rig.bot.heard if one.payload.get("type") == "block_actions"]

    assert "did not answer within 3 seconds" in answer["failure"]
    assert len(clicks) == 1


async def test_a_click_in_the_home_tab_has_a_view_and_no_response_url(rig: Rig) -> None:
    home = {"type": "home", "blocks": [actions(button(value="v"), block_id="b")]}
    published = await rig.api("views.publish", user_id="U0ANA", view=home)

    await rig.act(
        "action",
        user="U0ANA",
        view_id=published["view"]["id"],
        block_id="b",
        action_id="go",
        value={},
    )

    payload = await click_of(rig)
    assert payload["view"]["id"] == payload["container"]["view_id"] == published["view"]["id"]
    assert not {"response_url", "channel", "message"} & set(payload)


async def test_a_global_shortcut_has_a_trigger_and_no_channel(rig: Rig) -> None:
    await rig.act("shortcut", user="U0ANA", callback_id="new_post")

    payload = rig.bot.heard[0].payload
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "new_post")
    assert payload["trigger_id"]
    assert not {"channel", "response_url"} & set(payload)


async def test_a_message_shortcut_brings_the_message_from_anywhere(rig: Rig) -> None:
    sent = await rig.act("message", user="U0ANA", channel="C0RANDOM", text="stage me")

    await rig.act(
        "shortcut",
        user="U0ANA",
        callback_id="stage_this",
        channel="C0RANDOM",
        message_ts=sent["ts"],
    )

    payload = rig.bot.heard[-1].payload
    assert (payload["type"], payload["message_ts"]) == ("message_action", sent["ts"])
    assert payload["message"]["text"] == "stage me"
    assert payload["channel"]["id"] == "C0RANDOM"
    assert "/response/" in payload["response_url"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"callback_id": "unknown"}, "no global shortcut"),
        ({"callback_id": "stage_this"}, "no global shortcut"),
        (
            {"callback_id": "stage_this", "channel": "C0LAUNCH", "message_ts": "1.000000"},
            "gone",
        ),
    ],
)
async def test_a_shortcut_that_is_not_there_cannot_be_used(
    rig: Rig, body: dict[str, Any], sentence: str
) -> None:
    assert sentence in await rig.refused_act("shortcut", user="U0ANA", **body)


async def test_a_select_asks_the_app_for_options_while_typing(rig: Rig) -> None:
    external = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
    trigger = await rig.trigger()
    opened = await rig.api(
        "views.open", trigger_id=trigger, view=modal(section(accessory=external, block_id="b"))
    )

    async def offer(heard: Heard) -> Response:
        return JSONResponse({"options": [option(heard.payload["value"])]})

    rig.bot.reply = offer
    answer = await rig.act(
        "suggest",
        user="U0ANA",
        view_id=opened["view"]["id"],
        block_id="b",
        action_id="pick",
        typed="acme",
    )

    assert rig.bot.heard[-1].payload["type"] == "block_suggestion"
    assert [one["value"] for one in answer["options"]] == ["acme"]
