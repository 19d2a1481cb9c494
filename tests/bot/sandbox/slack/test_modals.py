"""Modals: triggers, stacks, hashes, and what may answer a submission."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    field,
    modal,
    plain,
    section,
    select,
    text_input,
)
from tests.bot.sandbox.slack.rig import BOT_TOKEN, IMPATIENT, Heard, Rig, open_rig, sample_manifest

FORM = modal(field(text_input(), block_id="copy"), callback_id="edit")


def answering(response: Response) -> Any:
    async def reply(_heard: Heard) -> Response:
        return response

    return reply


async def opened(rig: Rig, view: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = await rig.api("views.open", trigger_id=await rig.trigger(), view=view or FORM)
    assert answer["ok"], answer
    return dict(answer["view"])


async def submit(rig: Rig, view: dict[str, Any], words: str | None = "hello") -> dict[str, Any]:
    state = {"copy": {"words": {"type": "plain_text_input", "value": words}}}
    return await rig.act("view_submit", user="U0ANA", view_id=view["id"], state=state)


async def stack(rig: Rig, user: str = "U0ANA") -> list[str]:
    return [one["title"]["text"] for one in (await rig.control("state", user=user))["views"]]


async def pushed(rig: Rig, from_view: dict[str, Any], title: str) -> dict[str, Any]:
    await rig.act(
        "action",
        user="U0ANA",
        view_id=from_view["id"],
        block_id="more",
        action_id="go",
        value={},
    )
    trigger = rig.bot.heard[-1].payload["trigger_id"]
    return await rig.api("views.push", trigger_id=trigger, view=stackable(title))


def stackable(title: str) -> dict[str, Any]:
    return modal(actions(button(), block_id="more"), title=plain(title))


async def test_a_modal_opens_for_the_person_of_the_trigger(rig: Rig) -> None:
    view = await opened(rig)

    assert view["root_view_id"] == view["id"]
    assert view["state"]["values"] == {
        "copy": {"words": {"type": "plain_text_input", "value": None}}
    }
    assert await stack(rig) == ["Edit"]
    assert await stack(rig, "U0BEN") == []


async def test_a_trigger_works_once(rig: Rig) -> None:
    trigger = await rig.trigger()

    first = await rig.api("views.open", trigger_id=trigger, view=FORM)
    second = await rig.api("views.open", trigger_id=trigger, view=FORM)

    assert first["ok"]
    assert second["error"] == "exchanged_trigger_id"


async def test_an_unknown_trigger_is_invalid(rig: Rig) -> None:
    answer = await rig.api("views.open", trigger_id="1.2.abc", view=FORM)
    without = await rig.api("views.open", view=FORM)

    assert answer["error"] == "invalid_trigger_id"
    assert without["error"] == "invalid_arguments"


async def test_a_trigger_dies_on_the_machines_watch_whatever_the_shared_clock_says(
    tmp_path: Path,
) -> None:
    async with open_rig(tmp_path, pace=IMPATIENT) as rig:
        trigger = await rig.trigger()
        deadline = asyncio.get_running_loop().time() + 2 * IMPATIENT.trigger_s
        while asyncio.get_running_loop().time() < deadline:
            await rig.http.get("/healthz")

        late = await rig.api("views.open", trigger_id=trigger, view=FORM)

    assert late["error"] == "expired_trigger_id"


async def test_moving_the_shared_clock_kills_no_trigger(rig: Rig) -> None:
    trigger = await rig.trigger()
    await rig.advance(3600)

    assert (await rig.api("views.open", trigger_id=trigger, view=FORM))["ok"]


async def test_a_trigger_can_be_made_to_expire(rig: Rig) -> None:
    await rig.fault("api", "expired_trigger", name="views.open")

    answer = await rig.api("views.open", trigger_id=await rig.trigger(), view=FORM)

    assert answer["error"] == "expired_trigger_id"


async def test_a_wrong_view_is_refused_as_invalid_arguments(rig: Rig) -> None:
    answer = await rig.api(
        "views.open", trigger_id=await rig.trigger(), view=modal(title=plain("x" * 25))
    )

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert await stack(rig) == []


async def test_three_modals_stack_and_a_fourth_does_not(rig: Rig) -> None:
    one = await opened(rig, stackable("One"))
    two = (await pushed(rig, one, "Two"))["view"]
    three = (await pushed(rig, two, "Three"))["view"]

    four = await pushed(rig, three, "Four")

    assert four["error"] == "push_limit_reached"
    assert (three["previous_view_id"], three["root_view_id"]) == (two["id"], one["id"])
    assert await stack(rig) == ["One", "Two", "Three"]


async def test_nothing_is_pushed_from_outside_a_modal(rig: Rig) -> None:
    answer = await rig.api("views.push", trigger_id=await rig.trigger(), view=FORM)

    assert answer["error"] == "not_found"


async def test_an_update_with_an_old_hash_conflicts(rig: Rig) -> None:
    view = await opened(rig)
    args = {"view_id": view["id"], "view": modal(title=plain("New")), "hash": view["hash"]}

    first = await rig.api("views.update", token=BOT_TOKEN, **args)
    second = await rig.api("views.update", token=BOT_TOKEN, **args)

    assert first["ok"]
    assert second["error"] == "hash_conflict"
    assert await stack(rig) == ["New"]


async def test_a_closed_view_is_not_found(rig: Rig) -> None:
    view = await opened(rig)
    await rig.act("view_close", user="U0ANA", view_id=view["id"])

    answer = await rig.api("views.update", view_id=view["id"], view=FORM)
    by_neither = await rig.api("views.update", view=FORM)

    assert answer["error"] == "not_found"
    assert by_neither["error"] == "invalid_arguments"


async def test_an_external_id_is_unique_and_finds_its_view(rig: Rig) -> None:
    named = modal(external_id="plan-1")
    await opened(rig, named)
    other = await rig.api("views.publish", user_id="U0BEN", view=home(external_id="plan-1"))

    found = await rig.api("views.update", external_id="plan-1", view=modal(title=plain("Found")))

    assert other["error"] == "duplicate_external_id"
    assert found["ok"]


def home(**more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": [section()], **more}


async def test_what_was_typed_survives_an_update_of_the_view(rig: Rig) -> None:
    both = [
        field(text_input(), block_id="copy", dispatch_action=True),
        field(select(), block_id="menu"),
    ]
    view = await opened(rig, modal(*both))
    await rig.act(
        "action",
        user="U0ANA",
        view_id=view["id"],
        block_id="copy",
        action_id="words",
        value={"value": "typed"},
    )

    after = await rig.api("views.update", view_id=view["id"], view=modal(*both, title=plain("New")))

    assert after["view"]["state"]["values"]["copy"]["words"]["value"] == "typed"


async def test_home_tab_rules(rig: Rig, tmp_path: Path) -> None:
    stranger = await rig.api("views.publish", user_id="U0NOBODY", view=home())
    a_modal = await rig.api("views.publish", user_id="U0ANA", view=FORM)
    first = await rig.api("views.publish", user_id="U0ANA", view=home())
    old = await rig.api("views.publish", user_id="U0ANA", view=home(), hash="0.old")
    manifest = sample_manifest()
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    async with open_rig(tmp_path / "second", manifest=manifest) as without:
        off = await without.api("views.publish", user_id="U0ANA", view=home())

    assert stranger["error"] == "invalid_arguments"
    assert a_modal["error"] == "invalid_arguments"
    assert first["ok"]
    assert old["error"] == "hash_conflict"
    assert off["error"] == "not_enabled"


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
