"""Channels as projects: made at first use, changed by those who may approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy.engine import Connection

from scheduling.desk import Desk
from scheduling.errors import BadValue
from scheduling.local_time import zone_of
from scheduling.permission import APPROVERS, require_approver
from scheduling.staging import connected
from store import audit, posts, projects
from store.words import Person, Project

FALLBACK_ZONE = "UTC"


def project_of(
    db: Connection, desk: Desk, by: Person, *, channel_id: str, channel_name: str
) -> Project:
    """Return the channel's project; at first use it gets the person's zone and all accounts."""
    known = projects.for_channel(db, by.workspace_id, channel_id)
    if known is not None:
        return known
    return projects.create(
        db,
        workspace_id=by.workspace_id,
        channel_id=channel_id,
        name=channel_name or channel_id,
        zone=by.zone if _is_zone(by.zone) else FALLBACK_ZONE,
        networks=connected(db, desk, by.workspace_id),
        now=desk.now,
    )


def change(
    db: Connection, desk: Desk, by: Person, project_id: str, changes: Mapping[str, Any]
) -> Project:
    """Change a project's settings after checking each of them; who changed what is recorded."""
    before = projects.get(db, by.workspace_id, project_id)
    require_approver(by, before, doing="change this channel's settings")
    _check(desk, before, changes)
    after = projects.change(db, project_id, **changes)
    audit.record(
        db,
        workspace_id=by.workspace_id,
        who=by.user_id,
        what="project.changed",
        subject=project_id,
        before={name: _plain(getattr(before, name)) for name in changes},
        after={name: _plain(getattr(after, name)) for name in changes},
        now=desk.now,
    )
    return after


def get(db: Connection, desk: Desk, workspace_id: str, project_id: str) -> Project:
    """Return a project of this workspace."""
    del desk
    return projects.get(db, workspace_id, project_id)


def failure_channel(db: Connection, desk: Desk, workspace_id: str, post_id: str) -> str | None:
    """Return the channel that hears of failures of this post, if one was set."""
    del desk
    post = posts.get(db, post_id, workspace_id=workspace_id)
    return projects.get(db, workspace_id, post.project_id).notify_channel_id


def _check(desk: Desk, project: Project, changes: Mapping[str, Any]) -> None:
    if "name" in changes and not str(changes["name"]).strip():
        raise BadValue("A project needs a name.", field="name")
    if "zone" in changes and not _is_zone(changes["zone"]):
        raise BadValue(
            f"There is no time zone called {changes['zone']!r}.",
            field="zone",
            advice="Write it like Europe/Paris or America/New_York.",
        )
    if "networks" in changes:
        _check_networks(desk, changes["networks"])
    approvers = changes.get("approvers", project.approvers)
    if approvers not in APPROVERS:
        known = ", ".join(APPROVERS)
        raise BadValue(
            f"{approvers!r} is not a way to say who may approve.",
            field="approvers",
            advice=f"Choose one of: {known}.",
        )
    if approvers == "listed" and not changes.get("approver_ids", project.approver_ids):
        raise BadValue(
            "Nobody could approve: the list of approvers is empty.",
            field="approver_ids",
            advice="Name at least one person.",
        )


def _check_networks(desk: Desk, networks: Sequence[str]) -> None:
    unknown = [network for network in networks if network not in desk.adapters]
    if unknown:
        known = ", ".join(adapter.rules.label for adapter in desk.adapters.values())
        raise BadValue(
            f"Callboard does not publish to {unknown[0]}.",
            field="networks",
            advice=f"It publishes to: {known}.",
        )


def _is_zone(name: object) -> bool:
    try:
        return bool(name) and zone_of(str(name)) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
