"""What only Facebook has: posts that wait unseen until they are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from platforms.content import Content, Kind
from platforms.errors import OutcomeUnknown, RateLimited, Rejected, Step, TokenExpired
from platforms.judging import problems
from tests.contract.contents import made
from tests.contract.facebook import AFTER, calls, of_a_page, published_twice, unanswered
from tests.contract.stage import Login, Stage

pytestmark = of_a_page

WAITING = (Kind.TEXT, Kind.LINK, Kind.IMAGE)
"""The kinds that are made unseen and shown afterwards."""
NO_SWITCH = ("endpoint_unsupported", "field_unsupported", "edge_unsupported", "object_gone")


@pytest.mark.parametrize("kind", WAITING)
@pytest.mark.parametrize("fault", [*AFTER, "late_commit"])
async def test_a_post_that_went_live_unnoticed_is_found_and_not_repeated(
    stage: Stage, kind: Kind, fault: str
) -> None:
    await unanswered(stage, made(kind), fault)
    await stage.soon_visible()

    published, post = await published_twice(stage, made(kind))

    assert (published.remote_id, published.url) == (post["id"], post["url"])
    assert len(stage.notebook.intents) == 1
    assert calls(stage, "/feed") == 1


@pytest.mark.parametrize("kind", WAITING)
async def test_a_post_that_was_never_shown_is_shown_and_not_made_again(
    stage: Stage, kind: Kind
) -> None:
    await unanswered(stage, made(kind), "drop_before")

    await published_twice(stage, made(kind))

    assert calls(stage, "/feed") == 1


async def test_showing_again_is_harmless_where_nobody_can_look(stage: Stage) -> None:
    await unanswered(stage, made(Kind.IMAGE))
    stage.arm(Step.READ_BACK, "error_503", times=9)

    published, post = await published_twice(stage, made(Kind.IMAGE))

    assert published.remote_id == post["id"]
    assert calls(stage, "/feed") == 1


@pytest.mark.parametrize("kind", WAITING)
@pytest.mark.parametrize("refusal", [*NO_SWITCH, "bad_parameter"])
async def test_a_page_that_refuses_to_show_what_waits_gets_a_post_in_one_step(
    stage: Stage, kind: Kind, refusal: str
) -> None:
    stage.arm(Step.CREATE, refusal, times=1)

    published = await stage.publish(*made(kind))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert [body.get("published") for body in stage.overheard.bodies("/feed")] == ["false", None]


@pytest.mark.parametrize("kind", WAITING)
async def test_a_post_in_one_step_that_went_live_unnoticed_is_found(
    stage: Stage, kind: Kind
) -> None:
    stage.arm(Step.CREATE, "endpoint_unsupported", times=1)
    await unanswered(stage, made(kind))

    published, post = await published_twice(stage, made(kind))

    assert published.remote_id == post["id"]
    assert len(stage.notebook.intents) == 2


async def test_a_post_in_one_step_that_never_arrived_is_made_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "endpoint_unsupported", times=1)
    await unanswered(stage, made(Kind.TEXT), "drop_before")

    await published_twice(stage, made(Kind.TEXT))


async def test_posts_that_look_alike_are_a_question_for_a_person(stage: Stage) -> None:
    for text in ("Doors open", "Doors closed"):
        await stage.publish(Content(text))
        stage.forget()
    stage.arm(Step.CREATE, "endpoint_unsupported", times=1)
    await unanswered(stage, (Content("Doors open"), ()))

    with pytest.raises(OutcomeUnknown) as asked:
        await stage.publish(Content("Doors open"))

    assert asked.value.step is Step.READ_BACK
    assert len(stage.visible()) == 3


@pytest.mark.parametrize("refusal", ["endpoint_unsupported", "duplicate"])
async def test_a_post_that_is_out_is_adopted_though_facebook_refuses_to_show_it(
    stage: Stage, refusal: str
) -> None:
    await unanswered(stage, made(Kind.TEXT))
    stage.arm(Step.READ_BACK, "error_503", times=1)
    stage.arm(Step.CREATE, refusal, times=1)

    published, post = await published_twice(stage, made(Kind.TEXT))

    assert published.remote_id == post["id"]


@pytest.mark.parametrize("refusal", ["endpoint_unsupported", "duplicate"])
async def test_a_refusal_after_doubt_is_a_question_where_nobody_can_look(
    stage: Stage, refusal: str
) -> None:
    await unanswered(stage, made(Kind.TEXT))
    stage.arm(Step.READ_BACK, "error_503", times=2)
    stage.arm(Step.CREATE, refusal, times=1)

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.TEXT))

    await published_twice(stage, made(Kind.TEXT))


@pytest.mark.parametrize(
    ("fault", "error"), [("error_429", RateLimited), ("error_401", TokenExpired)]
)
async def test_a_clear_no_leaves_no_doubt_behind(
    stage: Stage, fault: str, error: type[Exception]
) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(error):
        await stage.publish(*made(Kind.CAROUSEL))

    await published_twice(stage, made(Kind.CAROUSEL))

    reads = [one for one in stage.seen() if one["step"] == Step.READ_BACK]
    assert len(reads) == 1  # for the address alone


async def test_saying_the_same_twice_in_a_row_is_refused_with_words(stage: Stage) -> None:
    await stage.publish(*made(Kind.TEXT))
    stage.forget()

    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert "last one says the same" in refused.value.reason
    assert "change the text" in refused.value.advice
    assert len(stage.visible()) == 1


async def test_a_page_that_facebook_cannot_read_is_read_again(stage: Stage) -> None:
    stage.arm(Step.PREPARE, "link_scrape_failed", times=2)

    await published_twice(stage, made(Kind.LINK))


async def test_a_page_that_facebook_never_reads_is_refused_with_words(stage: Stage) -> None:
    stage.arm(Step.PREPARE, "link_scrape_failed", times=3)

    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.LINK))

    assert "behind the link" in refused.value.reason
    assert stage.visible() == []


async def test_a_page_that_posts_too_fast_waits_for_a_while(stage: Stage) -> None:
    stage.arm(Step.CREATE, "posting_too_fast", times=1)
    before = stage.clock.now()

    with pytest.raises(RateLimited) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert refused.value.retry_at is not None
    assert 30 * 60 <= (refused.value.retry_at - before).total_seconds() <= 60 * 60


async def test_an_edited_post_does_not_go_out_with_its_old_text(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    stage.arm(Step.CREATE, "page_throttled", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(content, paths)

    await stage.publish(replace(content, text="A better text"), paths)

    assert [post["text"] for post in stage.visible()] == ["A better text"]
    assert calls(stage, "/photos") == 1


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        ("https://www.facebook.com/acme", False),
        ("https://m.facebook.com/acme", False),
        ("http://facebook.com", False),
        ("https://example.com/facebook.com", True),
        ("https://notfacebook.com", True),
        ("https://[broken", True),
    ],
)
async def test_a_link_to_facebook_itself_is_a_problem_before_it_is_a_refusal(
    login: Login, link: str, fits: bool
) -> None:
    found = [problem.code for problem in problems(Content("Look", link=link), login.adapter.rules)]

    assert found == ([] if fits else ["own_link"])


async def test_a_link_beside_a_picture_stands_in_the_text_alone(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)

    await stage.publish(replace(content, link="https://example.com"), paths)

    body: dict[str, Any] = stage.overheard.bodies("/feed")[-1]
    assert "link" not in body
    assert str(body["message"]).endswith("https://example.com")
    assert len(json.loads(str(body["attached_media"]))) == 1
