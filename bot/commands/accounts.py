"""``callboard accounts``: connected accounts, by hand."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from datetime import timedelta

import httpx

from bot.failures import Stopped
from bot.foundation import endpoints, keys
from bot.settings import Settings, load
from platforms.clock import SystemClock
from platforms.connections import open_client
from platforms.content import Tokens
from platforms.errors import PlatformError
from platforms.registry import ADAPTERS
from scheduling.connecting import connect, look_at
from scheduling.networks import Networks
from store import accounts
from store.database import Database, open_beside
from store.words import Integration


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is to be done."""
    what = parser.add_subparsers(dest="what", required=True, metavar="what")
    add = what.add_parser("add", help="ask the network whose token it is, then keep it encrypted")
    add.add_argument("--workspace", required=True, help="Slack's team id, for example T01ABC")
    add.add_argument("--user", required=True, help="who connects it, for example U01ABC")
    add.add_argument("--network", required=True, choices=sorted(ADAPTERS))
    add.add_argument("--handle", required=True, help="the account's name, to be sure it is the one")
    flavours = {flavour for one in ADAPTERS.values() for flavour in one.logins if flavour}
    add.add_argument(
        "--flavour", choices=sorted(flavours), help="which login, where a network has several"
    )
    add.add_argument(
        "--access-token", help="- or left out: CALLBOARD_ACCESS_TOKEN, else a line on stdin"
    )
    add.add_argument("--refresh-token", help="- : CALLBOARD_REFRESH_TOKEN, else a line on stdin")
    add.add_argument("--expires-in", type=int, metavar="S", help="seconds the access token lives")
    for name, about in (
        ("list", "the accounts of a workspace"),
        ("check", "ask each network whether its token still works"),
    ):
        one = what.add_parser(name, help=about)
        one.add_argument("--workspace", required=True)
    remove = what.add_parser("remove", help="forget an account and its tokens")
    remove.add_argument("--workspace", required=True)
    remove.add_argument("id")


def run(args: argparse.Namespace) -> int:
    """Do it; secrets are never printed."""
    settings = load()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with open_beside(settings.database_url, data_dir=settings.data_dir) as database:
        match args.what:
            case "add":
                added = asyncio.run(_add(settings, database, args))
                print(f"Connected {added.platform} @{added.handle} ({added.id}).")
            case "list":
                known = _known(database, args.workspace)
                print("\n".join(map(_line, known)) or _nobody(args.workspace))
            case "check":
                return asyncio.run(_check(settings, database, args.workspace))
            case _:
                database.write_now(lambda db: accounts.remove(db, args.workspace, args.id))
                print(f"Removed {args.id}; its tokens are gone.")
    return 0


async def _add(settings: Settings, database: Database, args: argparse.Namespace) -> Integration:
    logins = ADAPTERS[args.network].logins
    flavour = next(iter(logins)) if args.flavour is None else args.flavour
    if flavour not in logins:
        raise Stopped(
            f"{args.network} has no login called {flavour}. Leave --flavour out, or give one of: "
            f"{', '.join(filter(None, logins)) or 'none, it has only one'}."
        )
    clock = SystemClock()
    expires = clock.now() + timedelta(seconds=args.expires_in) if args.expires_in else None
    access = _secret(args.access_token or "-", "CALLBOARD_ACCESS_TOKEN", "access token")
    refresh = (
        _secret(args.refresh_token, "CALLBOARD_REFRESH_TOKEN", "refresh token")
        if args.refresh_token
        else ""
    )
    async with open_client() as http:
        return await connect(
            Tokens(access, refresh, expires),
            network=args.network,
            handle=args.handle,
            flavour=flavour,
            workspace_id=args.workspace,
            user_id=args.user,
            database=database,
            keyring=keys(settings),
            networks=_networks(settings, http, clock),
        )


async def _check(settings: Settings, database: Database, workspace_id: str) -> int:
    bad, known = 0, _known(database, workspace_id)
    if not known:
        print(_nobody(workspace_id))
    async with open_client() as http:
        networks, keyring = _networks(settings, http, SystemClock()), keys(settings)
        for one in known:
            try:
                await look_at(one, database=database, keyring=keyring, networks=networks)
                print(f"{_line(one)}  works")
            except PlatformError as error:
                bad += 1
                print(f"{_line(one)}  {error.reason} {error.advice}")
    return 1 if bad else 0


def _networks(settings: Settings, http: httpx.AsyncClient, clock: SystemClock) -> Networks:
    return Networks(ADAPTERS, endpoints(settings, ADAPTERS), http, clock)


def _known(database: Database, workspace_id: str) -> list[Integration]:
    return database.read_now(lambda db: accounts.of_workspace(db, workspace_id))


def _nobody(workspace_id: str) -> str:
    return (
        f"No account is connected in the workspace {workspace_id}. "
        "Connect one with callboard accounts add; its --help says what it needs."
    )


def _line(one: Integration) -> str:
    until = f"until {one.expires_at:%Y-%m-%d %H:%M} UTC" if one.expires_at else "without an end"
    return f"{one.id}  {one.platform}  @{one.handle}  {one.status}  token {until}"


def _secret(given: str, variable: str, name: str) -> str:
    """Take a secret from the argument, the environment or a line of stdin, in this order."""
    if given != "-":
        return given
    found = os.environ.get(variable) or sys.stdin.readline().strip()
    if not found:
        raise Stopped(f"There is no {name}. Set {variable} or write it on a line of stdin.")
    return found
