"""The files in which the transcripts are kept: comparing with them, or writing them anew."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "transcripts"
IS_RECORDING: pytest.StashKey[bool] = pytest.StashKey()
"""Set in pytest's configuration while transcripts are written and not compared."""
ADVICE = "If this is meant, run `python -m tests.contract.record` and look at the changes."


def keep_or_compare(heard: str, name: str, config: pytest.Config) -> None:
    """Write ``heard`` into the file ``name`` while recording; else fail where they differ."""
    file = FOLDER / name
    if config.stash.get(IS_RECORDING, False):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(heard, encoding="utf-8")
        return
    written = file.read_text(encoding="utf-8") if file.exists() else ""
    if difference := differences(written, heard):
        pytest.fail(f"{name}\n{difference}\n{ADVICE}", pytrace=False)


def differences(written: str, heard: str) -> str:
    """Return what a reader must look at; nothing when both are the same to the last byte."""
    return "".join(
        difflib.unified_diff(
            written.splitlines(keepends=True),
            heard.splitlines(keepends=True),
            "written down",
            "heard now",
        )
    )
