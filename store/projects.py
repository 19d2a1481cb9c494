"""Projects: what a Slack channel belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from store import workspaces
from store.errors import NotFound
from store.ids import new_id
from store.inserting import insert_new
from store.schema import projects
from store.words import Project

_CHANGEABLE = {
    "name", "zone", "networks", "approvers", "approver_ids", "notify_channel_id", "settings"
}  # fmt: skip


def for_channel(db: Connection, workspace_id: str, channel_id: str) -> Project | None:
    """Return the channel's project, ``None`` before its first use."""
    query = select(projects).where(
        projects.c.workspace_id == workspace_id, projects.c.channel_id == channel_id
    )
    row = db.execute(query).one_or_none()
    return _from_row(row) if row else None


def create(
    db: Connection,
    *,
    workspace_id: str,
    channel_id: str,
    name: str,
    zone: str,
    networks: tuple[str, ...],
    now: datetime,
) -> Project:
    """Make the channel's project, or return the one that is already there unchanged."""
    workspaces.ensure(db, workspace_id, now=now)
    values = {
        "id": new_id(),
        "workspace_id": workspace_id,
        "channel_id": channel_id,
        "name": name,
        "zone": zone,
        "networks": networks,
        "approvers": "members",
        "approver_ids": (),
        "settings": {},
        "created_at": now,
    }
    insert_new(db, projects, values)
    made = for_channel(db, workspace_id, channel_id)
    if made is None:
        raise NotFound("project", channel_id)
    return made


def get(db: Connection, workspace_id: str, project_id: str) -> Project:
    """Return the workspace's project or raise ``NotFound``."""
    query = select(projects).where(
        projects.c.id == project_id, projects.c.workspace_id == workspace_id
    )
    row = db.execute(query).one_or_none()
    if row is None:
        raise NotFound("project", project_id)
    return _from_row(row)


def change(db: Connection, project_id: str, **changes: Any) -> Project:
    """Change fields of the project by their names in ``Project``."""
    if unknown := changes.keys() - _CHANGEABLE:
        raise TypeError(f"A project's {', '.join(sorted(unknown))} cannot be changed.")
    if not changes:
        row = db.execute(select(projects).where(projects.c.id == project_id)).one_or_none()
    else:
        row = db.execute(
            projects.update()
            .where(projects.c.id == project_id)
            .values(**changes)
            .returning(*projects.c)
        ).one_or_none()
    if row is None:
        raise NotFound("project", project_id)
    return _from_row(row)


def of_workspace(db: Connection, workspace_id: str) -> list[Project]:
    """Return the workspace's projects, oldest first."""
    query = (
        select(projects)
        .where(projects.c.workspace_id == workspace_id)
        .order_by(projects.c.created_at, projects.c.id)
    )
    return [_from_row(row) for row in db.execute(query)]


def _from_row(row: Row[Any]) -> Project:
    return Project(
        id=row.id,
        workspace_id=row.workspace_id,
        channel_id=row.channel_id,
        name=row.name,
        zone=row.zone,
        networks=row.networks,
        approvers=row.approvers,
        approver_ids=row.approver_ids,
        notify_channel_id=row.notify_channel_id,
        settings=row.settings,
    )
