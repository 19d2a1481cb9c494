"""What people do about posts that failed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduling.errors import (
    AlreadyDone,
    BadValue,
    HasProblems,
    NoAccount,
    OutcomeOpen,
    Stale,
)
from scheduling.wishes import WhenWish
from store import accounts, claims, journal, posts
from store.words import AccountStatus, FailureKind, State
from tests.scheduling.planner.office import (
    ANA,
    MONDAY,
    NEXT_MONDAY,
    Office,
    clock_of,
)
from tests.scheduling.planner.stages import failed

NEXT_WEEK = WhenWish("window", start=MONDAY, end=NEXT_MONDAY)


async def test_retry_schedules_a_failed_post_again(office: Office) -> None:
    shown = await failed(office)
    office.woken = 0

    again = await office.planner.retry(ANA, shown.post.id, version=shown.post.version)

    assert again.post.state is State.SCHEDULED
    assert again.post.publish_date == office.clock.now()
    assert again.post.error_message is None
    assert office.woken == 1


async def test_retry_can_be_put_off(office: Office) -> None:
    shown = await failed(office)
    later = office.clock.now() + timedelta(minutes=20)

    again = await office.planner.retry(ANA, shown.post.id, at=later)

    assert again.post.publish_date == later


async def test_a_second_press_on_retry_changes_nothing(office: Office) -> None:
    shown = await failed(office)
    await office.planner.retry(ANA, shown.post.id, version=shown.post.version)

    with pytest.raises(Stale):
        await office.planner.retry(ANA, shown.post.id, version=shown.post.version)
    with pytest.raises(AlreadyDone, match="already scheduled"):
        await office.planner.retry(ANA, shown.post.id)


async def test_retry_needs_a_connection_that_was_not_removed(office: Office) -> None:
    shown = await failed(office, FailureKind.AUTH)
    account = office.connect("twitter")
    status_becomes(office, account.id, AccountStatus.REVOKED)

    with pytest.raises(NoAccount):
        await office.planner.retry(ANA, shown.post.id)

    office.connect("twitter")
    await office.planner.retry(ANA, shown.post.id)


async def test_retry_gives_an_expired_connection_another_chance(office: Office) -> None:
    shown = await failed(office, FailureKind.AUTH)
    account = office.connect("twitter")
    status_becomes(office, account.id, AccountStatus.EXPIRED)

    await office.planner.retry(ANA, shown.post.id)

    found = office.database.read_now(lambda db: accounts.get(db, account.id))
    assert found is not None
    assert found.status is AccountStatus.ACTIVE


def status_becomes(office: Office, account_id: str, status: AccountStatus) -> None:
    office.database.write_now(
        lambda db: accounts.set_status(db, account_id, status, now=office.clock.now())
    )


async def test_retry_needs_a_content_that_the_network_takes(office: Office) -> None:
    shown = await failed(office)
    content = shown.post.content
    too_long = type(content)("x" * 300, content.media)
    office.database.write_now(
        lambda db: posts.edit(db, shown.post.id, content=too_long, now=office.clock.now())
    )

    with pytest.raises(HasProblems, match="X takes 280"):
        await office.planner.retry(ANA, shown.post.id)


async def test_an_open_outcome_is_never_retried_blindly(office: Office) -> None:
    shown = await failed(office, FailureKind.OUTCOME_UNKNOWN)
    planner, post_id = office.planner, shown.post.id

    for attempt in (
        planner.retry(ANA, post_id),
        planner.publish_now(ANA, post_id),
        planner.reschedule(ANA, post_id, when=WhenWish("shift", days=1)),
        planner.cancel(ANA, post_id),
    ):
        with pytest.raises(OutcomeOpen, match="Nobody knows yet"):
            await attempt

    assert office.stored(post_id) == shown.post


async def test_publishing_again_is_a_persons_decision(office: Office) -> None:
    shown = await failed(office, FailureKind.OUTCOME_UNKNOWN)

    again = await office.planner.publish_again(ANA, shown.post.id, version=shown.post.version)

    assert again.post.state is State.SCHEDULED
    assert again.post.failure_kind is None
    entry = office.database.read_now(lambda db: journal.load(db, shown.post.id))
    assert entry is None or entry.send_state == "ready"
    assert office.audited()[-1] == "post.published_again"


async def test_a_person_may_say_that_the_post_is_there(office: Office) -> None:
    shown = await failed(office, FailureKind.OUTCOME_UNKNOWN)

    there = await office.planner.confirm_live(
        ANA, shown.post.id, url=" https://x.com/acme/status/1 "
    )

    assert there.post.state is State.PUBLISHED
    assert there.post.permalink == "https://x.com/acme/status/1"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x.com/1",
        "x.com/1",
        "https://",
        "https://x.com/a b",
        "https://[broken",
        "https://x.com/" + "a" * 2000,
    ],
)
async def test_only_a_web_address_is_an_address(office: Office, url: str) -> None:
    shown = await failed(office, FailureKind.OUTCOME_UNKNOWN)

    with pytest.raises(BadValue, match="not the address of a post") as refused:
        await office.planner.confirm_live(ANA, shown.post.id, url=url)

    assert refused.value.field == "url"
    assert office.stored(shown.post.id).state is State.FAILED


async def test_a_failed_post_can_be_dropped(office: Office) -> None:
    shown = await failed(office, FailureKind.RETRY_WAITING)

    await office.planner.drop(ANA, shown.post.id, version=shown.post.version)

    assert office.stored(shown.post.id).state is State.CANCELLED
    assert office.database.read_now(claims.next_wake) is None


async def test_a_post_that_missed_its_time_goes_to_its_next_good_one(office: Office) -> None:
    shown = await failed(office, FailureKind.MISSED)

    moved = await office.planner.next_good_time(ANA, shown.post.id, version=shown.post.version)

    assert moved.post.state is State.SCHEDULED
    assert clock_of(moved.post) == "Mon 12:30"
