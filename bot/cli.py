"""The command line: ``callboard …`` (= ``python -m bot …``)."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol

from bot import garbage
from bot.failures import in_one_line

COMMANDS = {
    "demo": "a local Slack, local networks and the bot in one process",
    "tour": "play the whole story against the stand-ins and print it",
    "run": "the real bot",
    "sandbox": "one stand-in alone",
    "parse": "read sentences, write commands (JSON lines)",
    "accounts": "connected accounts, by hand",
    "tokens": "tokens of the HTTP API",
    "db": "bring the database up or down, or say where it stands",
    "doctor": "check settings, database, networks, clock and (with --slack) the workspace",
    "manifest": "print the Slack app's manifest for Socket Mode or for HTTP",
}


class Command(Protocol):
    """A module of ``bot.commands``; imported only when it is asked for."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do it; return the exit code (0 done, 1 failed)."""
        ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; failures are one clear line on stderr and exit code 1."""
    with garbage.not_yet():
        return _run(argv)


def _run(argv: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in words if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="callboard", description=__doc__)
    chosen = parser.add_subparsers(dest="command", required=True, metavar="command")
    for command, about in COMMANDS.items():
        sub = chosen.add_parser(command, help=about, description=about)
        if command == name:
            load(command).arguments(sub)
    args = parser.parse_args(words)
    try:
        return load(args.command).run(args)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = in_one_line(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def load(name: str) -> Command:
    """Import a command's module; heavy libraries come with it, and only then."""
    module: Command = importlib.import_module(f"bot.commands.{name}")
    return module
