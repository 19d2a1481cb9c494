"""Tokens of the HTTP API: shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store import workspaces
from store.errors import NotFound
from store.ids import new_id
from store.records import api_tokens

_PREFIX = "cb_"
_RANDOM_BYTES = 32


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of the HTTP API without its secret."""

    id: str
    workspace_id: str
    user_id: str
    scopes: tuple[str, ...]
    created_at: datetime
    revoked_at: datetime | None = None


def create(
    db: Connection, *, workspace_id: str, user_id: str, scopes: tuple[str, ...], now: datetime
) -> tuple[str, str]:
    """Make a token; return its id and the secret, which cannot be had again."""
    workspaces.ensure(db, workspace_id, now=now)
    token_id, secret = new_id(), _PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    db.execute(
        api_tokens.insert().values(
            id=token_id,
            workspace_id=workspace_id,
            user_id=user_id,
            scopes=scopes,
            secret_hash=_hash(secret),
            created_at=now,
        )
    )
    return token_id, secret


def verify(db: Connection, secret: str) -> ApiToken | None:
    """Return whose secret this is, ``None`` if it is unknown or revoked."""
    query = select(api_tokens).where(
        api_tokens.c.secret_hash == _hash(secret), api_tokens.c.revoked_at.is_(None)
    )
    row = db.execute(query).one_or_none()
    return _from_row(row) if row else None


def revoke(db: Connection, workspace_id: str, token_id: str, *, now: datetime) -> None:
    """End a token at once; ending it again changes nothing."""
    mine = (api_tokens.c.id == token_id) & (api_tokens.c.workspace_id == workspace_id)
    if db.execute(select(api_tokens.c.id).where(mine)).one_or_none() is None:
        raise NotFound("API token", token_id)
    db.execute(
        api_tokens.update().where(mine, api_tokens.c.revoked_at.is_(None)).values(revoked_at=now)
    )


def of_workspace(db: Connection, workspace_id: str) -> list[ApiToken]:
    """Return the workspace's tokens without their secrets, oldest first."""
    query = (
        select(api_tokens)
        .where(api_tokens.c.workspace_id == workspace_id)
        .order_by(api_tokens.c.created_at, api_tokens.c.id)
    )
    return [_from_row(row) for row in db.execute(query)]


def _hash(secret: str) -> str:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()


def _from_row(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.id,
        workspace_id=row.workspace_id,
        user_id=row.user_id,
        scopes=row.scopes,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )
