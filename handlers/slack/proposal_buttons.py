"""Buttons under a plan: approve, edit, other times, regroup, discard; and the copy form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import Answer, answer_here, thread_of
from handlers.slack.desk import Desk
from handlers.slack.notice_drawing import draw_notice
from handlers.slack.presses import about_plan, ticket_of
from handlers.slack.text import Block, plain, section
from handlers.slack.views import copy_modal, proposal
from handlers.slack.views.help import refusal
from handlers.slack.views.ids import Ticket
from handlers.slack.views.settings_fields import read_settings
from scheduling.errors import Gone, HasProblems, PlanningError
from scheduling.planner import Planner
from store.words import Person

Change = Callable[[Person, Ticket], Awaitable[None]]


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the buttons and the form."""
    for action_id, change in _changes(desk.planner).items():
        app.action(action_id)(_pressing(desk, change))

    @app.action(proposal.EDIT)
    async def edit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ticket = ticket_of(body)
        by = await about_plan(desk, body, ticket.id)
        shown = await desk.planner.view(by.workspace_id, ticket.id)
        desk.planner.may_edit(by, shown, version=ticket.version)
        await client.views_open(trigger_id=body["trigger_id"], view=copy_modal.copy_modal(shown))

    @app.view(copy_modal.CALLBACK)
    async def save_copy(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        values, about = view["state"]["values"], view["private_metadata"]
        flags = copy_modal.read_flags(about)
        try:
            ticket = copy_modal.read_ticket(about)
            if ticket is None:
                raise Gone("This form is too old to be saved.")
            by = await about_plan(desk, body, ticket.id)
            shown = await desk.planner.view(by.workspace_id, ticket.id)
            networks = {one.post.id: one.post.platform for one in shown.posts}
            try:
                await desk.planner.edit(
                    by,
                    ticket.id,
                    version=ticket.version,
                    texts=copy_modal.read_copy(values),
                    settings=read_settings(values, flags),
                )
            except HasProblems as error:
                errors = copy_modal.field_errors(error.problems, networks, flags)
                await ack(response_action="errors", errors=errors)
                return
        except PlanningError as error:
            await ack(response_action="update", view=_explained(error))
            return
        await ack()
        await desk.board.redraw(by.workspace_id, ticket.id)
        if notice := copy_modal.read_notice(about):
            await draw_notice(desk, by.workspace_id, notice)


def _changes(planner: Planner) -> Mapping[str, Change]:
    async def accept(by: Person, ticket: Ticket) -> None:
        await planner.accept(by, ticket.id, version=ticket.version)

    async def other_times(by: Person, ticket: Ticket) -> None:
        await planner.other_times(by, ticket.id, version=ticket.version)

    async def regroup(by: Person, ticket: Ticket) -> None:
        shown = await planner.view(by.workspace_id, ticket.id)
        await planner.regroup(
            by, ticket.id, version=ticket.version, as_carousel=not shown.is_carousel
        )

    async def discard(by: Person, ticket: Ticket) -> None:
        await planner.discard(by, ticket.id, version=ticket.version)

    return {
        proposal.APPROVE: accept,
        proposal.OTHER_TIMES: other_times,
        proposal.REGROUP: regroup,
        proposal.DISCARD: discard,
    }


def _pressing(desk: Desk, change: Change) -> Callable[..., Any]:
    """Build the handler of a button: change, then draw what is true now, whatever happened."""

    async def pressed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        ticket = ticket_of(body)
        by = await about_plan(desk, body, ticket.id)
        try:
            await change(by, ticket)
        except PlanningError as error:
            answer = Answer(*refusal(error.sentence, error.advice))
            await answer_here(respond, answer, thread_ts=thread_of(body))
        await desk.board.redraw(by.workspace_id, ticket.id)

    return pressed


def _explained(error: PlanningError) -> Block:
    """Turn the form into the explanation why it was not saved; nothing that was typed counts."""
    return {
        "type": "modal",
        "title": plain("Not saved", 24),
        "close": plain("Close", 24),
        "blocks": [section(refusal(error.sentence, error.advice)[0])],
    }
