"""What the bot weighs while nothing happens, and which heavy libraries it has loaded by then."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import sleep

from bot.sandbox.installation import SlackSecrets
from tests.benchmarks.processes import (
    callboard,
    free_port,
    memory_mb,
    process,
    wait_for_page,
    wait_for_words,
)
from tests.benchmarks.record import Figure, Section

TITLE = "Memory of an idle bot"
HEAVY = ("PIL", "av", "dateparser", "numpy", "regex", "rapidfuzz", "pandas")
WATCHED = """
import sys, json, pathlib, bot.cli
code = bot.cli.main(["run"])
pathlib.Path(sys.argv[1]).write_text(json.dumps(sorted({n.partition(".")[0] for n in sys.modules})))
raise SystemExit(code)
"""
"""``callboard run`` that, once stopped, leaves behind what it had loaded."""


def measure(share: float) -> Section:
    """Weigh ``run`` beside a Slack stand-in in another process, and a bare Python."""
    idle_s = max(5 * share, 1.0)
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        folder = Path(name)
        bot_mb, loaded = _weigh_bot(folder, idle_s)
    heavy = sorted(loaded & set(HEAVY))
    return Section(
        title=TITLE,
        how=(
            "`callboard run` over HTTP with its scheduler and chores, against the Slack stand-in "
            f"in a process of its own; resident set after {idle_s:g} s of idleness."
        ),
        figures=(
            Figure("callboard run, idle", bot_mb, "MB", below=150),
            Figure("a bare Python beside it", _weigh_python(), "MB"),
            Figure("media and date libraries loaded", len(_unwanted(heavy)), "", exactly=0),
        ),
        remarks=(
            f"Of {', '.join(HEAVY)} it had loaded: {', '.join(heavy) or 'none'}.",
            f"{len(loaded)} top-level modules were loaded.",
        ),
    )


def _unwanted(heavy: list[str]) -> list[str]:
    return [name for name in heavy if name in ("PIL", "av", "dateparser", "numpy", "pandas")]


def _weigh_bot(folder: Path, idle_s: float) -> tuple[float, set[str]]:
    slack_port, bot_port = free_port(), free_port()
    slack_log, bot_log, left = folder / "slack.log", folder / "bot.log", folder / "loaded.json"
    slack = callboard(
        *("sandbox", "slack", "--port", str(slack_port), "--data", str(folder / "slack")),
        *("--bot-url", f"http://127.0.0.1:{bot_port}"),
    )
    with process(slack, log=slack_log) as slack_child:
        slack_url = f"http://127.0.0.1:{slack_port}"
        wait_for_page(slack_child, f"{slack_url}/", log=slack_log, within_s=60)
        said = SlackSecrets.of(folder / "slack").environment(f"{slack_url}/api/")
        env = dict(line.split("=", 1) for line in said)
        env["CALLBOARD_DATA_DIR"] = str(folder / "bot")
        env["CALLBOARD_BIND"] = f"127.0.0.1:{bot_port}"
        with process([sys.executable, "-c", WATCHED, str(left)], log=bot_log, env=env) as bot:
            wait_for_words(bot, "bot.started", log=bot_log, within_s=60)
            sleep(idle_s)
            weight_mb = memory_mb(bot.pid)
    return weight_mb, set(json.loads(left.read_text()))


def _weigh_python() -> float:
    with tempfile.TemporaryDirectory() as name:
        log = Path(name) / "python.log"
        waits = "import time; print('here', flush=True); time.sleep(600)"
        with process([sys.executable, "-c", waits], log=log) as child:
            wait_for_words(child, "here", log=log, within_s=30)
            return memory_mb(child.pid)
