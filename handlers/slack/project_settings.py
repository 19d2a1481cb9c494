"""The form for a channel's project."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.desk import Desk
from handlers.slack.views import project_modal
from scheduling.errors import BadValue, PlanningError
from store.words import Person


async def open_project(
    desk: Desk, client: AsyncWebClient, by: Person, body: dict[str, Any]
) -> None:
    """Open the form for the project of the channel that ``body`` came from."""
    project = await desk.planner.project(
        by, channel_id=body["channel_id"], channel_name=str(body.get("channel_name") or "")
    )
    form = project_modal.project_modal(project, desk.planner.labels)
    await client.views_open(trigger_id=body["trigger_id"], view=form)


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the form's answer."""

    @app.view(project_modal.CALLBACK)
    async def save(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        form = project_modal.read_project_form(view["state"]["values"])
        project_id = str(json.loads(view["private_metadata"])["project"])
        project = await desk.planner.project_by_id(body["team"]["id"], project_id)
        by = await desk.people.person(
            body["team"]["id"], body["user"]["id"], project_channel_id=project.channel_id
        )
        try:
            await desk.planner.change_project(
                by,
                project_id,
                zone=form.zone,
                networks=form.networks,
                approvers=form.approvers,
                approver_ids=form.approver_ids,
                notify_channel_id=form.notify_channel_id,
            )
        except BadValue as error:
            await ack(
                response_action="errors",
                errors={project_modal.block_of(error.field): f"{error.sentence} {error.advice}"},
            )
        except PlanningError as error:
            said = f"{error.sentence} {error.advice}"
            await ack(response_action="errors", errors={project_modal.ZONE: said})
        else:
            await ack()
