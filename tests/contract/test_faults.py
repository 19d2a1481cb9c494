"""Whatever goes wrong at whichever step: the right reaction, and never a second visible post."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from platforms.content import Kind
from platforms.errors import (
    NotSent,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Step,
    TokenExpired,
    Unavailable,
)
from tests.contract.notebook import LostPost, Notebook
from tests.contract.serving import free_port
from tests.contract.stage import LOGINS, Login, Stage

BEFORE = {
    "drop_before": Unavailable,
    "drop_after": Unavailable,
    "error_429": RateLimited,
    "error_503": Unavailable,
    "error_503_after": Unavailable,
    "error_401": TokenExpired,
}
CREATING = {
    "drop_before": OutcomeUnknown,
    "drop_after": OutcomeUnknown,
    "late_commit": OutcomeUnknown,
    "error_429": RateLimited,
    "error_503": OutcomeUnknown,
    "error_503_after": OutcomeUnknown,
    "error_401": TokenExpired,
}
ARRIVES = {"drop_after", "late_commit", "error_503_after"}
"""The faults after which the post is there all the same."""


def _case(login: Login, kind: Kind, *rest: str) -> Any:
    is_quick = login.flavour == login.facts.flavours[0] and kind is login.facts.simplest
    marks = () if is_quick else (pytest.mark.slow,)
    return pytest.param(
        login, kind, *rest, marks=marks, id="-".join(map(str, (login, kind, *rest)))
    )


BEFORE_CASES = [
    _case(login, kind, step, fault)
    for login in LOGINS
    for kind, steps in login.facts.steps_before.items()
    for step in steps
    for fault in BEFORE
]
CREATE_CASES = [
    _case(login, kind, fault)
    for login in LOGINS
    for kind in Kind
    if kind in login.adapter.rules.kinds
    for fault in CREATING
]


@pytest.mark.parametrize(("login", "kind", "step", "fault"), BEFORE_CASES, indirect=["login"])
async def test_a_fault_before_creating_is_mended_by_trying_again(
    stage: Stage, kind: Kind, step: Step, fault: str
) -> None:
    content, paths = stage.made(kind)
    stage.arm(step, fault, times=1)

    with pytest.raises(PlatformError) as refused:
        await stage.publish(content, paths)
    seen_after_the_fault = stage.visible()
    published = await stage.publish(content, paths)

    assert type(refused.value) is BEFORE[fault]
    assert refused.value.step is step
    assert refused.value.advice
    assert seen_after_the_fault == []
    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@pytest.mark.parametrize(("login", "kind", "fault"), CREATE_CASES, indirect=["login"])
async def test_a_fault_while_creating_never_makes_a_second_post(
    stage: Stage, kind: Kind, fault: str
) -> None:
    content, paths = stage.made(kind)
    stage.arm(Step.CREATE, fault, times=1, seconds=0.1)

    with pytest.raises(PlatformError) as refused:
        await stage.publish(content, paths)

    assert type(refused.value) is CREATING[fault]
    assert refused.value.step is Step.CREATE
    assert len(stage.notebook.intents) == 1
    if fault in ARRIVES:
        assert len(await stage.soon_visible()) == 1
    if not isinstance(refused.value, OutcomeUnknown):
        await stage.publish(content, paths)
        assert len(stage.visible()) == 1


async def test_a_slow_answer_to_creating_is_an_unknown_outcome(stage: Stage) -> None:
    stage.arm(Step.CREATE, "slow", seconds=1.0, times=1)
    stage.http.timeout = httpx.Timeout(0.3)

    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.simplest())

    await stage.network_is_done_with(Step.CREATE)
    assert len(stage.visible()) == 1


async def test_a_network_that_is_down_got_nothing(stage: Stage) -> None:
    notebook = Notebook(stage.clock)
    wire = stage.wire_to(f"http://127.0.0.1:{free_port()}", notebook)

    with pytest.raises(NotSent) as refused:
        await stage.login.adapter.publish(stage.deliver(*stage.simplest()), wire)

    assert notebook.intents == []
    assert "Callboard" in refused.value.advice


async def test_an_attempt_that_was_held_up_sends_nothing(stage: Stage) -> None:
    stage.notebook.send_within = timedelta(seconds=-1)

    with pytest.raises(NotSent):
        await stage.publish(*stage.simplest())

    assert stage.visible() == []
    assert "create" not in {request["step"] for request in stage.seen()}


async def test_an_attempt_that_lost_its_post_sends_nothing(stage: Stage) -> None:
    stage.notebook.is_lost = True

    with pytest.raises(LostPost):
        await stage.publish(*stage.simplest())

    assert stage.visible() == []


async def test_an_unreadable_link_does_not_fail_a_live_post(stage: Stage) -> None:
    stage.arm(Step.READ_BACK, "error_503", times=9)

    published = await stage.publish(*stage.simplest())

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


async def test_no_token_stands_in_what_an_error_says(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)

    with pytest.raises(PlatformError) as refused:
        await stage.publish(*stage.simplest())

    error = refused.value
    said = f"{error!r} {error} {error.advice} {error.__cause__!r} {error.code}"
    assert stage.account.access_token not in said
