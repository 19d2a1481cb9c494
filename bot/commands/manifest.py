"""``callboard manifest``: what to paste into Slack when the app is made."""

from __future__ import annotations

import argparse

from bot.failures import Stopped
from bot.manifest import as_yaml, for_http, load_manifest


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the address that HTTP mode needs."""
    parser.add_argument("--url", help="the bot's public https address; left out: Socket Mode")


def run(args: argparse.Namespace) -> int:
    """Print the manifest."""
    manifest = load_manifest()
    if args.url:
        if not args.url.startswith("https://"):
            raise Stopped("Slack only calls https addresses. Give --url https://your.host")
        manifest = for_http(manifest, args.url)
    print(as_yaml(manifest), end="")
    return 0
