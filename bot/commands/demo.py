"""``callboard demo``: sandbox Slack, sandbox networks and the bot on one port."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot import logs
from bot.demo import build_demo
from bot.serving import listen, serve_until_signal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare port and folder."""
    parser.add_argument("--port", type=int, default=8600)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(".callboard/demo"),
        help="where everything is kept; delete it to begin anew",
    )
    parser.add_argument("--verbose", action="store_true", help="print a line for every event")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    logs.configure(form="console", quiet=not args.verbose)
    asyncio.run(_run(args))
    return 0


async def _run(args: argparse.Namespace) -> None:
    listening = listen("127.0.0.1", args.port, hint=f"make demo PORT={args.port + 1}")
    demo = build_demo(data_dir=args.data, port=args.port)

    async def start() -> None:
        await demo.start()
        print(f"\n  Callboard's demo is ready: {demo.url}/\n", flush=True)
        print("  A local Slack, local networks and the bot. Stop it with Ctrl-C;", flush=True)
        print(f"  it goes on where it was, from {args.data}.\n", flush=True)

    await serve_until_signal(demo.bot.web, listening, start=start, stop=demo.stop)
