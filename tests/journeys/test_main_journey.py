"""From files dropped in Slack to links in the same message."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from starlette.responses import Response

from bot.tour.pictures import graphic, photo
from handlers.slack.views import copy_modal, notices, proposal
from tests.journeys.world import DAY_S, World

pytestmark = pytest.mark.slow

WORDS = "schedule these to insta and x next week, weekday mornings"


def two_pictures() -> dict[str, bytes]:
    return {
        "sunrise.jpg": photo("Sunrise", (190, 84, 60)),
        "launch.png": graphic("Go", (30, 60, 90)),
    }


async def test_two_pictures_and_a_sentence_become_four_live_posts(world: World) -> None:
    thread_ts, plan = await world.approved(WORDS, two_pictures())
    await world.shows(plan, "4 posts scheduled", thread_ts=thread_ts)
    before = await world.live()

    await world.advance(14 * DAY_S)
    shown = await world.shows(plan, "4 posts live", thread_ts=thread_ts)

    assert before == []
    live = await world.live()
    assert sorted(post["network"] for post in live) == ["instagram"] * 2 + ["twitter"] * 2
    assert all(post["url"] in shown["text"] for post in live)


async def test_weekday_mornings_are_weekday_mornings_in_the_persons_zone(world: World) -> None:
    _, plan = await world.planned(WORDS, two_pictures())

    said = plan["text"]
    assert not any(day in said for day in ("Sat ", "Sun "))
    assert all(8 <= int(hour) < 12 for hour in _hours(said))


async def test_no_network_learns_where_a_picture_was_taken(world: World) -> None:
    brought = photo("A", (9, 9, 9))

    thread_ts, plan = await world.approved(
        'publish "Morning" on x and insta now', {"a.jpg": brought}
    )
    await world.shows(plan, "2 posts live", thread_ts=thread_ts)

    assert b"Exif" in brought
    for post in await world.live():
        page = await world.http.get(post["url"])
        (address,) = set(re.findall(r'<img[^>]+src="([^"]+)"', page.text))
        sent = await world.http.get(str(httpx.URL(post["url"]).join(address)))
        assert sent.headers["content-type"] == "image/jpeg"
        assert b"Exif" not in sent.content


async def test_copy_is_edited_for_each_network_and_problems_stand_at_their_fields(
    world: World,
) -> None:
    thread_ts, plan = await world.planned('schedule "Hello" on x tomorrow 9am')
    await world.ana.click(plan, proposal.EDIT)
    form = await world.ana.wait_for_view()

    refused = await world.ana.submit(form, {copy_modal.INPUT: _typed("x" * 281)})
    saved = await world.ana.submit(form, {copy_modal.INPUT: _typed("Hello again")})

    assert refused["response_action"] == "errors"
    assert "280" in json.dumps(refused["errors"])
    assert not saved.get("errors")
    shown = await world.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and "Hello again" in json.dumps(one["blocks"]),
        thread_ts=thread_ts,
    )
    assert "Plan for 1 post" in shown["text"]


async def test_other_times_are_really_other_times(world: World) -> None:
    thread_ts, plan = await world.planned('schedule "Hello" on x next week')

    await world.ana.click(plan, proposal.OTHER_TIMES)
    changed = await world.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and one["text"] != plan["text"], thread_ts=thread_ts
    )

    assert changed["text"].startswith("Plan for 1 post")


async def test_a_discarded_plan_publishes_nothing(world: World) -> None:
    thread_ts, plan = await world.planned('schedule "Hello" on x tomorrow 9am')

    await world.ana.click(plan, proposal.DISCARD)
    await world.shows(plan, "Plan discarded", thread_ts=thread_ts)
    await world.advance(3 * DAY_S)

    assert await world.live() == []


async def test_several_pictures_can_become_one_carousel(world: World) -> None:
    thread_ts, plan = await world.planned("schedule these on insta next week", two_pictures())

    await world.ana.click(plan, proposal.REGROUP)
    joined = await world.shows(plan, "Plan for 1 post", thread_ts=thread_ts)
    await world.ana.click(joined, proposal.APPROVE)
    await world.shows(plan, "1 post scheduled", thread_ts=thread_ts)
    await world.advance(14 * DAY_S)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    (post,) = await world.live("instagram")
    assert len(post["media"]) == 2


async def test_a_failure_answers_in_the_thread_and_in_the_channel_for_failures(
    world: World,
) -> None:
    told = await world.ana.command("notify <#C0ALERTS|alerts>")
    await world.arm("twitter", "create", "credits_depleted", times=9)
    thread_ts, _ = await world.approved('publish "Sale" on x now')

    failed = await world.heard("was not published", thread_ts=thread_ts)
    reported = await world.ana.wait_for(
        lambda one: "was not published" in one["text"], channel="C0ALERTS"
    )
    await world.disarm()
    await world.ana.click(failed, notices.RETRY)
    await world.heard("Live on X", thread_ts=thread_ts)

    assert told["status"] == 200
    assert "Sale" not in reported["text"]
    assert len(await world.live("twitter")) == 1


async def test_a_lost_answer_becomes_a_question_and_never_a_second_post(world: World) -> None:
    await world.arm("twitter", "create", "drop_after")
    thread_ts, plan = await world.approved('publish "Once" on x now')
    asked = await world.heard("may be live or not", thread_ts=thread_ts)
    (there,) = await world.live("twitter")

    await world.ana.click(asked, notices.IS_THERE)
    form = await world.ana.wait_for_view()
    await world.ana.submit(form, {notices.LINK_INPUT: _typed(there["url"])})
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert len(await world.live("twitter")) == 1


async def test_a_network_that_is_down_is_tried_again_by_itself(world: World) -> None:
    await world.arm("twitter", "create", "error_429", times=1)
    thread_ts, plan = await world.approved('publish "Patience" on x now')

    await world.shows(plan, "1 of 1 post waiting to be tried again", thread_ts=thread_ts)
    await world.advance(2 * 3600)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert len(await world.live("twitter")) == 1


def _typed(value: str) -> dict[str, str]:
    return {"value": value}


def _hours(said: str) -> list[str]:
    return [word[:2] for word in said.split() if len(word) == 5 and word[2] == ":"]


async def test_a_link_to_a_page_is_shared_as_it_is(world: World) -> None:
    thread_ts, plan = await world.approved("publish <https://acme.example/changelog> on x now")

    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    (post,) = await world.live("twitter")
    assert post["media"] == []
    assert "https://" in post["text"]


async def test_a_link_to_a_picture_is_fetched_and_published_as_a_picture(world: World) -> None:
    picture = photo("Linked", (20, 90, 60))
    world.demo.bot.web.add_route("/linked.jpg", lambda _request: Response(picture))

    thread_ts, plan = await world.approved(f"publish <{world.demo.url}/linked.jpg> on insta now")
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    (post,) = await world.live("instagram")
    assert [media["kind"] for media in post["media"]] == ["image"]


async def test_a_link_into_a_private_network_is_refused(world: World) -> None:
    await world.ana.say("<@U0BOT> publish <http://10.0.0.7/inside.jpg> on x now")

    refused = await world.heard("inside.jpg")

    assert refused["ephemeral"]
    assert await world.live() == []
