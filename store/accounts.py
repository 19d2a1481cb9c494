"""Connected accounts; their tokens leave this module only decrypted on demand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from platforms.content import Account, Tokens
from store import workspaces
from store.errors import NotFound
from store.ids import looks_like_id, new_id
from store.inserting import insert_new
from store.schema import social_integrations as integrations
from store.secrets import Keyring, Place
from store.words import AccountStatus, Integration


def add(
    db: Connection,
    keyring: Keyring,
    *,
    workspace_id: str,
    user_id: str,
    network: str,
    handle: str,
    remote_id: str,
    flavour: str,
    scopes: tuple[str, ...],
    tokens: Tokens,
    now: datetime,
) -> Integration:
    """Connect an account; one that is known gets the new tokens and is active again."""
    workspaces.ensure(db, workspace_id, now=now)
    account_id = new_id()
    facts = {
        "user_id": user_id,
        "handle": handle,
        "flavour": flavour,
        "scopes": tokens.scopes or scopes,
    }
    identity = {"workspace_id": workspace_id, "platform": network, "remote_id": remote_id}
    sealed = _sealed(keyring, account_id, tokens, now=now)
    fresh = {"id": account_id, "created_at": now, **identity, **facts, **sealed}
    if not insert_new(db, integrations, fresh):
        account_id = _known(db, **identity)
        _update(db, account_id, {**facts, **_sealed(keyring, account_id, tokens, now=now)})
    return _integration(_row(db, account_id))


def of_workspace(
    db: Connection,
    workspace_id: str,
    *,
    network: str | None = None,
    status: AccountStatus | None = None,
) -> list[Integration]:
    """Return the workspace's connected accounts, oldest first; removed ones are left out."""
    query = select(integrations).where(
        integrations.c.workspace_id == workspace_id, integrations.c.access_token.is_not(None)
    )
    if network is not None:
        query = query.where(integrations.c.platform == network)
    if status is not None:
        query = query.where(integrations.c.status == status)
    query = query.order_by(integrations.c.created_at, integrations.c.id)
    return [_integration(row) for row in db.execute(query)]


def running_out(db: Connection, before: datetime) -> list[str]:
    """Return the ids of working accounts, in any workspace, whose token ends before that."""
    query = (
        select(integrations.c.id)
        .where(integrations.c.status == AccountStatus.ACTIVE, integrations.c.expires_at < before)
        .order_by(integrations.c.expires_at)
    )
    return list(db.execute(query).scalars())


def get(db: Connection, account_id: str) -> Integration | None:
    """Return the account, also a removed one (as revoked): old posts still name it."""
    if not looks_like_id(account_id):
        return None
    row = _find(db, account_id)
    return _integration(row) if row else None


def account(db: Connection, keyring: Keyring, account_id: str) -> Account:
    """Return the account with its access token; raise ``NotFound`` once it was removed."""
    row = _row(db, account_id)
    if row.access_token is None:
        raise NotFound("connected account", account_id)
    return Account(
        id=row.id,
        network=row.platform,
        handle=row.handle,
        remote_id=row.remote_id,
        access_token=keyring.decrypt(row.access_token, aad=place(row.id, "access_token")),
        flavour=row.flavour,
        scopes=row.scopes,
        expires_at=row.expires_at,
    )


def refresh_token(db: Connection, keyring: Keyring, account_id: str) -> str:
    """Return the refresh token, empty if the network gave none."""
    row = _row(db, account_id)
    if row.refresh_token is None:
        return ""
    return keyring.decrypt(row.refresh_token, aad=place(row.id, "refresh_token"))


def renew(
    db: Connection, keyring: Keyring, account_id: str, tokens: Tokens, *, now: datetime
) -> Integration:
    """Store refreshed tokens; an empty refresh token or scope list keeps what was there."""
    sealed = _sealed(keyring, account_id, tokens, now=now)
    if not tokens.refresh_token:
        del sealed["refresh_token"]
    if tokens.scopes:
        sealed["scopes"] = tokens.scopes
    if _row(db, account_id).access_token is None:
        raise NotFound("connected account", account_id)
    _update(db, account_id, sealed)
    return _integration(_row(db, account_id))


def set_status(
    db: Connection, account_id: str, status: AccountStatus, *, now: datetime
) -> Integration:
    """Note whether the connection works."""
    _update(db, account_id, {"status": status, "updated_at": now})
    return _integration(_row(db, account_id))


def remove(db: Connection, workspace_id: str, account_id: str) -> None:
    """Forget the tokens and leave the account out of lists; its posts keep their history."""
    if _row(db, account_id).workspace_id != workspace_id:
        raise NotFound("connected account", account_id)
    gone = {
        "access_token": None,
        "refresh_token": None,
        "status": AccountStatus.REVOKED,
    }
    _update(db, account_id, gone)


def rotate(db: Connection, keyring: Keyring) -> int:
    """Re-encrypt every token that is not under the newest key; return how many there were."""
    query = select(integrations.c.id, integrations.c.access_token, integrations.c.refresh_token)
    count = 0
    for row in db.execute(query.with_for_update()).all():
        stale = {
            column: stored
            for column in ("access_token", "refresh_token")
            if (stored := getattr(row, column)) is not None and not keyring.is_current(stored)
        }
        if stale:
            _update(
                db, row.id, {name: _again(keyring, row.id, name, stale[name]) for name in stale}
            )
            count += len(stale)
    return count


def place(account_id: str, column: str) -> Place:
    """Name the place a token is bound to."""
    return (integrations.name, account_id, column)


def _again(keyring: Keyring, account_id: str, column: str, stored: str) -> str:
    where = place(account_id, column)
    return keyring.encrypt(keyring.decrypt(stored, aad=where), aad=where)


def _sealed(keyring: Keyring, account_id: str, tokens: Tokens, *, now: datetime) -> dict[str, Any]:
    refresh = tokens.refresh_token
    return {
        "access_token": keyring.encrypt(tokens.access_token, aad=place(account_id, "access_token")),
        "refresh_token": keyring.encrypt(refresh, aad=place(account_id, "refresh_token"))
        if refresh
        else None,
        "expires_at": tokens.expires_at,
        "status": AccountStatus.ACTIVE,
        "updated_at": now,
    }


def _known(db: Connection, *, workspace_id: str, platform: str, remote_id: str) -> str:
    query = select(integrations.c.id).where(
        integrations.c.workspace_id == workspace_id,
        integrations.c.platform == platform,
        integrations.c.remote_id == remote_id,
    )
    return str(db.execute(query).scalar_one())


def _update(db: Connection, account_id: str, values: dict[str, Any]) -> None:
    query = integrations.update().where(integrations.c.id == account_id).values(**values)
    if db.execute(query).rowcount != 1:
        raise NotFound("connected account", account_id)


def _find(db: Connection, account_id: str) -> Row[Any] | None:
    return db.execute(select(integrations).where(integrations.c.id == account_id)).one_or_none()


def _row(db: Connection, account_id: str) -> Row[Any]:
    row = _find(db, account_id)
    if row is None:
        raise NotFound("connected account", account_id)
    return row


def _integration(row: Row[Any]) -> Integration:
    return Integration(
        id=row.id,
        workspace_id=row.workspace_id,
        user_id=row.user_id,
        platform=row.platform,
        handle=row.handle,
        remote_id=row.remote_id,
        flavour=row.flavour,
        scopes=row.scopes,
        expires_at=row.expires_at,
        status=AccountStatus(row.status),
    )
