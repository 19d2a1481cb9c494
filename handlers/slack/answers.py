"""What a flow answers, and how each surface of Slack carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.text import Block
from scheduling.views import ProposalView

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Words for one person, or (``is_public``) for everybody in the thread.

    Only what a team must see is public; help, questions and refusals are for the asker.
    """

    text: str
    blocks: list[Block] = field(default_factory=list)
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan to be posted as the one message that lives on."""

    view: ProposalView


Reply = Answer | Proposed


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where somebody spoke. ``thread_ts`` is empty where there is no thread (slash commands).

    ``has_replies`` tells a running thread from a message that could become one.
    """

    channel_id: str
    thread_ts: str = ""
    has_replies: bool = True

    @property
    def is_direct(self) -> bool:
        """A direct message with the bot: everything there is between the two of us."""
        return self.channel_id.startswith("D")


async def answer_in_place(
    client: AsyncWebClient, answer: Answer, *, place: Place, user_id: str
) -> None:
    """
    Answer a message: in its thread, seen by everybody only if the answer is public.

    What only the asker sees would be lost in a thread without replies, because nobody opens
    one; it is said in the channel then.
    """
    thread_ts = place.thread_ts or None
    if answer.is_public or place.is_direct:
        await client.chat_postMessage(
            channel=place.channel_id,
            thread_ts=thread_ts,
            text=answer.text,
            blocks=answer.blocks or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return
    await client.chat_postEphemeral(
        channel=place.channel_id,
        user=user_id,
        thread_ts=thread_ts if place.has_replies else None,
        text=answer.text,
        blocks=answer.blocks or None,
    )


async def answer_here(
    respond: AsyncRespond, answer: Answer, *, thread_ts: str | None = None, replacing: bool = False
) -> None:
    """
    Answer a command or a click through its response address; needs no membership.

    Without its ``thread_ts`` the answer to a click inside a thread would appear outside it.
    """
    said = await respond(
        text=answer.text,
        blocks=answer.blocks,
        response_type="in_channel" if answer.is_public else "ephemeral",
        replace_original=replacing,
        thread_ts=thread_ts,
    )
    if said.status_code != HTTPStatus.OK:
        log.warning("slack.answer_refused", status=said.status_code, error=said.body[:100])


def thread_of(body: Mapping[str, Any]) -> str | None:
    """Return the thread that a pressed button's message stands in."""
    container = body.get("container") or {}
    message = body.get("message") or {}
    return container.get("thread_ts") or message.get("thread_ts")
