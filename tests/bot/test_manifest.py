"""
The manifest asks Slack for exactly what the code needs, in both modes.

The code's side is read from the code: what bolt's listeners register, and which methods of the
Web API are called. What each of these needs is Slack's to say; see the sources below.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

import bot
import handlers.slack
from bot.app import build
from bot.manifest import for_http, load_manifest
from bot.sandbox.slack import api
from bot.settings import told

METHODS = json.loads((Path(api.__file__).parent / "methods.json").read_text())["methods"]
"""Scopes by method, with their source in the file; of several alternatives each is for a kind
of place, as https://docs.slack.dev/reference/methods/conversations.info says."""

KINDS = {"channels": "channels", "groups": "private channels", "im": "direct messages"}
"""
The kinds of places where Callboard has projects; in group direct messages it has none.

Each has its ``message`` subscription and its scopes for reading and history:
https://docs.slack.dev/reference/events/message
"""

SCOPES_OF_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "file_shared": {"files:read"},
    "message": {f"{kind}:history" for kind in KINDS},
    "app_home_opened": set[str](),
    "app_uninstalled": set[str](),
    "tokens_revoked": set[str](),
}
"""https://docs.slack.dev/reference/events: the page of each event, "Required scopes"."""

FOR_COMMANDS_AND_SHORTCUTS = "commands"
"""https://docs.slack.dev/reference/scopes/commands"""

WITH_THE_APP_TOKEN = {"apps.connections.open"}
"""Asks for no scope of the bot: https://docs.slack.dev/reference/methods/apps.connections.open"""


@dataclass(slots=True)
class Registered:
    """What bolt was told to listen to."""

    events: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    shortcuts: set[str] = field(default_factory=set)
    interactive: set[str] = field(default_factory=set)
    request_paths: set[str] = field(default_factory=set)


@pytest.fixture(name="registered")
async def _registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registered:
    """Build the bot, noting what its flows register."""
    found = Registered()

    def noting(name: str, note: Callable[[Any], None]) -> None:
        register = getattr(AsyncApp, name)

        def noted(self: AsyncApp, constraints: Any, *more: Any, **named: Any) -> Any:
            note(constraints)
            return register(self, constraints, *more, **named)

        monkeypatch.setattr(AsyncApp, name, noted)

    noting("event", lambda said: found.events.add(str(said)))
    noting("command", lambda said: found.commands.add(str(said)))
    noting("shortcut", lambda said: found.shortcuts.add(f"{said['type']}:{said['callback_id']}"))
    for name in ("action", "view", "shortcut"):
        noting(name, lambda said: found.interactive.add(str(said)))
    built = build(
        told({"data_dir": tmp_path, "slack_bot_token": "xoxb-1", "slack_signing_secret": "s"})
    )
    found.request_paths = {str(getattr(route, "path", "")) for route in built.web.routes}
    await built.stop()
    return found


def called() -> set[str]:
    """Return the Web API methods that the bot's own code calls on a client."""
    files = [*_python(handlers.slack.__path__[0]), *_python(bot.__path__[0])]
    return {
        method
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and _is_client(node.value)
        if (method := _web_method(node.attr))
    }


def _python(folder: str) -> Iterator[Path]:
    stand_in = Path(bot.__path__[0]) / "sandbox"
    return (file for file in Path(folder).rglob("*.py") if stand_in not in file.parents)


def _is_client(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == "client"


def _web_method(name: str) -> str | None:
    if not inspect.iscoroutinefunction(getattr(AsyncWebClient, name, None)):
        return None
    source = inspect.getsource(getattr(AsyncWebClient, name))
    found = re.search(r'self\.api_call\(\s*"([\w.]+)"', source)
    return found[1] if found else None


def needed(registered: Registered) -> set[str]:
    """Return every scope that something in the code needs."""
    scopes = set[str]().union(*(SCOPES_OF_EVENTS[event] for event in registered.events))
    if registered.commands or registered.shortcuts:
        scopes.add(FOR_COMMANDS_AND_SHORTCUTS)
    for method in called() - WITH_THE_APP_TOKEN:
        alternatives = set(METHODS[method]["scopes"])
        by_kind = {one for one in alternatives if one.split(":")[0] in {*KINDS, "mpim"}}
        scopes |= alternatives - by_kind
        scopes |= {one for one in by_kind if one.split(":")[0] in KINDS}
    return scopes


async def test_its_scopes_are_those_the_code_needs(registered: Registered) -> None:
    asked = load_manifest()["oauth_config"]["scopes"]

    assert asked == {"bot": sorted(needed(registered))}


async def test_its_events_are_those_the_code_hears(registered: Registered) -> None:
    messages = {f"message.{kind}" for kind in KINDS} if "message" in registered.events else set()
    heard = registered.events - {"message"} | messages

    assert load_manifest()["settings"]["event_subscriptions"] == {"bot_events": sorted(heard)}


async def test_its_commands_and_shortcuts_are_those_the_code_answers(
    registered: Registered,
) -> None:
    features = load_manifest()["features"]
    kinds = {"message": "message_action", "global": "shortcut"}

    assert {one["command"] for one in features["slash_commands"]} == registered.commands
    assert {
        f"{kinds[one['type']]}:{one['callback_id']}" for one in features["shortcuts"]
    } == registered.shortcuts


async def test_it_turns_on_what_the_code_shows_and_hears(registered: Registered) -> None:
    manifest = load_manifest()
    home = manifest["features"]["app_home"]

    assert manifest["settings"]["interactivity"]["is_enabled"] is bool(registered.interactive)
    assert home["home_tab_enabled"] is ("views.publish" in called())
    assert home["home_tab_enabled"] is ("app_home_opened" in registered.events)
    assert home["messages_tab_read_only_enabled"] is ("message" not in registered.events)


async def test_for_http_it_differs_only_in_where_requests_go(registered: Registered) -> None:
    shipped, made = load_manifest(), for_http(load_manifest(), "https://bot.example.com/")
    settings = made["settings"]
    addresses = [
        settings["event_subscriptions"].pop("request_url"),
        settings["interactivity"].pop("request_url"),
        *(command.pop("url") for command in made["features"]["slash_commands"]),
    ]
    modes = [one["settings"].pop("socket_mode_enabled") for one in (shipped, made)]

    assert {address.removeprefix("https://bot.example.com") for address in addresses} <= (
        registered.request_paths
    )
    assert modes == [True, False]
    assert made == shipped


def test_the_code_calls_only_methods_whose_scopes_are_known() -> None:
    assert {"chat.postMessage", "files.info", "views.open"} <= called()
    assert called() <= METHODS.keys()
