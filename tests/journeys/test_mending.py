"""A refused post is changed by the people who planned it, and goes out as they left it."""

from __future__ import annotations

import pytest

from handlers.slack.views import accounts, copy_modal, notices
from tests.journeys.world import BOT_USER, Json, World

pytestmark = pytest.mark.slow

NOW_ON_X = 'publish "Twice told" on x now'


async def _refused(world: World, fault: str = "duplicate") -> tuple[str, Json, Json]:
    await world.arm("twitter", "create", fault)
    thread_ts, plan = await world.approved(NOW_ON_X)
    return thread_ts, plan, await world.heard("was not published", thread_ts=thread_ts)


async def test_edit_changes_the_post_and_retry_sends_what_it_says_now(world: World) -> None:
    thread_ts, plan, failed = await _refused(world)

    await world.ana.click(failed, notices.EDIT)
    form = await world.ana.wait_for_view()
    await world.ana.submit(form, {copy_modal.INPUT: {"value": "Told in new words"}})
    changed = await _drawn_again(world, failed, thread_ts)
    await world.ana.click(changed, notices.RETRY)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert "“Told in new words”" in changed["text"]
    assert [post["text"] for post in await world.live()] == ["Told in new words"]


async def test_words_in_the_thread_change_it_too_and_retry_catches_up(world: World) -> None:
    thread_ts, plan, failed = await _refused(world)

    words = f'<@{BOT_USER}> change the text to "Told in new words"'
    await world.ana.say(words, thread_ts=thread_ts)
    await world.quiet()
    await world.ana.click(failed, notices.RETRY)
    changed = await _drawn_again(world, failed, thread_ts)
    live_then = await world.live()
    await world.ana.click(changed, notices.RETRY)
    await world.shows(plan, "1 post live", thread_ts=thread_ts)

    assert live_then == []
    assert [post["text"] for post in await world.live()] == ["Told in new words"]


async def test_somebody_who_may_not_approve_does_not_edit_what_was_approved(world: World) -> None:
    thread_ts, _, failed = await _refused(world)

    await world.gus.click(failed, notices.EDIT)
    await world.quiet()

    assert await world.gus.views() == []
    shown = await world.gus.messages(thread_ts=thread_ts)
    assert any("Guests cannot edit posts" in one["text"] for one in shown)


async def test_a_lost_connection_offers_the_form_that_connects_again(world: World) -> None:
    _, _, failed = await _refused(world, "suspended")

    await world.ana.click(failed, accounts.CONNECT)
    form = await world.ana.wait_for_view()

    assert form["callback_id"] == accounts.CALLBACK
    assert "Connect" in str(form["blocks"])


async def _drawn_again(world: World, notice: Json, thread_ts: str) -> Json:
    """Wait until the notice speaks of the post as it is now."""
    return await world.ana.wait_for(
        lambda one: one["ts"] == notice["ts"] and one["blocks"] != notice["blocks"],
        thread_ts=thread_ts,
    )
