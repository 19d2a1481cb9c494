"""``callboard tokens``: tokens of the HTTP API, shown once and stored hashed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from bot.settings import load
from store import api_tokens
from store.database import open_beside

SCOPES = ("read", "write", "publish")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is to be done."""
    what = parser.add_subparsers(dest="what", required=True, metavar="what")
    create = what.add_parser("create", help="make a token; it is printed once, on the last line")
    create.add_argument("--workspace", required=True, help="Slack's team id, for example T01ABC")
    create.add_argument("--user", required=True, help="whom it acts for, for example U01ABC")
    create.add_argument(
        "--scopes",
        default=",".join(SCOPES),
        type=_scopes,
        help="read, write and publish, with commas; a token with publish is its own approval",
    )
    listed = what.add_parser("list", help="tokens of a workspace, without their secrets")
    listed.add_argument("--workspace", required=True)
    revoke = what.add_parser("revoke", help="end a token by its id")
    revoke.add_argument("--workspace", required=True)
    revoke.add_argument("id")


def run(args: argparse.Namespace) -> int:
    """Do it; the secret is on the last line and nowhere else."""
    settings = load()
    now = datetime.now(UTC)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with open_beside(settings.database_url, data_dir=settings.data_dir) as database:
        if args.what == "create":
            token_id, secret = database.write_now(
                lambda db: api_tokens.create(
                    db,
                    workspace_id=args.workspace,
                    user_id=args.user,
                    scopes=args.scopes,
                    now=now,
                )
            )
            print(f"Token {token_id} with {', '.join(args.scopes)}. It is shown only now:")
            print(secret)
        elif args.what == "revoke":
            database.write_now(lambda db: api_tokens.revoke(db, args.workspace, args.id, now=now))
            print(f"Token {args.id} is revoked.")
        else:
            found = database.read_now(lambda db: api_tokens.of_workspace(db, args.workspace))
            if not found:
                print(
                    f"There is no token of the HTTP API in the workspace {args.workspace}. "
                    "Make one with callboard tokens create."
                )
            for token in found:
                state = "revoked" if token.revoked_at else "active"
                print(f"{token.id}  {token.user_id}  {','.join(token.scopes)}  {state}")
    return 0


def _scopes(text: str) -> tuple[str, ...]:
    said = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(set(said) - set(SCOPES))
    if unknown or not said:
        raise argparse.ArgumentTypeError(f"scopes are {', '.join(SCOPES)}; not {unknown or 'none'}")
    return said
