"""The sample app: everything on, less what a test takes away."""

from __future__ import annotations

from typing import Any

SCOPES = [
    "commands", "chat:write", "app_mentions:read", "channels:history", "groups:history",
    "im:history", "im:write", "im:read", "channels:read", "groups:read", "files:read",
    "files:write", "users:read", "reactions:write", "reactions:read", "team:read",
]  # fmt: skip
EVENTS = [
    "app_mention", "message.channels", "message.groups", "message.im", "file_shared",
    "file_deleted", "app_home_opened", "app_uninstalled", "tokens_revoked",
    "member_joined_channel", "reaction_added",
]  # fmt: skip
COMMANDS = [
    {
        "command": "/callboard",
        "description": "Plan posts",
        "usage_hint": "help",
        "should_escape": True,
    },
    {"command": "/raw", "description": "Unescaped", "should_escape": False},
]
SHORTCUTS = [
    {
        "name": "Stage this",
        "type": "message",
        "callback_id": "stage_this",
        "description": "Stage a message",
    },
    {
        "name": "New post",
        "type": "global",
        "callback_id": "new_post",
        "description": "Write a post",
    },
]


def sample_manifest(
    *,
    without_scopes: tuple[str, ...] = (),
    without_events: tuple[str, ...] = (),
    more_scopes: tuple[str, ...] = (),
    more_events: tuple[str, ...] = (),
    socket_mode: bool = False,
) -> dict[str, Any]:
    """Return a manifest with everything on, less what a test takes away."""
    scopes = [one for one in SCOPES if one not in without_scopes]
    events = [one for one in EVENTS if one not in without_events]
    return {
        "display_information": {"name": "Callboard"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Callboard", "always_online": True},
            "slash_commands": COMMANDS,
            "shortcuts": SHORTCUTS,
        },
        "oauth_config": {"scopes": {"bot": [*scopes, *more_scopes]}},
        "settings": {
            "event_subscriptions": {"bot_events": [*events, *more_events]},
            "socket_mode_enabled": socket_mode,
            "interactivity": {"is_enabled": True},
        },
    }
