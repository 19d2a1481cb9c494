"""The preview and the request come from one function, so what was approved is what is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from platforms.content import Content, Kind
from platforms.errors import Rejected
from platforms.judging import problems
from tests.contract.contents import made
from tests.contract.stage import Login, Stage, every_kind

CREATING = {"twitter": "/2/tweets", "instagram": "/media"}
"""The path whose request carries the text, by network."""
TEXT_FIELD = {"twitter": "text", "instagram": "caption"}
AN_OPTION = {
    "twitter": ("reply_settings", "following", "following"),
    "instagram": ("is_ai_generated", True, "true"),
}
"""One option of each network, a value, and how the value looks in the request."""


@every_kind
async def test_the_request_carries_the_composed_text(stage: Stage, kind: Kind) -> None:
    content, paths = made(kind)
    composed = stage.login.adapter.compose(content)

    await stage.publish(content, paths)

    network = stage.login.network
    bodies = stage.overheard.bodies(CREATING[network])
    texts = [body[TEXT_FIELD[network]] for body in bodies if TEXT_FIELD[network] in body]
    assert texts == [composed.parts[0].text]


async def test_an_option_reaches_the_network(stage: Stage) -> None:
    name, value, sent = AN_OPTION[stage.login.network]
    content, paths = made(Kind.IMAGE)
    chosen = replace(content, options={name: value})

    await stage.publish(chosen, paths)

    assert stage.login.adapter.compose(chosen).options[name] == value
    assert stage.overheard.bodies(CREATING[stage.login.network])[-1][name] == sent


async def test_composing_twice_gives_the_same(login: Login) -> None:
    content, _ = made(Kind.CAROUSEL)

    assert login.adapter.compose(content) == login.adapter.compose(content)


async def test_the_final_text_is_trimmed_and_holds_the_link_once(login: Login) -> None:
    content = Content("  \ufeffhello https://a.example \n", link="https://a.example")

    (part,) = login.adapter.compose(content).parts

    assert part.text == "hello https://a.example"


async def test_an_unknown_option_is_a_problem(login: Login) -> None:
    content = Content("hello", options={"wings": True})

    found = [problem.code for problem in problems(content, login.adapter.rules)]

    assert "unknown_option" in found


@pytest.mark.parametrize("login", [Login("twitter")], indirect=True, ids=str)
async def test_an_option_that_slips_through_is_refused_by_the_strict_network(stage: Stage) -> None:
    content, paths = made(Kind.IMAGE)

    with pytest.raises(Rejected):
        await stage.publish(replace(content, options={"wings": True}), paths)

    assert stage.visible() == []
