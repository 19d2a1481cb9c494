"""
Opening, stacking, changing and closing views.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.blockkit.check import checked_view
from bot.sandbox.slack.ids import fresh_id
from bot.sandbox.slack.interactions.values import current_state
from bot.sandbox.slack.records import Json, View
from bot.sandbox.slack.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox

DEEPEST_STACK = 3


def open_modal(sandbox: Sandbox, user: str, given: Any) -> View:
    """Show a person a new modal; one that was open makes way."""
    body = checked_view(given, sandbox.workspace.files.get, surfaces=("modal",))
    _refuse_known_external_id(sandbox, body)
    for view in sandbox.workspace.modals_of(user):
        sandbox.workspace.views.drop(view.id)
    view_id = fresh_id("V")
    return _keep(sandbox, View(view_id, user, "modal", body, _hash(sandbox), root_id=view_id))


def push_modal(sandbox: Sandbox, user: str, given: Any) -> View:
    """Put a modal on top of a person's open ones."""
    body = checked_view(given, sandbox.workspace.files.get, surfaces=("modal",))
    _refuse_known_external_id(sandbox, body)
    stack = sandbox.workspace.modals_of(user)
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise Refusal("push_limit_reached")
    top = stack[-1]
    view = View(
        id=fresh_id("V"),
        user=user,
        kind="modal",
        body=body,
        hash=_hash(sandbox),
        root_id=top.root_id,
        previous_id=top.id,
        depth=top.depth + 1,
    )
    return _keep(sandbox, view)


def update_view(sandbox: Sandbox, view: View, given: Any, *, if_hash: str | None = None) -> View:
    """Let a view show something else; what was typed stays where the element stays."""
    body = checked_view(given, sandbox.workspace.files.get, surfaces=(view.kind,))
    if if_hash is not None and if_hash != view.hash:
        raise Refusal("hash_conflict")
    if body.get("external_id") != view.body.get("external_id"):
        _refuse_known_external_id(sandbox, body)
    return _keep(sandbox, replace(view, body=body, hash=_hash(sandbox)))


def publish_home(sandbox: Sandbox, user: str, given: Any, *, if_hash: str | None = None) -> View:
    """Let a person's App Home show something."""
    body = checked_view(given, sandbox.workspace.files.get, surfaces=("home",))
    view = sandbox.workspace.home_of(user)
    if view is not None:
        return update_view(sandbox, view, given, if_hash=if_hash)
    _refuse_known_external_id(sandbox, body)
    view_id = fresh_id("V")
    return _keep(sandbox, View(view_id, user, "home", body, _hash(sandbox), root_id=view_id))


def find_view(sandbox: Sandbox, *, view_id: str | None, external_id: str | None) -> View:
    """Return an open view by either id; a closed one is not found."""
    if view_id is not None:
        view = sandbox.workspace.views.get(view_id)
    else:
        view = _by_external_id(sandbox, external_id)
    if view is None:
        raise Refusal("not_found")
    return view


def close_top(sandbox: Sandbox, view: View) -> None:
    """Close one view; the one below shows again."""
    sandbox.workspace.views.drop(view.id)
    sandbox.stream.tell(type="view", user=view.user)


def close_stack(sandbox: Sandbox, user: str) -> None:
    """Close all modals of a person."""
    for view in sandbox.workspace.modals_of(user):
        sandbox.workspace.views.drop(view.id)
    sandbox.stream.tell(type="view", user=user)


def remember_input(sandbox: Sandbox, view: View, state: dict[str, dict[str, Json]]) -> View:
    """Keep what a person put in."""
    return sandbox.workspace.views.put(view.id, replace(view, state=state))


def _keep(sandbox: Sandbox, view: View) -> View:
    state = current_state(view.body["blocks"], view.state)
    sandbox.stream.tell(type=("home" if view.kind == "home" else "view"), user=view.user)
    return sandbox.workspace.views.put(view.id, replace(view, state=state))


def _by_external_id(sandbox: Sandbox, external_id: str | None) -> View | None:
    views = (
        one
        for one in sandbox.workspace.views.all()
        if external_id and one.body.get("external_id") == external_id
    )
    return next(views, None)


def _refuse_known_external_id(sandbox: Sandbox, body: Json) -> None:
    if _by_external_id(sandbox, body.get("external_id")) is not None:
        raise Refusal("duplicate_external_id")


def _hash(sandbox: Sandbox) -> str:
    return f"{int(sandbox.now_s())}.{secrets.token_hex(4)}"
