"""The preview and the request come from one function, so what was approved is what is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.content import Content, Kind
from platforms.errors import Rejected
from platforms.judging import problems
from tests.contract.contents import made
from tests.contract.stage import LOGINS, Login, Stage, every_kind


@every_kind
async def test_the_request_carries_the_composed_text(stage: Stage, kind: Kind) -> None:
    content, paths = stage.made(kind)
    composed = stage.login.adapter.compose(content)

    await stage.publish(content, paths)

    assert stage.login.facts.texts(stage.overheard) == [composed.parts[0].text]


async def test_an_option_reaches_the_network(stage: Stage) -> None:
    facts = stage.login.facts
    name, value, sent = facts.option
    content, paths = stage.made(facts.option_kind or facts.simplest)
    chosen = replace(content, options={**content.options, name: value})

    await stage.publish(chosen, paths)

    assert problems(chosen, stage.login.adapter.rules) == []
    assert stage.login.adapter.compose(chosen).options[name] == value
    assert facts.option_sent(stage.overheard) == sent


async def test_composing_twice_gives_the_same(login: Login) -> None:
    content, _ = made(login.facts.simplest)

    assert login.adapter.compose(content) == login.adapter.compose(content)


async def test_the_final_text_is_trimmed_and_holds_the_link_once(login: Login) -> None:
    content = Content("  \ufeffhello https://a.example \n", link="https://a.example")

    (part,) = login.adapter.compose(content).parts

    assert part.text == "hello https://a.example"


async def test_an_unknown_option_is_a_problem(login: Login) -> None:
    content = Content("hello", options={"wings": True})

    found = [problem.code for problem in problems(content, login.adapter.rules)]

    assert "unknown_option" in found


STRICT = [login for login in LOGINS if login.facts.refuses_unknown_options]


@pytest.mark.parametrize("login", STRICT, indirect=True, ids=str)
async def test_an_option_that_slips_through_is_refused_by_the_strict_network(stage: Stage) -> None:
    content, paths = stage.simplest()

    with pytest.raises(Rejected):
        await stage.publish(replace(content, options={"wings": True}), paths)

    assert stage.visible() == []
