"""Buttons under a failure: retry, it is there, publish again, now, next good time, drop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import Answer, answer_here, thread_of
from handlers.slack.desk import Desk
from handlers.slack.notice_drawing import draw_notice
from handlers.slack.presses import about_post, ticket_of
from handlers.slack.refused import Unreachable, reason
from handlers.slack.text import escape, mention
from handlers.slack.views import copy_modal, notices
from handlers.slack.views.help import refusal
from handlers.slack.views.ids import Ticket
from handlers.slack.work import team_of
from scheduling.errors import BadValue, PlanningError, Stale
from scheduling.planner import Planner
from scheduling.views import PostView
from store.words import Person

log = structlog.get_logger(__name__)

Decide = Callable[[Person, Ticket], Awaitable[object]]


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the buttons and the form that asks for a link."""
    for action_id, (saying, decide) in _decisions(desk.planner).items():
        app.action(action_id)(_deciding(desk, saying, decide))
    _register_edit(app, desk)

    @app.action(notices.IS_THERE)
    async def ask_for_link(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        shown = await desk.planner.post(team_of(body), ticket_of(body).id)
        form = notices.link_modal(
            shown, channel_id=body["channel"]["id"], message_ts=body["container"]["message_ts"]
        )
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @app.view(notices.LINK_CALLBACK)
    async def save_link(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        ticket, channel_id, message_ts = notices.read_link_modal(view)
        typed = view["state"]["values"][notices.LINK_BLOCK][notices.LINK_INPUT].get("value") or ""
        try:
            if ticket is None:
                raise Stale("This form is too old to be saved.")
            by = await about_post(desk, body, ticket.id)
            await desk.planner.confirm_live(by, ticket.id, version=ticket.version, url=typed)
        except PlanningError as error:
            said = error.sentence if isinstance(error, BadValue) else _in_full(error)
            await ack(response_action="errors", errors={notices.LINK_BLOCK: said})
            return
        await ack()
        shown = await desk.planner.post(by.workspace_id, ticket.id)
        await _settle(desk, by, shown, "is there", channel_id=channel_id, message_ts=message_ts)


def _register_edit(app: AsyncApp, desk: Desk) -> None:
    """Attach the button that opens the copy form for the one post that failed."""

    @app.action(notices.EDIT)
    async def edit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ticket = ticket_of(body)
        by = await about_post(desk, body, ticket.id)
        shown = await desk.planner.post(by.workspace_id, ticket.id)
        plan = await desk.planner.view(by.workspace_id, str(shown.post.proposal_id))
        alone = replace(plan, posts=(shown,))
        desk.planner.may_edit(by, alone, version=plan.proposal.version)
        form = copy_modal.copy_modal(alone, notice=_pressed_on(body, ticket))
        await client.views_open(trigger_id=body["trigger_id"], view=form)


def _decisions(planner: Planner) -> Mapping[str, tuple[str, Decide]]:
    return {
        notices.RETRY: (
            "is tried again",
            lambda by, post: planner.retry(by, post.id, version=post.version),
        ),
        notices.PUBLISH_AGAIN: (
            "is published again",
            lambda by, post: planner.publish_again(by, post.id, version=post.version),
        ),
        notices.PUBLISH_NOW: (
            "goes out now",
            lambda by, post: planner.publish_now(by, post.id, version=post.version),
        ),
        notices.NEXT_TIME: (
            "goes out at its next good time",
            lambda by, post: planner.next_good_time(by, post.id, version=post.version),
        ),
        notices.DROP: (
            "is dropped",
            lambda by, post: planner.drop(by, post.id, version=post.version),
        ),
    }


def _pressed_on(body: dict[str, Any], ticket: Ticket) -> copy_modal.Notice:
    """Return the message whose button was pressed."""
    place = body["container"]
    return copy_modal.Notice(ticket.id, place["channel_id"], place["message_ts"])


def _in_full(error: PlanningError) -> str:
    return f"{error.sentence} {error.advice}"


def _deciding(desk: Desk, saying: str, decide: Decide) -> Callable[..., Any]:
    async def pressed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        ticket = ticket_of(body)
        by = await about_post(desk, body, ticket.id)
        try:
            await decide(by, ticket)
        except PlanningError as error:
            answer = Answer(*refusal(error.sentence, error.advice))
            await answer_here(respond, answer, thread_ts=thread_of(body))
            if isinstance(error, Stale):
                await draw_notice(desk, by.workspace_id, _pressed_on(body, ticket))
            return
        shown = await desk.planner.post(by.workspace_id, ticket.id)
        place = body["container"]
        await _settle(
            desk,
            by,
            shown,
            saying,
            channel_id=place["channel_id"],
            message_ts=place["message_ts"],
        )

    return pressed


async def _settle(
    desk: Desk,
    by: Person,
    shown: PostView,
    saying: str,
    *,
    channel_id: str,
    message_ts: str,
) -> None:
    """Take the buttons away, say who decided, and redraw the plan."""
    said = f"{saying}; decided by {mention(by.user_id)}."
    try:
        await desk.client.chat_update(
            channel=channel_id,
            ts=message_ts,
            text=f"{escape(shown.label)} @{escape(shown.handle)} {said}",
            blocks=notices.settled_blocks(shown, said),
        )
    except (SlackApiError, *Unreachable) as error:  # it is decided, whatever Slack shows
        log.warning("slack.notice_not_settled", post=shown.post.id, error=reason(error))
    if shown.post.proposal_id:
        await desk.board.redraw(by.workspace_id, shown.post.proposal_id)
