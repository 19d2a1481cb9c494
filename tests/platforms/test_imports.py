"""What starting the bot loads: no media libraries before the first picture."""

from __future__ import annotations

import subprocess
import sys


def test_the_registry_loads_no_media_library() -> None:
    modules = "platforms.registry, platforms.media.probe, platforms.media.prepare"
    code = f"import sys, {modules}; print(*sys.modules)"

    loaded = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "platforms.twitter.adapter" in loaded
    assert not {"PIL", "av", "regex"} & set(loaded)
