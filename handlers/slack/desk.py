"""What every flow of the Slack door works with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import (
    Place,
    Proposed,
    Reply,
    answer_here,
    answer_in_place,
)
from handlers.slack.board import Board, NoWayIn
from handlers.slack.connections import Connections
from handlers.slack.conversation import Conversation
from handlers.slack.lone_files import LoneFiles
from handlers.slack.people import People
from handlers.slack.reading import Reading
from handlers.slack.work import asker_of, place_of, team_of
from platforms.clock import Clock
from scheduling.consents import Consents
from scheduling.planner import Planner
from scheduling.views import ProposalView
from store.database import Database
from store.words import Person


@dataclass(frozen=True, slots=True)
class Desk:
    """The planner behind, Slack in front, and the people who speak."""

    client: AsyncWebClient
    planner: Planner
    consents: Consents
    database: Database
    clock: Clock
    people: People
    board: Board
    connections: Connections
    reading: Reading
    conversation: Conversation
    lone_files: LoneFiles

    async def person(self, body: dict[str, Any]) -> Person:
        """Describe who pressed or wrote, as seen from where they did."""
        channel_id = place_of(body).channel_id
        return await self.people.person(team_of(body), asker_of(body), channel_id=channel_id)

    async def deliver(
        self,
        replies: Iterable[Reply],
        *,
        by: Person,
        place: Place,
        respond: AsyncRespond | None = None,
    ) -> None:
        """Bring each reply to where it belongs; a plan becomes a message that lives on."""
        for reply in replies:
            if isinstance(reply, Proposed):
                await self._show(reply.view, by=by, place=place)
            elif respond is not None:
                await answer_here(respond, reply, thread_ts=place.thread_ts or None)
            else:
                await answer_in_place(self.client, reply, place=place, user_id=by.user_id)

    async def _show(self, view: ProposalView, *, by: Person, place: Place) -> None:
        plan = view.proposal
        channel_id = plan.channel_id or place.channel_id
        thread_ts = plan.thread_ts or place.thread_ts
        try:
            await self.board.announce(view, channel_id=channel_id, thread_ts=thread_ts or None)
        except NoWayIn:
            await self.planner.discard(by, plan.id, version=plan.version)
            raise
