"""LinkedIn's two logins, and its stand-in's switches, for the tests of LinkedIn alone."""

from __future__ import annotations

import pytest

from tests.contract.stage import Login, Stage

_MEMBER, _PAGE = Login("linkedin", "member"), Login("linkedin", "organization")
of_both = pytest.mark.parametrize("login", [_MEMBER, _PAGE], indirect=True, ids=str)
of_a_member = pytest.mark.parametrize("login", [_MEMBER], indirect=True, ids=str)
of_a_page = pytest.mark.parametrize("login", [_PAGE], indirect=True, ids=str)


def turn(stage: Stage, name: str, value: object) -> None:
    """Set a switch of the stand-in."""
    switch = {"network": "linkedin", "name": name, "value": value}
    stage.control.post("/_sandbox/switches", json=switch).raise_for_status()
