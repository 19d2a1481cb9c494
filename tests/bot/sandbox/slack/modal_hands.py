"""Hands that open, stack and submit modals."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from tests.bot.sandbox.slack.blockkit.samples import (
    actions,
    button,
    field,
    modal,
    plain,
    text_input,
)
from tests.bot.sandbox.slack.recording import Heard
from tests.bot.sandbox.slack.rig import Rig

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
