"""Slash commands: what is sent, the three seconds, and what an answer may be."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import IMPATIENT, Rig, open_rig

ASK = {"user": "U0ANA", "channel": "C0LAUNCH", "command": "/callboard"}


def answering(response: Response) -> Any:
    async def reply(_heard: Heard) -> Response:
        return response

    return reply


async def test_a_command_arrives_as_a_signed_form(rig: Rig) -> None:
    await rig.act("command", **ASK, text="plan & go for @ben in #general")

    [heard] = rig.bot.heard
    assert heard.signed
    assert heard.headers["content-type"] == "application/x-www-form-urlencoded"
    fields = heard.payload
    assert fields["text"] == "plan &amp; go for <@U0BEN|ben> in <#C0GENERAL|general>"
    assert (fields["command"], fields["user_id"], fields["channel_name"]) == (
        "/callboard",
        "U0ANA",
        "launch",
    )
    assert fields["is_enterprise_install"] == "false"
    assert "thread_ts" not in fields


async def test_a_command_without_escaping_sends_what_was_typed(rig: Rig) -> None:
    await rig.act("command", **{**ASK, "command": "/raw"}, text="for @ben & co")

    assert rig.bot.heard[0].payload["text"] == "for @ben & co"


async def test_private_kinds_of_channel_are_not_named(rig: Rig) -> None:
    await rig.act("command", **{**ASK, "channel": "D0ANA"}, text="")
    await rig.act("command", **{**ASK, "channel": "G0PRIVATE"}, text="")

    names = [one.payload["channel_name"] for one in rig.bot.heard]
    assert names == ["directmessage", "privategroup"]


async def test_a_command_works_where_the_bot_is_not(rig: Rig) -> None:
    rig.bot.reply = answering(PlainTextResponse("hello"))

    outcome = await rig.act("command", **{**ASK, "channel": "C0RANDOM"}, text="")

    assert outcome["status"] == 200
    assert [one["text"] for one in await rig.messages("C0RANDOM")] == ["hello"]


async def test_words_are_shown_to_the_author_only_unless_they_say_otherwise(rig: Rig) -> None:
    rig.bot.reply = answering(PlainTextResponse("only you"))
    await rig.act("command", **ASK, text="")
    rig.bot.reply = answering(JSONResponse({"response_type": "in_channel", "text": "all"}))
    await rig.act("command", **ASK, text="")

    assert [one["text"] for one in await rig.messages(user="U0ANA")] == ["only you", "all"]
    assert [one["text"] for one in await rig.messages(user="U0BEN")] == ["all"]


async def test_an_empty_acknowledgement_shows_nothing(rig: Rig) -> None:
    outcome = await rig.act("command", **ASK, text="")

    assert (outcome["status"], outcome["body"]) == (200, None)
    assert await rig.messages() == []


async def test_a_command_without_answer_in_time_fails_for_its_author_to_see(
    tmp_path: Path,
) -> None:
    async with open_rig(tmp_path, pace=IMPATIENT) as rig:
        released = asyncio.Event()

        async def hang(_heard: Heard) -> Response:
            await released.wait()
            return Response()

        rig.bot.reply = hang
        outcome = await rig.act("command", **ASK, text="")
        released.set()

        [notice] = await rig.messages(user="U0ANA")
        assert outcome["code"] == "operation_timeout"
        assert (notice["failure"], notice["username"]) == ("operation_timeout", "Slackbot")
        assert notice["ephemeral"]
        assert await rig.messages(user="U0BEN") == []
        assert len(rig.bot.heard) == 1


async def test_an_error_of_the_app_fails_the_command_and_is_not_repeated(rig: Rig) -> None:
    rig.bot.reply = answering(Response(status_code=500))

    outcome = await rig.act("command", **ASK, text="")

    assert outcome["code"] == "dispatch_failed"
    assert len(rig.bot.heard) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"blocks": [{"type": "marquee"}]},
        {"response_type": "in_channel"},
        {"text": "x", "replace_original": "true"},
    ],
)
async def test_a_wrong_answer_is_shown_as_a_failure(rig: Rig, answer: dict[str, Any]) -> None:
    rig.bot.reply = answering(JSONResponse(answer))

    outcome = await rig.act("command", **ASK, text="")

    assert outcome["code"] == "invalid_command_response"


async def test_only_commands_of_the_manifest_exist(rig: Rig, tmp_path: Path) -> None:
    unknown = await rig.refused_act("command", **{**ASK, "command": "/other"}, text="")
    foreign = await rig.refused_act("command", **{**ASK, "user": "U0GUS", "channel": "C0ALERTS"})
    manifest = sample_manifest(without_scopes=("commands",))
    async with open_rig(tmp_path / "second", manifest=manifest) as powerless:
        without_scope = await powerless.refused_act("command", **ASK, text="")

    assert "/other is not a command" in unknown
    assert "Gus is not in #alerts" in foreign
    assert "/callboard is not a command" in without_scope
