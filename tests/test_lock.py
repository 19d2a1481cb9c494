"""The hashed locks hold everything that ``pyproject.toml`` asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PRODUCT = PROJECT["dependencies"]
TESTS = PROJECT["optional-dependencies"]["test"]


def _names(lines: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in found if name}


@pytest.mark.parametrize(
    ("lock", "asked"),
    [("requirements.lock", PRODUCT), ("tests/requirements.lock", PRODUCT + TESTS)],
)
def test_a_lock_holds_every_package_that_is_asked_for(lock: str, asked: list[str]) -> None:
    locked = _names((ROOT / lock).read_text().splitlines())

    assert _names(asked) - locked == set(), "run: make lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_a_lock_names_no_package_index(lock: str) -> None:
    assert not re.search(r"^--|://", (ROOT / lock).read_text(), re.MULTILINE)
