"""``callboard parse``: sentences in, commands out."""

from __future__ import annotations

import argparse
import sys

from handlers.language.jsonl import lines


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the input."""
    parser.add_argument(
        "--jsonl",
        action="store_true",
        required=True,
        help="read {id, text, reference, tz, context} a line, write one Command a line",
    )


def run(args: argparse.Namespace) -> int:
    """Answer every line in order."""
    del args
    lines(sys.stdin, sys.stdout)
    return 0
