"""
The Slack app as its manifest describes it.

https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as the composer offers it."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global or message shortcut."""

    name: str
    kind: str
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the app may do and wants to hear."""

    name: str
    scopes: tuple[str, ...]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    messages_tab_writable: bool
    interactive: bool
    socket_mode: bool

    def command(self, name: str) -> Command | None:
        """Return the slash command of that name, with its slash."""
        return next((one for one in self.commands if one.name == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut of that callback id."""
        return next((one for one in self.shortcuts if one.callback_id == callback_id), None)


def read_manifest(manifest: Mapping[str, Any]) -> Manifest:
    """Pick what matters from a parsed manifest; absent parts mean the app lacks the feature."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    bot_user = features.get("bot_user", {})
    shown = manifest.get("display_information", {}).get("name", "Callboard")
    return Manifest(
        name=bot_user.get("display_name", shown),
        scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(_command(one) for one in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts", ())),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", False)),
        messages_tab_writable=not home.get("messages_tab_read_only_enabled", True),
        socket_mode=bool(settings.get("socket_mode_enabled", False)),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
    )


def _command(one: Mapping[str, Any]) -> Command:
    return Command(
        name=one["command"],
        description=one.get("description", ""),
        usage_hint=one.get("usage_hint", ""),
        should_escape=bool(one.get("should_escape", False)),
    )


def _shortcut(one: Mapping[str, Any]) -> Shortcut:
    return Shortcut(
        name=one["name"],
        kind=one["type"],
        callback_id=one["callback_id"],
        description=one.get("description", ""),
    )
