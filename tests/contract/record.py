"""
Write down anew what goes over the wire: ``python -m tests.contract.record``.

Look at what changed with ``git diff tests/contract/transcripts``, as at any other change.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.recorded import FOLDER, IS_RECORDING

_TESTS = Path(__file__).parent / "test_transcripts.py"


class Recording:
    """Tells the tests that this is a recording."""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[IS_RECORDING] = True


def main() -> int:
    """Publish every kind of post and write what is heard in place of the old files."""
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    return int(pytest.main(["-q", str(_TESTS)], plugins=[Recording()]))


if __name__ == "__main__":
    raise SystemExit(main())
