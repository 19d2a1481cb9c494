"""
Accounts with tokens that work: renewed before they run out, and once when a network says no.

Networks that rotate refresh tokens revoke the whole connection when one is used twice, so an
account is renewed by one task at a time, which looks again under its lock before it asks, and
the new pair is on disk before anybody uses it. A passing fault is no disconnect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy.engine import Connection

from platforms.content import Account, Tokens
from platforms.errors import (
    NeedsReconnect,
    OutcomeUnknown,
    PlatformError,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from scheduling.networks import Networks, NothingIrreversible
from store import accounts
from store.database import Database
from store.secrets import Keyring
from store.words import AccountStatus

log = structlog.get_logger(__name__)

WITH_REFRESH_TOKEN = timedelta(minutes=10)
"""A refresh token renews even a dead access token: shortly before is early enough."""
WITHOUT_REFRESH_TOKEN = timedelta(days=7)
"""A token that renews itself must be renewed while it lives: leave room for bad days."""
PUT_OFF = timedelta(hours=1)
"""How long a renewal that failed early is left alone while the old token still lives."""


class AccountTokens:
    """Hands out accounts whose access token is good now."""

    def __init__(self, *, database: Database, keyring: Keyring, networks: Networks) -> None:
        self._database = database
        self._keyring = keyring
        self._networks = networks
        self._locks: dict[str, asyncio.Lock] = {}
        self._put_off: dict[str, datetime] = {}

    async def ready(self, account_id: str) -> Account:
        """
        Return the account, renewed first if its token is about to run out.

        While the old token lives, a renewal that fails is put off and the old one is used.
        """
        account, refresh_token = await self._read(account_id)
        now = self._networks.clock.now()
        # Where a network knows no refresh tokens, the access token stands in for one.
        rotates = refresh_token not in {"", account.access_token}
        if not runs_out(account, now, rotates=rotates):
            return account
        if _still_lives(account, now) and now < self._put_off.get(account_id, now):
            return account
        try:
            return await self._renew(
                account_id, is_stale=lambda found: runs_out(found, now, rotates=rotates)
            )
        except PlatformError as error:
            if not _still_lives(account, now):
                raise
            self._put_off[account_id] = now + PUT_OFF
            log.warning("account.renewal_put_off", account=account_id, reason=error.reason)
            return account

    async def after_refusal(self, refused: Account) -> Account:
        """Return the account with another token than the one just refused by its network."""
        return await self._renew(
            refused.id, is_stale=lambda found: found.access_token == refused.access_token
        )

    async def give_up(self, account_id: str) -> None:
        """Note that only a person can mend this connection; one that was removed stays removed."""
        now = self._networks.clock.now()

        def work(db: Connection) -> bool:
            found = accounts.get(db, account_id)
            if found is None or found.status is not AccountStatus.ACTIVE:
                return False
            accounts.set_status(db, account_id, AccountStatus.EXPIRED, now=now)
            return True

        if await self._database.write(work):
            log.warning("account.expired", account=account_id)

    async def _renew(self, account_id: str, *, is_stale: Callable[[Account], bool]) -> Account:
        """Renew in a task of its own: once asked, the answer must reach the disk."""
        task = asyncio.create_task(self._renew_alone(account_id, is_stale))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            raise

    async def _renew_alone(self, account_id: str, is_stale: Callable[[Account], bool]) -> Account:
        async with self._locks.setdefault(account_id, asyncio.Lock()):
            account, refresh_token = await self._read(account_id)
            if not is_stale(account):
                return account
            try:
                tokens = await self._ask(account, refresh_token)
            except NeedsReconnect:
                found, _ = await self._read(account_id)
                if is_stale(found):
                    raise
                return found  # another process was first: its pair is on disk
            await self._keep(account_id, tokens)
            renewed, _ = await self._read(account_id)
        log.info("account.renewed", account=account_id, platform=account.network)
        return renewed

    async def _ask(self, account: Account, refresh_token: str) -> Tokens:
        wire = self._networks.wire(account.network, NothingIrreversible())
        adapter = self._networks.adapters[account.network]
        try:
            return await adapter.refresh(account, refresh_token, wire)
        except (TokenExpired, Rejected) as error:
            # What the network says is about the renewal, of which nobody here knows.
            label = self._networks.label(account.network)
            raise NeedsReconnect(
                f"{label} no longer accepts this connection and did not renew it.",
                network=account.network,
                step=Step.OAUTH,
                code=error.code,
            ) from error
        except OutcomeUnknown as error:
            # Nothing was published: whether the old refresh token still works shows next time.
            raise Unavailable(
                error.reason, network=account.network, step=Step.OAUTH, code=error.code
            ) from error

    async def _read(self, account_id: str) -> tuple[Account, str]:
        return await self._database.read(
            lambda db: (
                accounts.account(db, self._keyring, account_id),
                accounts.refresh_token(db, self._keyring, account_id),
            )
        )

    async def _keep(self, account_id: str, tokens: Tokens) -> None:
        now = self._networks.clock.now()
        await self._database.write(
            lambda db: accounts.renew(db, self._keyring, account_id, tokens, now=now)
        )


def runs_out(account: Account, now: datetime, *, rotates: bool) -> bool:
    """Tell whether the token is to be renewed now; one without an end never is."""
    if account.expires_at is None:
        return False
    margin = WITH_REFRESH_TOKEN if rotates else WITHOUT_REFRESH_TOKEN
    return account.expires_at - now < margin


def _still_lives(account: Account, now: datetime) -> bool:
    return account.expires_at is None or account.expires_at > now
