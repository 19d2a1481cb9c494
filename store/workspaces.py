"""Slack workspaces and their settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store.errors import NotFound
from store.inserting import insert_new
from store.schema import workspaces
from store.words import Workspace


def ensure(db: Connection, workspace_id: str, *, name: str = "", now: datetime) -> Workspace:
    """Return the workspace, made if new; a name that is not empty replaces the old one."""
    row = {"id": workspace_id, "name": name, "settings": {}, "created_at": now}
    if not insert_new(db, workspaces, row) and name:
        db.execute(
            workspaces.update()
            .where(workspaces.c.id == workspace_id, workspaces.c.name != name)
            .values(name=name)
        )
    return get(db, workspace_id)


def get(db: Connection, workspace_id: str) -> Workspace:
    """Return the workspace or raise ``NotFound``."""
    return _workspace(db, workspace_id, lock=False)


def change_settings(db: Connection, workspace_id: str, changes: Mapping[str, object]) -> Workspace:
    """Merge ``changes`` into the settings; a value of ``None`` removes its key."""
    old = _workspace(db, workspace_id, lock=True)
    merged = {key: value for key, value in {**old.settings, **changes}.items() if value is not None}
    db.execute(workspaces.update().where(workspaces.c.id == workspace_id).values(settings=merged))
    return get(db, workspace_id)


def _workspace(db: Connection, workspace_id: str, *, lock: bool) -> Workspace:
    query = select(workspaces).where(workspaces.c.id == workspace_id)
    row = db.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("workspace", workspace_id)
    return _from_row(row)


def _from_row(row: Row[Any]) -> Workspace:
    return Workspace(id=row.id, name=row.name, settings=row.settings)
