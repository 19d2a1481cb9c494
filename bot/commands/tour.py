"""``callboard tour``: the whole story against the stand-ins; exit 0 only if all of it happened."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import httpx

from bot import garbage, logs
from bot.demo import running_demo
from bot.sandbox.slack.actor import Actor, NeverHappened, Refused
from bot.serving import listen
from bot.tour.chapters import CHAPTERS
from bot.tour.stage import Stage
from bot.tour.transcript import StepFailed, Transcript


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the transcript."""
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    parser.add_argument("--data", type=Path, help="keep the data there (default: thrown away)")


def run(args: argparse.Namespace) -> int:
    """Play it; say which step did not happen."""
    logs.configure(form="console", quiet=True)
    transcript = Transcript(as_json=args.json)
    with tempfile.TemporaryDirectory(prefix="callboard-tour-") as scratch:
        failure = asyncio.run(_play(args.data or Path(scratch), transcript))
    transcript.close(failure)
    if failure:
        print(failure, file=sys.stderr)
    return 1 if failure else 0


async def _play(data_dir: Path, transcript: Transcript) -> str:
    listening = listen("127.0.0.1", 0, hint="make tour")
    async with running_demo(data_dir, listening) as demo, httpx.AsyncClient() as http:
        garbage.from_now_on()
        slack = f"{demo.url}/_slack"
        async with (
            Actor(slack, "U0ANA") as ana,
            Actor(slack, "U0BEN") as ben,
            Actor(slack, "U0GUS") as gus,
        ):
            stage = Stage(demo, http, ana, ben, gus, transcript)
            try:
                for chapter in CHAPTERS:
                    await chapter(stage)
            except (StepFailed, NeverHappened, Refused, httpx.HTTPError) as error:
                return f"The tour stopped: {error}"
    return ""
