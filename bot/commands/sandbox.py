"""``callboard sandbox``: one stand-in alone, as its own process."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot import logs
from bot.sandbox.clock import OffsetClock
from bot.sandbox.installation import SlackSecrets, build_installed_slack
from bot.sandbox.networks.app import build_networks
from bot.serving import listen, serve_until_signal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which stand-in, and where."""
    parser.add_argument("which", choices=("slack", "networks"))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, default=Path(".callboard/sandbox"))
    parser.add_argument(
        "--bot-url",
        default="http://127.0.0.1:8600",
        help="where the bot listens (slack only)",
    )
    parser.add_argument(
        "--socket",
        action="store_true",
        help="let the bot connect by Socket Mode instead (slack only)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until a signal comes."""
    logs.configure(form="console")
    asyncio.run(_run(args))
    return 0


async def _run(args: argparse.Namespace) -> None:
    hint = f"callboard sandbox {args.which} --port {args.port + 1}"
    listening = listen("127.0.0.1", args.port, hint=hint)
    clock = OffsetClock(args.data / "clock.json")
    address = f"http://127.0.0.1:{args.port}"
    if args.which == "networks":
        await serve_until_signal(
            build_networks(data_dir=args.data, clock=clock),
            listening,
            start=lambda: _say(f"The networks' stand-in answers at {address}/"),
            stop=_nothing,
        )
        return
    installed = SlackSecrets.of(args.data)
    slack = build_installed_slack(
        data_dir=args.data,
        clock=clock,
        bot_url=None if args.socket else args.bot_url,
        secrets_=installed,
    )

    async def start() -> None:
        slack.state.slack.start()
        await _say(f"Slack's stand-in answers at {address}/ and a bot reaches it with:")
        for line in installed.environment(f"{address}/api/", socket_mode=args.socket):
            await _say(f"  {line}")

    await serve_until_signal(
        slack, listening, start=start, stop=slack.state.slack.stop, sockets=args.socket
    )


async def _say(line: str) -> None:
    print(line, flush=True)


async def _nothing() -> None:
    """The networks keep nothing in memory that would have to be finished."""
