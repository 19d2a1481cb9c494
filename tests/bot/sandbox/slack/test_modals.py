"""Opening modals and App Home: triggers, stacks and hashes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from tests.bot.sandbox.slack.blockkit.samples import (
    field,
    modal,
    plain,
    section,
    select,
    text_input,
)
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.modal_hands import (
    FORM,
    opened,
    pushed,
    stack,
    stackable,
)
from tests.bot.sandbox.slack.rig import BOT_TOKEN, IMPATIENT, Rig, open_rig


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
