from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from platforms.content import Media, MediaKind
from store import assets
from store.database import Database
from store.errors import NotFound
from store.files import AssetFiles
from store.ids import new_id
from store.words import Asset
from tests.store.samples import NOW, PERSON, WORKSPACE


def _asset(**changes: Any) -> Asset:
    usual: dict[str, Any] = {
        "id": new_id(),
        "workspace_id": WORKSPACE,
        "user_id": PERSON,
        "sha256": "b" * 64,
        "kind": "video",
        "mime": "video/mp4",
        "size_bytes": 5_000_000_000,
        "width_px": 1080,
        "height_px": 1920,
        "duration_s": 12.5,
        "filename": "clip.mp4",
        "alt_text": "",
        "slack_file_id": "F1",
        "source_url": None,
        "created_at": NOW,
    }
    return Asset(**{**usual, **changes})


def _add(database: Database, asset: Asset) -> Asset:
    return database.write_now(lambda db: assets.add(db, asset))


def test_a_file_comes_back_with_its_facts(each_database: Database) -> None:
    asset = _asset()

    assert _add(each_database, asset) == asset
    assert each_database.read_now(lambda db: assets.many(db, WORKSPACE, [asset.id])) == [asset]


def test_the_same_slack_file_is_kept_once(each_database: Database) -> None:
    first = _add(each_database, _asset())

    assert _add(each_database, _asset()) == first
    found = each_database.read_now(lambda db: assets.for_slack_file(db, WORKSPACE, "F1"))
    assert found == first


def test_files_from_elsewhere_are_each_their_own(each_database: Database) -> None:
    first = _add(each_database, _asset(slack_file_id=None, source_url="https://example.org/a"))
    second = _add(each_database, _asset(slack_file_id=None, source_url="https://example.org/a"))

    assert first.id != second.id


def test_another_workspace_keeps_its_own_copy(each_database: Database) -> None:
    first = _add(each_database, _asset())

    assert _add(each_database, _asset(workspace_id="T2")).id != first.id


def test_files_come_in_the_order_asked(each_database: Database) -> None:
    kept = [_add(each_database, _asset(slack_file_id=f"F{n}")) for n in range(5)]
    wanted = [kept[n] for n in (3, 0, 4, 0)]

    found = each_database.read_now(
        lambda db: assets.many(db, WORKSPACE, [one.id for one in wanted])
    )

    assert found == wanted


def test_a_missing_file_is_named(each_database: Database) -> None:
    kept = _add(each_database, _asset(workspace_id="T2"))

    with pytest.raises(NotFound, match=kept.id):
        each_database.read_now(lambda db: assets.many(db, WORKSPACE, [kept.id]))


def test_a_file_without_an_id_gets_one(each_database: Database) -> None:
    assert _add(each_database, replace(_asset(), id="")).id


def test_a_file_is_media_in_the_networks_words() -> None:
    asset = _asset(alt_text="A rocket")

    assert assets.media_of(asset) == Media(
        id=asset.id,
        kind=MediaKind.VIDEO,
        mime="video/mp4",
        size_bytes=5_000_000_000,
        sha256="b" * 64,
        width_px=1080,
        height_px=1920,
        duration_s=12.5,
        filename="clip.mp4",
        alt_text="A rocket",
    )


def test_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    files = AssetFiles(tmp_path / "files")
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"hello")

    sha256 = files.keep(source)

    assert sha256 == hashlib.sha256(b"hello").hexdigest()
    assert files.path_of(sha256).read_bytes() == b"hello"


def test_the_same_bytes_are_kept_once_and_drafts_are_removed(tmp_path: Path) -> None:
    files = AssetFiles(tmp_path / "files")
    source = tmp_path / "clip.mp4"
    source.write_bytes(b"hello")

    assert files.keep(source) == files.keep(source)

    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert source.exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_only_kept_files_have_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        AssetFiles(tmp_path).path_of(name)


def test_files_that_are_gone_are_left_out_where_that_is_no_fault(database: Database) -> None:
    kept = _add(database, _asset())
    ids = [new_id(), kept.id, kept.id]

    found = database.read_now(lambda db: assets.known(db, WORKSPACE, ids))
    elsewhere = database.read_now(lambda db: assets.known(db, "T2", ids))

    assert found == {kept.id: kept}
    assert elsewhere == {}
    assert database.read_now(lambda db: assets.known(db, WORKSPACE, [])) == {}
