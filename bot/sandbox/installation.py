"""Callboard installed in the stand-in Slack: its secrets, and the stand-in built with them."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from starlette.applications import Starlette

from bot.manifest import for_http, load_manifest
from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack.app import build_slack


@dataclass(frozen=True, slots=True)
class SlackSecrets:
    """What an installed app holds; made once and kept in the data folder, for its owner only."""

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)

    @classmethod
    def of(cls, data_dir: Path) -> SlackSecrets:
        """Return the folder's secrets, made if there are none."""
        path = data_dir / "slack_app.json"
        if path.exists():
            return cls(**json.loads(path.read_text()))
        data_dir.mkdir(parents=True, exist_ok=True)
        made = cls(
            bot_token=f"xoxb-{secrets.token_hex(12)}",
            app_token=f"xapp-1-A0CALLBOARD-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
        )
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(made), file)
        return made

    def environment(self, api_url: str, *, socket_mode: bool = False) -> list[str]:
        """Return the settings with which a bot reaches the stand-in."""
        lines = [
            f"CALLBOARD_SLACK_API_URL={api_url}",
            f"CALLBOARD_SLACK_BOT_TOKEN={self.bot_token}",
            f"CALLBOARD_SLACK_SIGNING_SECRET={self.signing_secret}",
        ]
        return [*lines, f"CALLBOARD_SLACK_APP_TOKEN={self.app_token}"] if socket_mode else lines


def build_installed_slack(
    *, data_dir: Path, clock: OffsetClock, bot_url: str | None, secrets_: SlackSecrets
) -> Starlette:
    """Build the stand-in with Callboard installed; without ``bot_url`` in Socket Mode."""
    manifest = load_manifest()
    return build_slack(
        data_dir=data_dir,
        clock=clock,
        manifest=for_http(manifest, bot_url) if bot_url else manifest,
        bot_url=bot_url or "",
        signing_secret=secrets_.signing_secret,
        bot_token=secrets_.bot_token,
        app_token=secrets_.app_token,
    )
