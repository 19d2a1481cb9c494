"""The Slack app's manifest, as shipped and as each mode needs it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

_BESIDE_SOURCE = Path(__file__).resolve().parent.parent / "manifest.yaml"
_IN_WHEEL = Path(__file__).resolve().parent / "manifest.yaml"


def load_manifest() -> dict[str, Any]:
    """Return the manifest as it is shipped: for Socket Mode."""
    path = _BESIDE_SOURCE if _BESIDE_SOURCE.exists() else _IN_WHEEL
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def for_http(manifest: dict[str, Any], public_url: str) -> dict[str, Any]:
    """Return the same app for a bot that Slack reaches at ``public_url``."""
    events = f"{public_url.rstrip('/')}/slack/events"
    made = copy.deepcopy(manifest)
    made["settings"]["socket_mode_enabled"] = False
    made["settings"]["event_subscriptions"]["request_url"] = events
    made["settings"]["interactivity"]["request_url"] = events
    for command in made["features"]["slash_commands"]:
        command["url"] = events
    return made


def as_yaml(manifest: dict[str, Any]) -> str:
    """Write a manifest so that it can be pasted into Slack's form."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
