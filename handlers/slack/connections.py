"""Whether a workspace takes what we say: what it should hear waits while it does not."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.refused import NO_TOKEN, Unreachable, reason
from platforms.clock import Clock
from store import disconnections
from store.database import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Connections:
    """Remembers which workspaces are out of reach; every process looks into the same memory."""

    client: AsyncWebClient
    database: Database
    clock: Clock

    async def lost(self, workspace_id: str, *, why: str) -> None:
        """Stop trying to reach a workspace."""
        now = self.clock.now()
        is_new = await self.database.write(
            lambda db: disconnections.begin(db, workspace_id, now=now)
        )
        if is_new:
            log.warning("slack.disconnected", workspace=workspace_id, why=why)

    async def refused(self, workspace_id: str, error: Exception) -> None:
        """Stop trying if this refusal says that the workspace takes nothing from us."""
        if isinstance(error, SlackApiError) and reason(error) in NO_TOKEN:
            await self.lost(workspace_id, why=reason(error))

    async def look(self) -> bool:
        """Ask Slack whose token we have, for that workspace can be reached; say if it told."""
        try:
            workspace_id = str((await self.client.auth_test())["team_id"])
        except (SlackApiError, *Unreachable) as error:
            log.warning("slack.unreachable", error=reason(error))
            return reason(error) in NO_TOKEN
        if await self.database.write(lambda db: disconnections.end(db, workspace_id)):
            log.info("slack.connected_again", workspace=workspace_id)
        return True
