from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import video
from tests.bot.sandbox.networks.hands import Person, arm
from tests.bot.sandbox.networks.linkedin.calls import (
    KIBIBYTE,
    film,
    person,
    poll,
    say,
    sent_film,
)


@pytest.mark.parametrize(
    "facts",
    [
        {"seconds": 2.5},
        {"width": 250, "height": 100},
        {"width": 100, "height": 250},
        {"container": "matroska"},
    ],
)
async def test_a_film_outside_the_rules_fails_in_processing(
    http: httpx.AsyncClient, acme: Person, facts: dict[str, Any]
) -> None:
    urn = await sent_film(http, acme, person(acme), film(**facts))
    told = [(await poll(http, acme, urn)).json() for _ in range(3)][-1]

    made = await say(http, acme, content={"media": {"id": urn}})

    assert told["status"] == "PROCESSING_FAILED"
    assert told["processingFailureReason"]
    assert made.json()["code"] == "MEDIA_ASSET_PROCESSING_FAILED"


async def test_bytes_that_are_no_film_fail_in_processing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    urn = await sent_film(http, acme, person(acme), b"not a film" * 8_000)

    told = [(await poll(http, acme, urn)).json()["status"] for _ in range(3)]

    assert told == ["PROCESSING", "PROCESSING", "PROCESSING_FAILED"]


async def test_processing_can_be_made_to_fail(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await sent_film(http, acme, person(acme), film())
    await arm(http, "linkedin", "processing_failed")

    told = [(await poll(http, acme, urn)).json()["status"] for _ in range(2)]

    assert told == ["PROCESSING_FAILED"] * 2


def test_the_films_of_these_tests_are_as_big_as_linkedin_wants() -> None:
    assert len(video()) < len(film()) == 80 * KIBIBYTE
