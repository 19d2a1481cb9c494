"""Each network's own refusals, as its stand-in makes them, and the reaction each one asks for."""

from __future__ import annotations

import pytest

from platforms.errors import PlatformError
from tests.contract.stage import NETWORKS, Login, Stage

FIRST = {facts.network: Login(facts.network, facts.flavours[0]) for facts in NETWORKS}
CASES = [(FIRST[facts.network], name) for facts in NETWORKS for name in facts.refusals]


@pytest.mark.parametrize(
    ("login", "name"), CASES, indirect=["login"], ids=[f"{a}-{b}" for a, b in CASES]
)
async def test_a_refusal_says_how_to_react_and_publishes_nothing_twice(
    stage: Stage, name: str
) -> None:
    step, reaction = stage.login.facts.refusals[name]
    stage.arm(step, name, times=1)

    with pytest.raises(PlatformError) as refused:
        await stage.publish(*stage.simplest())

    error = refused.value
    assert type(error) is reaction
    assert error.network == stage.login.network
    assert error.step is step
    assert error.reason.endswith(".")
    assert error.advice.endswith(".")
    assert len(stage.visible()) <= 1


@pytest.mark.parametrize("login", list(FIRST.values()), indirect=True, ids=str)
async def test_every_refusal_the_stand_in_knows_is_tried(stage: Stage) -> None:
    general = stage.control.get("/_sandbox/faults").json()["known"]
    shared = set.intersection(*(set(names) for names in general.values()))
    known = set(general[stage.login.network]) - shared

    facts = stage.login.facts
    assert known == set(facts.refusals) | facts.tried_elsewhere
