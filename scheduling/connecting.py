"""Connecting an account: ask the network whose token it is, then keep it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from platforms.content import Account, Tokens
from platforms.errors import NeedsReconnect
from platforms.login import Claim
from scheduling.networks import Networks, NothingIrreversible
from store import accounts, audit
from store.database import Database
from store.errors import NotFound
from store.secrets import Keyring
from store.words import ConsentRequest, Integration


class OtherAccount(NeedsReconnect):
    """The token belongs to another account than the one that was named."""

    advice = "Check the handle, or take the token of the account you meant."


async def connect(
    tokens: Tokens,
    *,
    network: str,
    flavour: str,
    workspace_id: str,
    user_id: str,
    database: Database,
    keyring: Keyring,
    networks: Networks,
    handle: str = "",
) -> Integration:
    """
    Store the account that ``tokens`` belong to, in the words of the network itself.

    Nothing is stored when the network does not take the token (``PlatformError``) or knows
    it as another account than ``handle``, where one is given.
    """
    known = await _recognised(tokens, network, flavour, handle, networks)
    now = networks.clock.now()
    return await database.write(
        lambda db: accounts.add(
            db,
            keyring,
            workspace_id=workspace_id,
            user_id=user_id,
            network=network,
            handle=known.handle,
            remote_id=known.remote_id,
            flavour=flavour,
            scopes=known.scopes,
            tokens=tokens,
            now=now,
        )
    )


async def _recognised(
    tokens: Tokens, network: str, flavour: str, handle: str, networks: Networks
) -> Account:
    """Return whose tokens these are, as the network knows the account."""
    claimed = Account(
        id="",
        network=network,
        handle="",
        remote_id="",
        access_token=tokens.access_token,
        flavour=flavour,
        scopes=tokens.scopes,
        expires_at=tokens.expires_at,
    )
    wire = networks.wire(network, NothingIrreversible())
    known = await networks.adapters[network].whoami(claimed, wire)
    if handle and known.handle.casefold() != handle.lstrip("@").casefold():
        raise OtherAccount(
            f"This token belongs to @{known.handle}, not to @{handle.lstrip('@')}.",
            network=network,
        )
    return known


def keep_claims(
    db: Connection,
    keyring: Keyring,
    request: ConsentRequest,
    claims: Sequence[Claim],
    *,
    now: datetime,
) -> tuple[Integration, ...]:
    """Store every account that a person's answer opened, all or none."""
    kept = tuple(
        accounts.add(
            db,
            keyring,
            workspace_id=request.workspace_id,
            user_id=request.user_id,
            network=request.network,
            handle=claim.account.handle,
            remote_id=claim.account.remote_id,
            flavour=claim.account.flavour,
            scopes=claim.tokens.scopes,
            tokens=claim.tokens,
            now=now,
        )
        for claim in claims
    )
    for one in kept:
        audit.record(
            db,
            workspace_id=request.workspace_id,
            who=request.user_id,
            what="account.connected",
            subject=one.id,
            before=None,
            after={"platform": one.platform, "handle": one.handle},
            now=now,
        )
    return kept


def with_secrets(db: Connection, keyring: Keyring, account_id: str) -> tuple[Account, str] | None:
    """Return an account with its refresh token; ``None`` once its tokens were forgotten."""
    try:
        account = accounts.account(db, keyring, account_id)
    except NotFound:
        return None
    return account, accounts.refresh_token(db, keyring, account_id)


async def look_at(
    known: Integration, *, database: Database, keyring: Keyring, networks: Networks
) -> Account:
    """Ask the network whether a connected account's token still works; raise if it does not."""
    account = await database.read(lambda db: accounts.account(db, keyring, known.id))
    wire = networks.wire(known.platform, NothingIrreversible())
    return await networks.adapters[known.platform].whoami(account, wire)
