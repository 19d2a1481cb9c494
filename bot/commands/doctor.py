"""``callboard doctor``: everything that can be wrong before anybody notices."""

from __future__ import annotations

import argparse
import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.doctor_networks import Verdict, clock_verdict, drift_of, look_at_networks
from bot.foundation import keys
from bot.outside import of_slack
from bot.settings import Settings, load
from bot.slack_token import header, missing_scopes
from handlers.slack.refused import Unreachable
from platforms.clock import SystemClock
from platforms.connections import open_client
from platforms.registry import ADAPTERS
from store import schema_version
from store.database import default_url
from store.errors import StoreError

LEAST_FREE_BYTES = 1 * 2**30


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare whether the workspace is asked too."""
    parser.add_argument(
        "--slack",
        action="store_true",
        help="ask the real workspace: token, scopes, and the clock against Slack's",
    )


def run(args: argparse.Namespace) -> int:
    """Print a line for each thing looked at; exit 1 when one of them is wrong."""
    settings = load()
    verdicts = [*_here(settings), *asyncio.run(_at_the_networks(settings))]
    if args.slack:
        verdicts += asyncio.run(_in_slack(settings))
    for is_fine, sentence in verdicts:
        print(f"{'ok  ' if is_fine else 'BAD '} {sentence}")
    return 0 if all(is_fine for is_fine, _ in verdicts) else 1


def _here(settings: Settings) -> Iterator[Verdict]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    yield True, f"Settings are readable; data is in {settings.data_dir.resolve()}."
    free = shutil.disk_usage(settings.data_dir).free
    yield (
        free >= LEAST_FREE_BYTES,
        f"{free / 2**30:.1f} GB are free for data; at least 1 GB is wanted.",
    )
    yield _keys(settings)
    yield _database(settings)
    yield _public_address(settings)
    yield _slack_mode(settings)


def _keys(settings: Settings) -> Verdict:
    try:
        newest = keys(settings).newest
    except StoreError as error:
        return False, f"{error.reason} {error.advice}"
    return True, f"Secrets are encrypted with the key {newest}."


def _database(settings: Settings) -> Verdict:
    url = settings.database_url or default_url(settings.data_dir)
    try:
        found = schema_version.current(url)
    except StoreError as error:
        return False, f"{error.reason} {error.advice}"
    if found is None:
        return True, "The database is empty; it is made at the first start."
    if found != schema_version.HEAD:
        return True, f"The database has schema {found}; it is upgraded at the next start."
    return True, f"The database has this version's schema ({found})."


def _public_address(settings: Settings) -> Verdict:
    pulling = [one.rules.label for one in ADAPTERS.values() if one.rules.pulls]
    if settings.public_url.startswith("https://"):
        return True, f"Networks fetch media from {settings.public_url}/media/."
    named = " and ".join(pulling)
    sentence = f"There is no public https address, so {named} cannot be published to. "
    return not settings.public_url, sentence + "Set CALLBOARD_PUBLIC_URL to get it."


def _slack_mode(settings: Settings) -> Verdict:
    if not settings.has_slack:
        return True, "Slack is not set up: CALLBOARD_SLACK_BOT_TOKEN is empty."
    if settings.slack_app_token.get_secret_value():
        return True, "Slack: Socket Mode."
    if settings.slack_signing_secret.get_secret_value():
        return True, "Slack: HTTP; requests come to /slack/events."
    return False, "Slack over HTTP needs CALLBOARD_SLACK_SIGNING_SECRET (or use an app token)."


async def _at_the_networks(settings: Settings) -> list[Verdict]:
    async with open_client() as http:
        return await look_at_networks(settings, http=http, clock=SystemClock())


async def _in_slack(settings: Settings) -> list[Verdict]:
    if not settings.has_slack:
        return [(False, "There is no CALLBOARD_SLACK_BOT_TOKEN to ask Slack with.")]
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url
    )
    checks: list[Callable[[], Awaitable[list[Verdict]]]] = [lambda: _workspace(client)]
    if settings.slack_app_token.get_secret_value():
        checks.append(lambda: _socket(client, settings))
    found: list[Verdict] = []
    for check in checks:
        try:
            found += await check()
        except (SlackApiError, *Unreachable) as error:
            found.append((False, of_slack(error)))
    return found


async def _workspace(client: AsyncWebClient) -> list[Verdict]:
    answer = await client.auth_test()
    who = f"{answer['user']} in {answer['team']}"
    missing = missing_scopes(answer)
    verdicts: list[Verdict] = [(True, f"Slack knows the bot as {who}.")]
    verdicts.append(
        (not missing, f"Scopes: {'complete' if not missing else 'missing ' + ', '.join(missing)}.")
    )
    drift_s = drift_of(header(answer, "date"), SystemClock().now())
    return verdicts if drift_s is None else [*verdicts, clock_verdict("Slack", drift_s)]


async def _socket(client: AsyncWebClient, settings: Settings) -> list[Verdict]:
    await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    return [(True, "The app token opens a socket.")]
