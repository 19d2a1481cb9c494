"""Kept files: who brought them, what their bytes told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from platforms.content import Media, MediaKind
from store import workspaces
from store.errors import NotFound
from store.ids import new_id
from store.inserting import insert_new
from store.schema import assets
from store.words import Asset

_FIELDS = tuple(field.name for field in fields(Asset))


def add(db: Connection, asset: Asset) -> Asset:
    """Remember the file; the same Slack file in the same workspace is the existing one."""
    workspaces.ensure(db, asset.workspace_id, now=asset.created_at)
    asset = asset if asset.id else replace(asset, id=new_id())
    if insert_new(db, assets, asdict(asset)) or asset.slack_file_id is None:
        return many(db, asset.workspace_id, [asset.id])[0]
    known = for_slack_file(db, asset.workspace_id, asset.slack_file_id)
    return known or many(db, asset.workspace_id, [asset.id])[0]


def known(db: Connection, workspace_id: str, ids: Iterable[str]) -> dict[str, Asset]:
    """Return those of these files that there still are, by their ids."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    query = select(assets).where(assets.c.workspace_id == workspace_id, assets.c.id.in_(wanted))
    return {row.id: _from_row(row) for row in db.execute(query)}


def many(db: Connection, workspace_id: str, ids: Iterable[str]) -> list[Asset]:
    """Return these files in the order asked; raise ``NotFound`` if one is missing."""
    wanted = list(ids)
    found = known(db, workspace_id, wanted)
    for asset_id in wanted:
        if asset_id not in found:
            raise NotFound("file", asset_id)
    return [found[asset_id] for asset_id in wanted]


def for_slack_file(db: Connection, workspace_id: str, file_id: str) -> Asset | None:
    """Return the kept file that came from this Slack file."""
    query = select(assets).where(
        assets.c.workspace_id == workspace_id, assets.c.slack_file_id == file_id
    )
    row = db.execute(query).one_or_none()
    return _from_row(row) if row else None


def media_of(asset: Asset) -> Media:
    """Return the file in the words of ``platforms.content``."""
    return Media(
        id=asset.id,
        kind=MediaKind(asset.kind),
        mime=asset.mime,
        size_bytes=asset.size_bytes,
        sha256=asset.sha256,
        width_px=asset.width_px,
        height_px=asset.height_px,
        duration_s=asset.duration_s,
        filename=asset.filename,
        alt_text=asset.alt_text,
    )


def _from_row(row: Row[Any]) -> Asset:
    return Asset(**{name: getattr(row, name) for name in _FIELDS})
