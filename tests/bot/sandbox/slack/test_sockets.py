"""Socket Mode: tickets, greetings, envelopes, and acknowledgements."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.modal_hands import FORM, submit
from tests.bot.sandbox.slack.rig import APP_TOKEN, IMPATIENT, Rig, open_rig
from tests.bot.sandbox.slack.socket_hands import address, open_socket

ON = sample_manifest(socket_mode=True)
SAY = {"user": "U0ANA", "channel": "C0LAUNCH"}
COMMAND = {**SAY, "command": "/callboard", "text": "help"}


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path, manifest=ON) as rig:
        yield rig


async def test_only_the_app_level_token_opens_a_connection(rig: Rig) -> None:
    mine = await rig.api("apps.connections.open", token=APP_TOKEN)
    bots = await rig.api("apps.connections.open")
    nobodys = await rig.api("apps.connections.open", token="xapp-1-other")
    none = await rig.api("apps.connections.open", token=None)

    assert mine["url"].startswith(rig.url.replace("http", "ws") + "/link?ticket=")
    assert bots["error"] == "not_allowed_token_type"
    assert nobodys["error"] == "invalid_auth"
    assert none["error"] == "not_authed"


async def test_an_app_without_socket_mode_gets_no_address(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        refused = await rig.api("apps.connections.open", token=APP_TOKEN)

    assert refused["error"] == "access_denied"


async def test_an_address_opens_one_socket_only(rig: Rig) -> None:
    url = await address(rig)

    async with connect(url):
        with pytest.raises(InvalidStatus) as refused:
            await connect(url)

    assert refused.value.response.status_code == 403


async def test_a_made_up_ticket_is_turned_away(rig: Rig) -> None:
    with pytest.raises(InvalidStatus):
        await connect(rig.url.replace("http", "ws") + "/link?ticket=guessed")


async def test_a_socket_is_greeted_with_app_count_and_lifetime(rig: Rig) -> None:
    async with open_socket(rig) as first, open_socket(rig) as second:
        assert first.hello["type"] == "hello"
        assert first.hello["connection_info"] == {"app_id": "A0CALLBOARD"}
        assert (first.hello["num_connections"], second.hello["num_connections"]) == (1, 2)
        assert first.hello["debug_info"]["approximate_connection_time"] == 18060


async def test_an_event_comes_as_an_envelope_and_an_ack_ends_the_matter(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        await rig.act("message", **SAY, text="one")
        envelope = await socket.acknowledge()
        await rig.advance(3600)
        await rig.act("message", **SAY, text="two")
        after = await socket.acknowledge()

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["payload"]["event"]["text"] == "one"
    assert envelope["payload"]["team_id"] == "T0DEMO"
    assert after["payload"]["event"]["text"] == "two"
    assert rig.bot.heard == []


async def test_a_command_is_answered_in_the_ack(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        asked = asyncio.create_task(rig.act("command", **COMMAND))
        envelope = await socket.acknowledge(payload={"text": "over the socket"})
        outcome = await asked

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["command"] == "/callboard"
    assert outcome["status"] == 200
    assert [one["text"] for one in await rig.messages()] == ["over the socket"]


async def test_a_submission_is_answered_in_the_ack(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        pressed = asyncio.create_task(rig.act("shortcut", user="U0ANA", callback_id="new_post"))
        trigger = (await socket.acknowledge())["payload"]["trigger_id"]
        await pressed
        view = (await rig.api("views.open", trigger_id=trigger, view=FORM))["view"]
        submitted = asyncio.create_task(submit(rig, view))
        envelope = await socket.next()
        errors = {"copy": "Too plain."}
        payload = {"response_action": "errors", "errors": errors}
        await socket.send(envelope_id=envelope["envelope_id"], payload=payload)

        assert (await submitted)["errors"] == errors
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", True)


async def test_a_payload_where_none_is_taken_changes_nothing(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        pressed = asyncio.create_task(rig.act("shortcut", user="U0ANA", callback_id="new_post"))
        envelope = await socket.acknowledge(payload={"text": "ignored"})
        outcome = await pressed

    assert envelope["accepts_response_payload"] is False
    assert outcome["delivered"] is True
    assert await rig.messages() == []


async def test_an_unacknowledged_event_comes_again_in_a_new_envelope(tmp_path: Path) -> None:
    async with (
        open_rig(tmp_path, manifest=ON, pace=IMPATIENT) as rig,
        open_socket(rig) as socket,
    ):
        await rig.act("message", **SAY, text="hi")
        first = await socket.next()
        second = await socket.acknowledge()

    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]


async def test_a_late_ack_and_a_frame_of_nonsense_are_noted_and_ignored(tmp_path: Path) -> None:
    async with (
        open_rig(tmp_path, manifest=ON, pace=IMPATIENT) as rig,
        open_socket(rig) as socket,
    ):
        await rig.act("message", **SAY, text="hi")
        first = await socket.next()
        second = await socket.next()
        await socket.send(envelope_id=first["envelope_id"])
        await socket.connection.send("not json")
        await socket.send(envelope_id=second["envelope_id"])
        await rig.act("message", **SAY, text="still open")
        third = await socket.acknowledge()
        entries = (await rig.control("log"))["entries"]

    assert third["payload"]["event"]["text"] == "still open"
    unexpected = [one for one in entries if one.get("error") == "late_or_unknown_envelope"]
    assert len(unexpected) == 2


async def test_a_command_without_ack_within_the_limit_fails_for_the_person(tmp_path: Path) -> None:
    async with (
        open_rig(tmp_path, manifest=ON, pace=IMPATIENT) as rig,
        open_socket(rig) as socket,
    ):
        outcome = await rig.act("command", **COMMAND)
        envelope = await socket.next()

    assert outcome["code"] == "operation_timeout"
    assert envelope["type"] == "slash_commands"


async def test_a_command_without_any_socket_is_not_sent_by_http(rig: Rig) -> None:
    outcome = await rig.act("command", **COMMAND)

    assert outcome["code"] == "dispatch_failed"
    assert rig.bot.heard == []


async def test_an_event_without_a_socket_comes_after_the_app_is_back(rig: Rig) -> None:
    await rig.act("message", **SAY, text="while you were away")
    async with open_socket(rig) as socket:
        await rig.advance(61)
        envelope = await socket.acknowledge()

    assert envelope["payload"]["event"]["text"] == "while you were away"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (2, "connection_failed")


async def test_each_payload_goes_to_one_of_the_open_sockets(rig: Rig) -> None:
    async with open_socket(rig) as first, open_socket(rig) as second:
        for text in ("a", "b", "c", "d"):
            await rig.act("message", **SAY, text=text)
        got = await asyncio.gather(
            *(socket.acknowledge() for socket in (first, second, first, second))
        )

    texts = sorted(one["payload"]["event"]["text"] for one in got)
    assert texts == ["a", "b", "c", "d"]


async def test_a_socket_that_dies_with_an_event_in_hand_gives_it_to_the_next(rig: Rig) -> None:
    async with open_socket(rig) as staying:
        async with open_socket(rig) as leaving:
            for text in ("a", "b"):
                await rig.act("message", **SAY, text=text)
            kept = await staying.acknowledge()
            lost = await leaving.next()
        again = await staying.acknowledge()

    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert again["retry_reason"] == "connection_failed"
    assert kept["payload"]["event_id"] != lost["payload"]["event_id"]


async def test_both_workspaces_come_over_the_same_socket(tmp_path: Path) -> None:
    tokens = {"T0GLOBEX": "xoxb-4444-5555-callboard"}
    async with (
        open_rig(tmp_path, manifest=ON, more_bot_tokens=tokens) as rig,
        open_socket(rig) as socket,
    ):
        await rig.act("message", **SAY, text="acme")
        acme = await socket.acknowledge()
        await rig.act("message", user="U0RAJ", channel="C0PRESS", text="globex")
        globex = await socket.acknowledge()

    assert [one["payload"]["team_id"] for one in (acme, globex)] == ["T0DEMO", "T0GLOBEX"]


async def test_an_app_token_is_taken_in_the_header_of_a_post_only(rig: Rig) -> None:
    bearer = {"Authorization": f"Bearer {APP_TOKEN}"}
    as_argument = await rig.http.post("/api/apps.connections.open", data={"token": APP_TOKEN})
    by_get = await rig.http.get("/api/apps.connections.open", headers=bearer)

    assert as_argument.json()["error"] == "invalid_auth"
    assert by_get.json()["error"] == "insecure_request"
