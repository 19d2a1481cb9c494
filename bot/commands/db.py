"""``callboard db``: the database's schema."""

from __future__ import annotations

import argparse

from bot.settings import load
from store import schema_version
from store.database import alone_with, default_url


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is to be done."""
    what = parser.add_subparsers(dest="what", required=True, metavar="what")
    what.add_parser("upgrade", help="bring the schema up to this version")
    down = what.add_parser("downgrade", help="take the schema back, for an older Callboard")
    down.add_argument("revision", help="the revision to go back to, or base for nothing at all")
    what.add_parser("current", help="print the schema's revision")


def run(args: argparse.Namespace) -> int:
    """Do it and say where the schema stands."""
    settings = load()
    url = settings.database_url or default_url(settings.data_dir)
    if args.what != "current":
        with alone_with(url):
            _change(url, args)
    print(schema_version.current(url) or "no schema yet")
    return 0


def _change(url: str, args: argparse.Namespace) -> None:
    if args.what == "upgrade":
        schema_version.upgrade(url)
    else:
        schema_version.downgrade(url, args.revision)
