"""
Modals and App Home.

https://docs.slack.dev/reference/methods?family=views
"""

from __future__ import annotations

from bot.sandbox.slack import views
from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.interactions.payloads import view_json
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.refusal import Refusal
from bot.sandbox.slack.triggers import Trigger


async def open_modal(call: Call) -> Json:
    """Open a modal for the person whose trigger this is."""
    trigger = _trigger(call)
    return {
        "view": view_json(
            call.team, views.open_modal(call.sandbox, trigger.user, call.args["view"])
        )
    }


async def push_modal(call: Call) -> Json:
    """Put a modal on top of the one in which the person acted."""
    trigger = _trigger(call)
    if trigger.from_view is None or call.workspace.views.get(trigger.from_view) is None:
        raise Refusal("not_found")
    return {
        "view": view_json(
            call.team, views.push_modal(call.sandbox, trigger.user, call.args["view"])
        )
    }


async def update(call: Call) -> Json:
    """Change an open view."""
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if (view_id is None) == (external_id is None):
        raise Refusal("invalid_arguments", "must define either view_id or external_id")
    view = views.find_view(call.sandbox, view_id=view_id, external_id=external_id)
    after = views.update_view(call.sandbox, view, call.args["view"], if_hash=call.text("hash"))
    return {"view": view_json(call.team, after)}


async def publish(call: Call) -> Json:
    """Publish a person's App Home."""
    if not call.workspace.manifest.home_tab:
        raise Refusal("not_enabled")
    user = call.workspace.users.get(call.required("user_id"))
    if user is None or user.is_bot:
        raise Refusal("invalid_arguments", "invalid `user_id`")
    view = views.publish_home(call.sandbox, user.id, call.args["view"], if_hash=call.text("hash"))
    return {"view": view_json(call.team, view)}


def _trigger(call: Call) -> Trigger:
    key = call.text("trigger_id")
    if key is None:
        raise Refusal("invalid_arguments", "missing required field: trigger_id")
    return call.sandbox.triggers.exchange(key)


METHODS = {
    "views.open": open_modal,
    "views.push": push_modal,
    "views.update": update,
    "views.publish": publish,
}
