"""
Opening the app's own place in the sidebar.

https://docs.slack.dev/reference/events/app_home_opened
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack import events
from bot.sandbox.slack.interactions.payloads import (
    CannotAct,
    person,
    refuse_where_not_installed,
    view_json,
)
from bot.sandbox.slack.records import Json

if TYPE_CHECKING:
    from bot.sandbox.slack.sandbox import Sandbox


def open_home(sandbox: Sandbox, *, user_id: str) -> None:
    """Tell the app that a person looks at its Home tab."""
    _opened(sandbox, user_id, "home")


def open_messages(sandbox: Sandbox, *, user_id: str) -> None:
    """Tell the app that a person looks at its Messages tab."""
    _opened(sandbox, user_id, "messages")


def _opened(sandbox: Sandbox, user_id: str, tab: str) -> None:
    user = person(sandbox, user_id)
    refuse_where_not_installed(sandbox)
    channel = sandbox.workspace.dm_of(user.id)
    if channel is None:
        raise CannotAct(f"{user.real_name} has no direct messages with the app.")
    if tab == "home" and not sandbox.workspace.manifest.home_tab:
        raise CannotAct("This app has no Home tab; its manifest turns it off.")
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": sandbox.next_ts(),
    }
    home = sandbox.workspace.home_of(user.id)
    if tab == "home" and home is not None:
        event["view"] = view_json(sandbox.workspace.team, home)
    events.announce(sandbox, event)
