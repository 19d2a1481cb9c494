"""``callboard run``: the real bot, over Socket Mode or HTTP."""

from __future__ import annotations

import argparse
import asyncio

import structlog

from bot import logs
from bot.app import build
from bot.failures import Stopped
from bot.serving import listen, serve_until_signal
from bot.settings import Settings, load

log = structlog.get_logger(__name__)

ROLES = ("all", "web", "scheduler", "worker")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the role."""
    parser.add_argument(
        "--role",
        choices=ROLES,
        default="all",
        help="all (default), web (serves and publishes nothing), scheduler (publishes)",
    )


def run(args: argparse.Namespace) -> int:
    """Run until a signal comes; what is in flight is finished first."""
    settings = load()
    if args.role == "worker":
        raise Stopped(
            "Workers belong to CALLBOARD_QUEUE=procrastinate, which this version does not have. "
            "Run: callboard run --role all"
        )
    logs.configure(form=settings.log_format)
    asyncio.run(_run(settings, publishes=args.role != "web"))
    return 0


async def _run(settings: Settings, *, publishes: bool) -> None:
    hint = f"CALLBOARD_BIND={settings.host}:{settings.port + 1} callboard run"
    listening = listen(settings.host, settings.port, hint=hint)
    bot = build(settings)
    if not settings.has_slack:
        log.warning(
            "slack.off",
            why="CALLBOARD_SLACK_BOT_TOKEN is not set",
            does="serving HTTP and publishing what is scheduled",
        )

    async def start() -> None:
        await bot.start(publishes=publishes)

    await serve_until_signal(bot.web, listening, start=start, stop=bot.stop)
