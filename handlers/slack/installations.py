"""The app was removed from a workspace: nothing more is shown there, nothing is lost."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from handlers.slack.desk import Desk

log = structlog.get_logger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the two events of a removal."""
    del desk

    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any]) -> None:
        log.warning("slack.uninstalled", workspace=body["team_id"])

    @app.event("tokens_revoked")
    async def revoked(body: dict[str, Any], event: dict[str, Any]) -> None:
        log.warning(
            "slack.revoked", workspace=body["team_id"], bots=len(event["tokens"].get("bot") or [])
        )
