"""
Every gate a change must pass, in order: ``gates.py all`` or ``gates.py quick``.

Prints what runs, how long it took last time and how long it takes now; ends with the first
gate that fails.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LAST_TIMES = ROOT / ".venv" / ".gate-times.json"

STATIC = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "import contracts": [BIN / "lint-imports", "--no-logo"],
    "types": [BIN / "mypy"],
}
QUICK_TESTS = [
    sys.executable,
    "-m",
    "pytest",
    "-q",
    "-m",
    "not slow",
    "-n",
    "2",
    "--dist",
    "loadfile",
]
ALL_TESTS = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
GATES = {
    "quick": STATIC | {"quick tests": QUICK_TESTS},
    "all": STATIC | {"tests": ALL_TESTS},
}


def main() -> int:
    """Run the gates of the wanted size; return the first failure's exit code."""
    gates = GATES[sys.argv[1]]
    last = json.loads(LAST_TIMES.read_text()) if LAST_TIMES.exists() else {}
    known = [last[name] for name in gates if name in last]
    if len(known) == len(gates):
        print(f"about {sum(known):.0f} s, going by the last run", flush=True)
    for number, (name, command) in enumerate(gates.items(), start=1):
        guess = f" (last time {last[name]:.0f} s)" if name in last else ""
        print(f"[{number}/{len(gates)}] {name}{guess}", flush=True)
        started = time.monotonic()
        done = subprocess.run([str(word) for word in command], cwd=ROOT, check=False)
        last[name] = time.monotonic() - started
        if done.returncode:
            print(f"{name}: failed after {last[name]:.0f} s", flush=True)
            return done.returncode
    LAST_TIMES.write_text(json.dumps(last))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
