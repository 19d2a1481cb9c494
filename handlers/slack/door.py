"""Slack's door: builds the bolt application and attaches every flow to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack import (
    commands,
    connecting,
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
from handlers.slack.connections import Connections
from handlers.slack.conversation import Conversation
from handlers.slack.courier import Courier
from handlers.slack.desk import Desk
from handlers.slack.guard import guard
from handlers.slack.inbox import Inbox
from handlers.slack.intake import Intake
from handlers.slack.listening import Listening
from handlers.slack.lone_files import LoneFiles
from handlers.slack.people import People
from handlers.slack.questions import Questions
from handlers.slack.reading import Reading
from handlers.slack.staging import Staging
from handlers.slack.taking_up import TakingUp
from handlers.slack.threads import Threads
from platforms.clock import Clock
from scheduling.consents import Consents
from scheduling.planner import Planner
from store.database import Database
from store.files import AssetFiles

RATE_LIMIT_RETRIES = 2


STOPS_WITHIN_S = 10.0
FLOWS = (
    commands,
    shortcuts,
    proposal_buttons,
    notice_buttons,
    question_buttons,
    paging,
    project_settings,
    home,
    connecting,
    installations,
    messages,
)


@dataclass(frozen=True, slots=True)
class SlackDoor:
    """The application that answers Slack, and the board that keeps its messages true."""

    app: AsyncApp
    client: AsyncWebClient
    board: Board
    inbox: Inbox
    _listening: Listening
    _taking_up: TakingUp

    def start(self) -> None:
        """Begin to show what changes, and answer what was cut off."""
        self.board.start()
        self._taking_up.start()

    async def stop(self) -> None:
        """Hear nothing new, let what was begun finish, and show its result."""
        self.inbox.closed = True
        await self._taking_up.stop()
        await self._listening.finish(within_s=STOPS_WITHIN_S)
        await self.board.stop()


def build_slack_door(
    *,
    client: AsyncWebClient,
    signing_secret: str,
    planner: Planner,
    consents: Consents,
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
        raise_error_for_unhandled_request=True,
    )
    intake = Intake(client, database, files, clock, scratch, fetch_allow)
    desk = _desk(
        client, planner=planner, consents=consents, database=database, clock=clock, intake=intake
    )
    inbox = Inbox(database, clock, desk.conversation.threads)
    listening = Listening()
    app.middleware(inbox.hear)
    listening.attach(app, ended=inbox.answered)
    guard(app, desk, inbox)
    for flow in FLOWS:
        flow.register(app, desk)
    consents.tell = connecting.teller(desk)
    taking_up = TakingUp(app, client, database, clock, inbox, desk.connections)
    return SlackDoor(app, client, desk.board, inbox, listening, taking_up)


def _desk(
    client: AsyncWebClient,
    *,
    planner: Planner,
    consents: Consents,
    database: Database,
    clock: Clock,
    intake: Intake,
) -> Desk:
    connections = Connections(client, database, clock)
    questions = Questions(database, clock)
    reading = Reading(planner, database, clock)
    conversation = Conversation(
        planner=planner,
        clock=clock,
        threads=Threads(planner, database, clock),
        intake=intake,
        questions=questions,
        staging=Staging(planner, questions, clock),
        changing=Changing(planner, questions, reading, clock),
        reading=reading,
    )
    return Desk(
        client=client,
        planner=planner,
        consents=consents,
        database=database,
        clock=clock,
        people=People(client, clock),
        board=Board(
            planner=planner,
            database=database,
            client=client,
            courier=Courier(planner, database, client, clock, connections),
            clock=clock,
            connections=connections,
        ),
        connections=connections,
        reading=reading,
        conversation=conversation,
        lone_files=LoneFiles(database, clock),
    )
