"""
Questions to people whether Callboard may act for their accounts.

Whoever holds the ticket may open the network's page; the browser that opened it, and no other,
may bring the answer back, once. Only hashes of these secrets are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store import workspaces
from store.ids import new_id
from store.records import consent_requests as requests
from store.secrets import Keyring, Place
from store.words import ConsentRequest


def ask(
    db: Connection,
    *,
    workspace_id: str,
    user_id: str,
    network: str,
    flavour: str,
    reply_to: Mapping[str, object],
    ticket: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    """Remember a question; forget those that nobody can answer any more."""
    workspaces.ensure(db, workspace_id, now=now)
    db.execute(requests.delete().where(requests.c.expires_at < now))
    db.execute(
        requests.insert().values(
            id=new_id(),
            workspace_id=workspace_id,
            user_id=user_id,
            platform=network,
            flavour=flavour,
            reply_to=reply_to,
            ticket_hash=_hash(ticket),
            created_at=now,
            expires_at=expires_at,
        )
    )


def begin(
    db: Connection,
    keyring: Keyring,
    ticket: str,
    *,
    state: str,
    browser: str,
    verifier: str,
    now: datetime,
) -> ConsentRequest | None:
    """Bind a question to the browser that opens it; the last one to open it counts."""
    query = select(requests).where(requests.c.ticket_hash == _hash(ticket), _is_open(now))
    row = db.execute(query).one_or_none()
    if row is None:
        return None
    bound = {
        "state_hash": _hash(state),
        "browser_hash": _hash(browser),
        "verifier": keyring.encrypt(verifier, aad=_place(row.id)),
    }
    db.execute(requests.update().where(requests.c.id == row.id).values(**bound))
    return _from_row(row, verifier)


def take(
    db: Connection, keyring: Keyring, *, network: str, state: str, browser: str, now: datetime
) -> ConsentRequest | None:
    """Take a question whose answer came back in the browser that opened it; once."""
    taken = (
        requests.update()
        .where(
            requests.c.state_hash == _hash(state),
            requests.c.browser_hash == _hash(browser),
            requests.c.platform == network,
            _is_open(now),
        )
        .values(used_at=now)
        .returning(*requests.c)
    )
    row = db.execute(taken).one_or_none()
    return _from_row(row, keyring.decrypt(row.verifier, aad=_place(row.id))) if row else None


def _is_open(now: datetime) -> Any:
    return requests.c.used_at.is_(None) & (requests.c.expires_at > now)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _place(request_id: str) -> Place:
    return (requests.name, request_id, "verifier")


def _from_row(row: Row[Any], verifier: str) -> ConsentRequest:
    return ConsentRequest(
        id=row.id,
        workspace_id=row.workspace_id,
        user_id=row.user_id,
        network=row.platform,
        flavour=row.flavour,
        reply_to=row.reply_to,
        verifier=verifier,
    )
