"""Who is speaking: Slack's users and channel members as ``Person``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.refused import Unreachable, reason
from platforms.clock import Clock
from scheduling.errors import NotChecked
from store.words import Person

log = structlog.get_logger(__name__)

REMEMBERED_FOR = timedelta(minutes=5)
MEMBERS_REMEMBERED_FOR = timedelta(minutes=1)
"""Short, because who may approve hangs on it."""
NOBODY = frozenset({"user_not_found", "user_not_visible"})
"""Slack's answers that say: there is no such person for you."""


@dataclass(slots=True)
class People:
    """Looks people up and remembers them for a few minutes."""

    client: AsyncWebClient
    clock: Clock
    _known: dict[tuple[str, str], tuple[datetime, Person]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _members: dict[str, tuple[datetime, frozenset[str]]] = field(default_factory=dict)

    async def person(
        self, workspace_id: str, user_id: str, *, channel_id: str = "", project_channel_id: str = ""
    ) -> Person:
        """
        Describe ``user_id``, who acts in ``channel_id`` on a project of ``project_channel_id``.

        Rights are never guessed: somebody Slack does not know counts as a guest, and a
        membership that could not be looked up is left open. Raises ``NotChecked`` when Slack
        does not say who it is.
        """
        known = await self._user(workspace_id, user_id)
        memberships = {}
        if channel_id.startswith("D"):
            memberships[channel_id] = True  # nobody else acts in a direct message
        for asked in {channel_id, project_channel_id} - {"", *memberships}:
            members = await self._members_of(asked)
            if members is not None:
                memberships[asked] = user_id in members
        return replace(known, memberships=memberships)

    async def channel_name(self, channel_id: str) -> str:
        """Return a channel's name without its mark; its id where it may not be read."""
        if channel_id not in self._names:
            try:
                info = await self.client.conversations_info(channel=channel_id)
            except SlackApiError as error:
                log.warning("slack.channel_unknown", error=reason(error))
                return channel_id
            self._names[channel_id] = str(info["channel"].get("name") or channel_id)
        return self._names[channel_id]

    async def _user(self, workspace_id: str, user_id: str) -> Person:
        now = self.clock.now()
        seen_at, person = self._known.get((workspace_id, user_id), (None, None))
        if person and seen_at and now - seen_at < REMEMBERED_FOR:
            return person
        try:
            user = (await self.client.users_info(user=user_id))["user"]
        except (SlackApiError, *Unreachable) as error:
            log.warning("slack.user_unknown", user=user_id, error=reason(error))
            if reason(error) in NOBODY:
                return Person(workspace_id, user_id, is_guest=True)
            raise NotChecked("I could not check with Slack who you are.") from None
        person = Person(
            workspace_id=workspace_id,
            user_id=user_id,
            zone=user.get("tz") or "UTC",
            is_guest=any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted"))
            or user.get("team_id", workspace_id) != workspace_id,
            name=user.get("real_name") or user.get("name") or user_id,
        )
        self._known[workspace_id, user_id] = (now, person)
        return person

    async def _members_of(self, channel_id: str) -> frozenset[str] | None:
        now = self.clock.now()
        seen_at, members = self._members.get(channel_id, (None, frozenset()))
        if seen_at and now - seen_at < MEMBERS_REMEMBERED_FOR:
            return members
        found: set[str] = set()
        cursor = ""
        try:
            while True:
                page = await self.client.conversations_members(
                    channel=channel_id, cursor=cursor, limit=1000
                )
                found.update(page["members"])
                cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
                if not cursor:
                    break
        except (SlackApiError, *Unreachable) as error:
            log.warning("slack.members_unknown", channel=channel_id, error=reason(error))
            return None
        self._members[channel_id] = (now, frozenset(found))
        return frozenset(found)
