"""/callboard: help, lists with pages, where failures go, and the channel's form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.sandbox.slack.actor import Actor
from handlers.slack.views import listing, project_modal
from handlers.slack.views.proposal import APPROVE
from store import projects
from store.words import Project
from tests.journeys.world import Json, World

pytestmark = pytest.mark.slow


async def asked(world: World, text: str, *, by: Actor | None = None) -> Json:
    """Run the command and return its only answer."""
    before = len(world.said())
    await (by or world.ana).command(text)
    await world.quiet()
    assert len(world.said()) == before + 1
    shown = await (by or world.ana).messages()
    return shown[-1]


async def project(world: World) -> Project:
    found = await world.demo.bot.database.read(
        lambda db: projects.for_channel(db, "T0DEMO", "C0LAUNCH")
    )
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["help", ""])
async def test_help_shows_sentences_and_commands_to_the_asker_alone(
    world: World, text: str
) -> None:
    answer = await asked(world, text)

    assert answer["ephemeral"]
    assert "schedule these to insta and x next week" in answer["text"]
    shown = str(answer["blocks"])
    assert "/callboard notify #channel" in shown
    assert "Instagram @acme.studio" in shown
    assert "X @acme" in shown


async def test_help_names_only_networks_that_are_there(world: World) -> None:
    answer = await asked(world, "help")

    assert "mastodon" not in str(answer["blocks"]).lower()


async def test_unknown_words_get_a_hint_and_change_nothing(world: World) -> None:
    answer = await asked(world, "flurb the gronk")

    assert answer["text"].startswith("I did not understand this, so I changed nothing.")
    assert ">flurb the gronk" in str(answer["blocks"]).replace("&gt;", ">")
    assert await world.traces() == (0, 0, 0)


async def test_an_empty_list_says_so(world: World) -> None:
    answer = await asked(world, "list")

    assert answer["text"] == "Posts: nothing is planned there."


async def test_a_long_list_has_pages_and_their_numbers_go_on(world: World) -> None:
    await _approve_many(world, 17)
    answer = await asked(world, "list")

    await world.ana.click(answer, listing.NEXT)
    second = await world.ana.wait_for(lambda one: "#16" in one["text"])
    await world.ana.click(second, listing.PREVIOUS)
    again = await world.ana.wait_for(lambda one: one["ts"] == answer["ts"] and "#1 " in one["text"])

    assert _numbers(answer) == list(range(1, 16))
    assert _numbers(second) == [16, 17]
    assert again["text"] == answer["text"]
    assert second["ts"] == answer["ts"]


async def test_the_number_of_a_later_page_means_that_post(world: World) -> None:
    await _approve_many(world, 17)
    answer = await asked(world, "list")
    await world.ana.click(answer, listing.NEXT)
    second = await world.ana.wait_for(lambda one: "#16" in one["text"])
    await world.quiet()

    confirm = await asked(world, "cancel #17")

    last = second["text"].partition("#17 X ")[2].removesuffix(" scheduled")
    assert f"X {last}: " in confirm["text"]


async def test_failures_are_sent_to_the_channel_that_was_named(world: World) -> None:
    answer = await asked(world, "notify #alerts")

    assert "<#C0ALERTS>" in answer["text"]
    assert (await project(world)).notify_channel_id == "C0ALERTS"


async def test_failures_can_be_kept_to_their_threads_again(world: World) -> None:
    await asked(world, "notify #alerts")
    answer = await asked(world, "notify off")

    assert answer["text"] == "Failures are now reported in their own threads only."
    assert (await project(world)).notify_channel_id is None


@pytest.mark.parametrize("rest", ["", " garbage", " #no-such-channel", " @ben", " <#C0FAKE"])
async def test_what_is_no_channel_is_explained_and_changes_nothing(world: World, rest: str) -> None:
    await asked(world, "notify #alerts")
    answer = await asked(world, f"notify{rest}")

    assert answer["text"].startswith("Name the channel that failures should also be reported in")
    assert answer["text"].endswith("Now it is <#C0ALERTS>.")
    assert (await project(world)).notify_channel_id == "C0ALERTS"


async def test_a_guest_cannot_say_where_failures_go(world: World) -> None:
    answer = await asked(world, "notify #alerts", by=world.gus)

    assert answer["text"].startswith("Guests cannot change this channel's settings.")
    assert (await project(world)).notify_channel_id is None


async def test_the_channels_form_saves_zone_networks_and_approvers(world: World) -> None:
    form = await _opened(world, world.ana)
    answer = await world.ana.submit(form, _filled("Asia/Tokyo", ["twitter"], "listed", ["U0BEN"]))
    await world.quiet()

    saved = await project(world)
    assert not answer.get("errors")
    assert (saved.zone, saved.networks) == ("Asia/Tokyo", ("twitter",))
    assert (saved.approvers, saved.approver_ids) == ("listed", ("U0BEN",))


async def test_only_the_listed_people_may_approve_afterwards(world: World) -> None:
    form = await _opened(world, world.ana)
    await world.ana.submit(form, _filled("Europe/Paris", [], "listed", ["U0BEN"]))
    thread_ts, plan = await world.planned('schedule "Hello" on x tomorrow 9am')

    await world.ana.click(plan, APPROVE)
    refused = await world.heard("You cannot approve posts here", thread_ts=thread_ts)
    await world.ben.click(plan, APPROVE)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)

    assert "the 1 person named in this channel's settings" in refused["text"]


async def test_whoever_may_not_approve_cannot_change_the_form_either(world: World) -> None:
    form = await _opened(world, world.gus)
    answer = await world.gus.submit(form, _filled("Asia/Tokyo", [], "anyone", []))

    assert "Guests cannot change this channel's settings." in str(answer["errors"])
    assert (await project(world)).zone != "Asia/Tokyo"


async def test_a_list_of_approvers_without_anybody_is_explained_at_its_field(
    world: World,
) -> None:
    form = await _opened(world, world.ana)
    answer = await world.ana.submit(form, _filled("Europe/Paris", [], "listed", []))

    assert list(answer["errors"]) == [project_modal.LISTED]
    assert "Name at least one person." in answer["errors"][project_modal.LISTED]
    assert (await project(world)).approvers == "members"


async def _opened(world: World, actor: Actor) -> Json:
    await actor.command("project")
    return await actor.wait_for_view()


def _filled(
    zone: str, networks: Sequence[str], approvers: str, listed: Sequence[str]
) -> dict[str, Json]:
    return {
        project_modal.ZONE: {"selected_option": {"value": zone}},
        project_modal.NETWORKS: {"selected_options": [{"value": one} for one in networks]},
        project_modal.APPROVERS: {"selected_option": {"value": approvers}},
        project_modal.LISTED: {"selected_users": list(listed)},
    }


async def _approve_many(world: World, count: int) -> None:
    """Schedule that many posts, each in a plan of its own."""
    for number in range(count):
        said = f'schedule "Post {number}" on x in {number + 1} days'
        thread_ts, plan = await world.approved(said)
        await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)


def _numbers(answer: Json) -> list[int]:
    words = answer["text"].replace(":", " ").split()
    return [int(word[1:]) for word in words if word.startswith("#")]
