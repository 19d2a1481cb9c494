"""Slack's door: builds the bolt application and attaches every flow to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack import (
    commands,
    home,
    installations,
    messages,
    notice_buttons,
    paging,
    project_settings,
    proposal_buttons,
    question_buttons,
    shortcuts,
)
from handlers.slack.board import Board
from handlers.slack.changing import Changing
from handlers.slack.conversation import Conversation
from handlers.slack.courier import Courier
from handlers.slack.desk import Desk
from handlers.slack.guard import guard
from handlers.slack.intake import Intake
from handlers.slack.people import People
from handlers.slack.questions import Questions
from handlers.slack.reading import Reading
from handlers.slack.staging import Staging
from handlers.slack.threads import Threads
from platforms.clock import Clock
from scheduling.planner import Planner
from store.database import Database
from store.files import AssetFiles

RATE_LIMIT_RETRIES = 2


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """The application that answers Slack, and the board that keeps its messages true."""

    app: AsyncApp
    client: AsyncWebClient
    board: Board
    desk: Desk

    async def stop(self) -> None:
        """Let what was begun finish, and show its result."""
        await self.desk.finish()
        await self.board.stop()


def build_slack_door(
    *,
    client: AsyncWebClient,
    signing_secret: str,
    planner: Planner,
    database: Database,
    clock: Clock,
    files: AssetFiles,
    scratch: Path,
    fetch_allow: frozenset[str] = frozenset(),
) -> SlackDoor:
    """Build the door around a client whose address and token are already set."""
    client.retry_handlers.append(
        AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)
    )
    app = AsyncApp(
        client=client,
        signing_secret=signing_secret,
        ignoring_self_events_enabled=True,
    )
    courier = Courier(planner, database, client, clock)
    board = Board(planner=planner, database=database, client=client, courier=courier, clock=clock)
    questions = Questions(database, clock)
    reading = Reading(planner, database, clock)
    staging = Staging(planner, questions, clock)
    desk = Desk(
        client=client,
        planner=planner,
        database=database,
        clock=clock,
        people=People(client, clock),
        board=board,
        reading=reading,
        conversation=Conversation(
            planner=planner,
            clock=clock,
            threads=Threads(planner, database, clock),
            intake=Intake(client, database, files, clock, scratch, fetch_allow),
            questions=questions,
            staging=staging,
            changing=Changing(planner, questions, reading, clock),
            reading=reading,
        ),
    )
    guard(app, desk)
    for flow in (
        commands,
        shortcuts,
        proposal_buttons,
        notice_buttons,
        question_buttons,
        paging,
        project_settings,
        home,
        installations,
        messages,
    ):
        flow.register(app, desk)
    return SlackDoor(app, client, board, desk)
