"""What a pressed button stands for, and who pressed it."""

from __future__ import annotations

from typing import Any

from handlers.slack.desk import Desk
from handlers.slack.views.ids import Ticket
from handlers.slack.work import asker_of, place_of, team_of
from scheduling.errors import Stale
from store.words import Person


def ticket_of(body: dict[str, Any]) -> Ticket:
    """Return the id and version a button carries; raise ``Stale`` for one that is not ours."""
    ticket = Ticket.read(body["actions"][0].get("value"))
    if ticket is None:
        raise Stale("This button is from an older version of Callboard.")
    return ticket


async def about_plan(desk: Desk, body: dict[str, Any], plan_id: str) -> Person:
    """Describe who acts on a plan, wherever its button or form stands."""
    shown = await desk.planner.view(team_of(body), plan_id)
    return await _acting(desk, body, shown.project.channel_id)


async def about_post(desk: Desk, body: dict[str, Any], post_id: str) -> Person:
    """Describe who acts on a post; its notice may have come as a direct message."""
    shown = await desk.planner.post(team_of(body), post_id)
    project = await desk.planner.project_by_id(team_of(body), shown.post.project_id)
    return await _acting(desk, body, project.channel_id)


async def _acting(desk: Desk, body: dict[str, Any], project_channel_id: str) -> Person:
    return await desk.people.person(
        team_of(body),
        asker_of(body),
        channel_id=place_of(body).channel_id,
        project_channel_id=project_channel_id,
    )
