"""The App Home tab."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.language.examples import examples_for
from handlers.slack.desk import Desk
from handlers.slack.views.home import MOST_POSTS, home_view
from store.words import Person

LOOKS_AHEAD = timedelta(days=30)


def register(app: AsyncApp, desk: Desk) -> None:
    """Attach the tab."""

    @app.event("app_home_opened")
    async def opened(body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") != "home":
            return
        by = await desk.people.person(str(body["team_id"]), str(event["user"]))
        await show_home(desk, by)


async def show_home(desk: Desk, by: Person) -> None:
    """Draw a person's tab as things stand."""
    now = desk.clock.now()
    accounts = (await desk.planner.connections(by)).accounts
    page = await desk.planner.upcoming(
        by, start=now, end=now + LOOKS_AHEAD, offset=0, limit=MOST_POSTS
    )
    view = home_view(
        accounts,
        page.posts,
        labels=dict(desk.planner.labels),
        examples=examples_for(desk.planner.labels),
    )
    await desk.client.views_publish(user_id=by.user_id, view=view)
