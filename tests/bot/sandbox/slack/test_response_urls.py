"""An interaction's address: five answers in thirty minutes, and what each may do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.sandbox.slack.blockkit.samples import actions, button
from tests.bot.sandbox.slack.rig import Rig


async def from_command(rig: Rig) -> str:
    await rig.act("command", user="U0ANA", channel="C0LAUNCH", command="/callboard", text="")
    return str(rig.bot.heard[-1].payload["response_url"])


async def from_button(rig: Rig) -> str:
    ts = await rig.bot_says("Go?", blocks=[actions(button(), block_id="b")])
    await rig.act(
        "action",
        user="U0ANA",
        channel="C0LAUNCH",
        message_ts=ts,
        block_id="b",
        action_id="go",
        value={"type": "button"},
    )
    [click] = await rig.bot.wait_for(lambda one: one.payload.get("type") == "block_actions")
    return str(click.payload["response_url"])


async def test_five_answers_are_taken_and_the_sixth_is_not(rig: Rig) -> None:
    url = await from_command(rig)

    answers = [await rig.http.post(url, json={"text": str(n)}) for n in range(6)]

    assert [one.status_code for one in answers] == [200, 200, 200, 200, 200, 404]
    assert answers[5].json() == {"ok": False, "error": "used_url"}
    assert len(await rig.messages()) == 5


async def test_after_thirty_minutes_of_the_shared_clock_nothing_is_taken(rig: Rig) -> None:
    url = await from_command(rig)
    await rig.advance(30 * 60 + 1)

    answer = await rig.http.post(url, json={"text": "late"})

    assert (answer.status_code, answer.json()["error"]) == (404, "expired_url")


async def test_an_unknown_address_is_refused(rig: Rig) -> None:
    answer = await rig.http.post("/response/unknown", json={"text": "x"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "x", "replace_original": "true"}, "invalid_payload"),
    ],
)
async def test_a_wrong_answer_is_refused_and_costs_no_use(
    rig: Rig, body: dict[str, Any], error: str
) -> None:
    url = await from_command(rig)

    refused = [await rig.http.post(url, json=body) for _ in range(6)]
    good = await rig.http.post(url, json={"text": "fine"})

    assert {(one.status_code, one.json()["error"]) for one in refused} == {(400, error)}
    assert good.status_code == 200


async def test_what_is_no_json_is_refused(rig: Rig) -> None:
    url = await from_command(rig)

    answer = await rig.http.post(url, content=b"text=x")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_payload")


async def test_an_answer_is_for_the_person_alone_unless_in_channel(rig: Rig) -> None:
    url = await from_command(rig)
    await rig.http.post(url, json={"text": "you"})
    await rig.http.post(url, json={"text": "all", "response_type": "in_channel"})

    assert [one["text"] for one in await rig.messages(user="U0ANA")] == ["you", "all"]
    assert [one["text"] for one in await rig.messages(user="U0BEN")] == ["all"]


async def test_an_answer_to_a_command_replaces_nothing(rig: Rig) -> None:
    url = await from_command(rig)
    await rig.http.post(url, json={"text": "first"})

    replaced = await rig.http.post(url, json={"text": "second", "replace_original": True})
    deleted = await rig.http.post(url, json={"delete_original": True})

    assert replaced.status_code == deleted.status_code == 200
    assert [one["text"] for one in await rig.messages()] == ["first", "second"]


async def test_an_answer_to_a_button_replaces_its_message_only_when_asked_to(rig: Rig) -> None:
    url = await from_button(rig)

    await rig.http.post(url, json={"text": "beside"})
    await rig.http.post(url, json={"text": "instead", "replace_original": True})

    texts = [one["text"] for one in await rig.messages()]
    assert texts == ["instead", "beside"]
    assert [one["text"] for one in await rig.messages(user="U0BEN")] == ["instead"]


async def test_an_answer_to_a_button_deletes_its_message(rig: Rig) -> None:
    url = await from_button(rig)

    await rig.http.post(url, json={"delete_original": True})

    assert await rig.messages() == []


async def test_an_ephemeral_message_is_replaced_through_its_own_button(rig: Rig) -> None:
    shown = await rig.api(
        "chat.postEphemeral",
        channel="C0LAUNCH",
        user="U0ANA",
        text="Sure?",
        blocks=[actions(button(), block_id="b")],
    )
    await rig.act(
        "action",
        user="U0ANA",
        channel="C0LAUNCH",
        message_ts=shown["message_ts"],
        ephemeral=True,
        block_id="b",
        action_id="go",
        value={"type": "button"},
    )
    payload = rig.bot.heard[-1].payload

    await rig.http.post(payload["response_url"], json={"text": "Done", "replace_original": True})

    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    [message] = await rig.messages()
    assert (message["text"], message["ephemeral"]) == ("Done", True)
