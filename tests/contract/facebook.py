"""What the tests of Facebook share."""

from __future__ import annotations

from typing import Any

import pytest

from platforms.content import Published
from platforms.errors import OutcomeUnknown, Step
from tests.contract.contents import Made
from tests.contract.stage import Login, Stage

of_a_page = pytest.mark.parametrize("login", [Login("facebook")], indirect=True, ids=str)

AFTER = ("drop_after", "error_503_after", "service_error_after", "html_outage_after")
"""Faults after which the post is there all the same."""


def turn(stage: Stage, name: str, value: object) -> None:
    """Turn one of the stand-in's switches."""
    switch = {"network": "facebook", "name": name, "value": value}
    stage.control.post("/_sandbox/switches", json=switch).raise_for_status()


async def unanswered(stage: Stage, made: Made, fault: str = "drop_after") -> None:
    """Publish without getting to know what became of it."""
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*made)


async def published_twice(stage: Stage, made: Made) -> tuple[Published, dict[str, Any]]:
    """Publish what may be out already; return what came of it and the one post that is seen."""
    published = await stage.publish(*made)
    (post,) = stage.visible()
    return published, post


def calls(stage: Stage, path_end: str) -> int:
    """Count the POSTs to a path."""
    return sum(
        request.method == "POST" and request.url.path.endswith(path_end)
        for request in stage.overheard.requests
    )
