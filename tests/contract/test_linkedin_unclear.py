"""LinkedIn after a create call without an answer: the same request again finds what is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.content import Kind
from platforms.errors import OutcomeUnknown, RateLimited, Rejected, Step
from tests.contract.contents import made
from tests.contract.linkedin import of_a_member, of_a_page, of_both, turn
from tests.contract.stage import Stage

ELEVEN_MINUTES_S = 11 * 60
ARRIVED = ["drop_after", "error_503_after", "error_500_after", "error_504_after"]


def _pass(stage: Stage, seconds: float) -> None:
    stage.control.post("/_sandbox/clock", json={"advance_s": seconds}).raise_for_status()


async def _unanswered(stage: Stage, fault: str) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))


@of_both
@pytest.mark.parametrize("fault", ARRIVED)
async def test_a_post_that_went_live_unnoticed_is_found_and_not_repeated(
    stage: Stage, fault: str
) -> None:
    await _unanswered(stage, fault)

    published = await stage.publish(*made(Kind.IMAGE))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert published.url is not None


@of_both
async def test_a_call_that_never_arrived_is_repeated_byte_for_byte(stage: Stage) -> None:
    await _unanswered(stage, "drop_before")

    await stage.publish(*made(Kind.IMAGE))

    asked = [r for r in stage.overheard.requests if r.url.path.endswith("/rest/posts")]
    first, second = (request.content for request in asked if request.method == "POST")
    assert first == second
    assert len(stage.visible()) == 1


@of_both
async def test_a_call_that_arrives_late_makes_no_second_post(stage: Stage) -> None:
    stage.arm(Step.CREATE, "late_commit", times=1, seconds=0.1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.TEXT))
    await stage.soon_visible()

    published = await stage.publish(*made(Kind.TEXT))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_member
async def test_a_repeat_without_an_answer_is_repeated_too(stage: Stage) -> None:
    await _unanswered(stage, "drop_after")
    await _unanswered(stage, "drop_before")

    published = await stage.publish(*made(Kind.IMAGE))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_member
async def test_after_ten_minutes_a_person_looks_first(stage: Stage) -> None:
    await _unanswered(stage, "drop_before")
    _pass(stage, ELEVEN_MINUTES_S)

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made(Kind.IMAGE))
    await stage.publish(*made(Kind.IMAGE))  # the person has said that it is not there

    assert len(stage.visible()) == 1


@of_a_member
async def test_a_limit_met_by_the_repeat_does_not_forget_the_first_try(stage: Stage) -> None:
    await _unanswered(stage, "drop_after")
    stage.arm(Step.CREATE, "error_429", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(*made(Kind.IMAGE))

    published = await stage.publish(*made(Kind.IMAGE))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_member
async def test_a_clear_refusal_leaves_no_doubt(stage: Stage) -> None:
    stage.arm(Step.CREATE, "error_429", times=1)
    with pytest.raises(RateLimited):
        await stage.publish(*made(Kind.IMAGE))
    _pass(stage, ELEVEN_MINUTES_S)

    await stage.publish(*made(Kind.IMAGE))

    assert len(stage.visible()) == 1


@of_both
async def test_the_same_post_again_is_refused_with_a_way_out(stage: Stage) -> None:
    await stage.publish(*made(Kind.TEXT))
    stage.forget()

    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert "a short while ago" in refused.value.reason
    assert "change the text" in refused.value.advice
    assert len(stage.visible()) == 1


@of_a_page
async def test_a_pages_post_is_found_in_its_list_however_late(stage: Stage) -> None:
    await _unanswered(stage, "drop_after")
    _pass(stage, 24 * 3600)

    published = await stage.publish(*made(Kind.IMAGE))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_page
async def test_a_picture_without_words_is_found_in_the_list_by_its_name(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)
    silent = replace(content, text="")
    stage.arm(Step.CREATE, "drop_after", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(silent, paths)
    _pass(stage, ELEVEN_MINUTES_S)

    published = await stage.publish(silent, paths)

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_page
async def test_a_post_missing_from_a_pages_list_is_made(stage: Stage) -> None:
    await _unanswered(stage, "drop_before")
    _pass(stage, ELEVEN_MINUTES_S)

    await stage.publish(*made(Kind.IMAGE))

    assert len(stage.visible()) == 1


@of_a_page
async def test_a_list_that_lags_behind_makes_no_second_post(stage: Stage) -> None:
    turn(stage, "read_lag_s", 3600)
    await _unanswered(stage, "drop_after")

    published = await stage.publish(*made(Kind.IMAGE))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_a_page
async def test_an_older_post_that_says_the_same_is_another(stage: Stage) -> None:
    first = await stage.publish(*made(Kind.IMAGE))
    stage.forget()
    _pass(stage, 24 * 3600)
    await _unanswered(stage, "drop_after")

    published = await stage.publish(*made(Kind.IMAGE))

    assert published.remote_id != first.remote_id
    assert len(stage.visible()) == 2
