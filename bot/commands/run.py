"""``callboard run``: the real bot, over Socket Mode or HTTP."""

from __future__ import annotations

import argparse
import asyncio

import structlog

from bot import logs
from bot.app import Role, build
from bot.failures import Stopped
from bot.serving import listen, serve_until_signal
from bot.settings import Settings, load

log = structlog.get_logger(__name__)

WORKER = "worker"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the role."""
    parser.add_argument(
        "--role",
        choices=[*Role, WORKER],
        default=Role.ALL,
        help="all (default), web (talks and serves, publishes nothing), "
        "scheduler (publishes, without Slack); apart they need PostgreSQL",
    )


def run(args: argparse.Namespace) -> int:
    """Run until a signal comes; what is in flight is finished first."""
    settings = load()
    if args.role == WORKER:
        raise Stopped(
            "Workers belong to CALLBOARD_QUEUE=procrastinate, which this version does not have. "
            "Run: callboard run --role all"
        )
    logs.configure(form=settings.log_format)
    asyncio.run(_run(settings, Role(args.role)))
    return 0


async def _run(settings: Settings, role: Role) -> None:
    hint = f"CALLBOARD_BIND={settings.host}:{settings.port + 1} callboard run"
    listening = listen(settings.host, settings.port, hint=hint)
    bot = build(settings, role=role)
    if not settings.has_slack and role is not Role.SCHEDULER:
        log.warning(
            "slack.off",
            why="CALLBOARD_SLACK_BOT_TOKEN is not set",
            does="serving HTTP and publishing what is scheduled",
        )
    await serve_until_signal(bot.web, listening, start=bot.start, stop=bot.stop)
