"""Write both hashed locks from ``pyproject.toml``; index addresses stay out of them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = [sys.executable, "-m", "uv"]
COMMON = [
    "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
    "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--upgrade",
    "--quiet", "pyproject.toml", ".ci/build.in",
]  # fmt: skip


def main() -> None:
    """Resolve for every supported Python at once, product and tests."""
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "uv"], check=True)
    for extra, lock in (
        ([], "requirements.lock"),
        (["--extra", "test"], "tests/requirements.lock"),
    ):
        subprocess.run([*UV, *COMMON, *extra, "-o", lock], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
