"""The app was removed from a workspace: nothing more is said there, and nothing is lost."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.slack.desk import Desk
from handlers.slack.work import team_of


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the two events of a removal."""

    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any]) -> None:
        await desk.connections.lost(team_of(body), why="app_uninstalled")

    @app.event("tokens_revoked")
    async def revoked(body: dict[str, Any], event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):  # a person's own token is nothing to us
            await desk.connections.lost(team_of(body), why="tokens_revoked")
