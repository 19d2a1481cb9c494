"""Submitting and closing modals: what may answer, and what the person sees."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tests.bot.sandbox.slack.blockkit.samples import (
    field,
    modal,
    plain,
)
from tests.bot.sandbox.slack.modal_hands import (
    FORM,
    answering,
    opened,
    pushed,
    stack,
    stackable,
    submit,
)
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import IMPATIENT, Rig, open_rig


async def test_a_submission_carries_the_state_and_closes_on_an_empty_answer(rig: Rig) -> None:
    view = await opened(rig, {**FORM, "private_metadata": "p1"})

    assert await submit(rig, view) == {}

    payload = rig.bot.heard[-1].payload
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["copy"]["words"] == {
        "type": "plain_text_input",
        "value": "hello",
    }
    assert payload["view"]["private_metadata"] == "p1"
    assert not {"channel", "message", "response_url"} & set(payload)
    assert await stack(rig) == []


async def test_an_empty_required_field_never_reaches_the_app(rig: Rig) -> None:
    view = await opened(rig)
    heard = len(rig.bot.heard)

    answer = await submit(rig, view, None)

    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"copy"}
    assert len(rig.bot.heard) == heard


async def test_errors_of_the_app_keep_the_modal_open(rig: Rig) -> None:
    view = await opened(rig)
    rig.bot.reply = answering(
        JSONResponse({"response_action": "errors", "errors": {"copy": "Too long"}})
    )

    answer = await submit(rig, view)

    assert answer == {"response_action": "errors", "errors": {"copy": "Too long"}}
    assert await stack(rig) == ["Edit"]


@pytest.mark.parametrize(
    "answer",
    [
        JSONResponse({"response_action": "errors", "errors": {"other": "no such block"}}),
        JSONResponse({"response_action": "errors", "errors": {"words": "an action id"}}),
        JSONResponse({"response_action": "errors", "errors": {}}),
        JSONResponse({"response_action": "errors", "errors": {"copy": ""}}),
        JSONResponse({"response_action": "update", "view": {"type": "modal"}}),
        JSONResponse({"response_action": "dance"}),
        JSONResponse({"text": "thanks"}),
        PlainTextResponse("ok"),
        Response(status_code=500),
    ],
    ids=[
        "unknown block", "action id", "no errors", "empty text", "wrong view", "unknown action",
        "a message", "words", "status 500",
    ],
)  # fmt: skip
async def test_a_wrong_answer_shows_trouble_and_keeps_the_modal(rig: Rig, answer: Response) -> None:
    view = await opened(rig)
    rig.bot.reply = answering(answer)

    shown = await submit(rig, view)

    assert "trouble connecting" in shown["failure"]
    assert await stack(rig) == ["Edit"]


async def test_no_answer_in_time_shows_trouble(tmp_path: Path) -> None:
    pace = type(IMPATIENT)(ack_s=0.3, file_ready_s=0.05)
    async with open_rig(tmp_path, pace=pace) as rig:
        view = await opened(rig)
        released = asyncio.Event()

        async def hang(_heard: Heard) -> Response:
            await released.wait()
            return Response()

        rig.bot.reply = hang
        shown = await submit(rig, view)
        released.set()

    assert "trouble connecting" in shown["failure"]


async def test_an_answer_may_update_push_or_clear(rig: Rig) -> None:
    view = await opened(rig)
    for action, title in (("update", "Updated"), ("push", "Pushed")):
        following = {**FORM, "title": plain(title)}
        rig.bot.reply = answering(JSONResponse({"response_action": action, "view": following}))
        top = (await rig.control("state", user="U0ANA"))["views"][-1]
        assert (await submit(rig, top))["response_action"] == action
    assert await stack(rig) == ["Updated", "Pushed"]

    rig.bot.reply = answering(JSONResponse({"response_action": "clear"}))
    top = (await rig.control("state", user="U0ANA"))["views"][-1]
    await submit(rig, top)

    assert await stack(rig) == []
    assert view["id"] != top["id"]


async def test_closing_is_told_only_to_an_app_that_asked(rig: Rig) -> None:
    quiet = await opened(rig)
    await rig.act("view_close", user="U0ANA", view_id=quiet["id"])
    loud = await opened(rig, {**FORM, "notify_on_close": True})
    await rig.act("view_close", user="U0ANA", view_id=loud["id"])

    [closed] = await rig.bot.wait_for(lambda one: one.payload.get("type") == "view_closed")

    assert closed.payload["view"]["id"] == loud["id"]
    assert closed.payload["is_cleared"] is False
    assert "trigger_id" not in closed.payload


async def test_only_the_visible_modal_can_be_submitted_or_closed(rig: Rig) -> None:
    one = await opened(rig, stackable("One"))
    await pushed(rig, one, "Two")

    for act in ("view_submit", "view_close"):
        said = await rig.refused_act(act, user="U0ANA", view_id=one["id"], state={})
        assert "below another" in said


async def test_a_conversation_select_may_ask_for_a_response_url(rig: Rig) -> None:
    element = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
    }
    view = await opened(rig, modal(field(element, block_id="to")))
    state = {"to": {"where": {"selected_conversation": "C0LAUNCH"}}}
    await rig.act("view_submit", user="U0ANA", view_id=view["id"], state=state)

    [ticket] = rig.bot.heard[-1].payload["response_urls"]
    await rig.http.post(ticket["response_url"], json={"text": "hi", "response_type": "in_channel"})

    assert ticket["channel_id"] == "C0LAUNCH"
    assert [one["text"] for one in await rig.messages()] == ["hi"]


async def test_a_file_input_hands_over_whole_files(rig: Rig) -> None:
    kept = await rig.http.post(
        "/_sandbox/act/upload", data={"user": "U0ANA"}, files=[("files", ("a.txt", b"abc"))]
    )
    [file] = kept.json()["files"]
    element = {"type": "file_input", "action_id": "media", "max_files": 3}
    view = await opened(rig, modal(field(element, block_id="files")))
    state = {"files": {"media": {"type": "file_input", "files": [{"id": file["id"]}]}}}

    await rig.act("view_submit", user="U0ANA", view_id=view["id"], state=state)

    [given] = rig.bot.heard[-1].payload["view"]["state"]["values"]["files"]["media"]["files"]
    assert (given["name"], given["size"]) == ("a.txt", 3)
    assert (await rig.form("files.info", file=file["id"]))["ok"]
