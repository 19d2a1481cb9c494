from __future__ import annotations

from dataclasses import replace

import pytest

from store import projects, workspaces
from store.database import Database
from store.errors import NotFound
from store.ids import new_id
from store.words import Project
from tests.store.samples import CHANNEL, NOW, WORKSPACE


def _create(
    database: Database,
    channel_id: str = CHANNEL,
    *,
    workspace_id: str = WORKSPACE,
    zone: str = "UTC",
) -> Project:
    return database.write_now(
        lambda db: projects.create(
            db,
            workspace_id=workspace_id,
            channel_id=CHANNEL,
            name="launch",
            zone=zone,
            networks=("twitter",),
            now=NOW,
        )
    )


def test_a_channel_becomes_one_project_only(each_database: Database) -> None:
    first = _create(each_database, zone="Europe/Berlin")

    again = _create(each_database, zone="Asia/Tokyo")

    assert again == first
    assert first.approvers == "members"
    found = each_database.read_now(lambda db: projects.for_channel(db, WORKSPACE, CHANNEL))
    assert found == first


def test_a_channel_nobody_used_has_no_project(each_database: Database) -> None:
    found = each_database.read_now(lambda db: projects.for_channel(db, WORKSPACE, "C404"))

    assert found is None


def test_a_project_is_changed_field_by_field(each_database: Database) -> None:
    project = _create(each_database)

    changed = each_database.write_now(
        lambda db: projects.change(
            db,
            project.id,
            zone="Asia/Tokyo",
            networks=("instagram", "twitter"),
            approver_ids=("U1",),
            approvers="listed",
            notify_channel_id="C9",
            settings={"min_gap_s": 60},
        )
    )

    assert changed == replace(
        project,
        zone="Asia/Tokyo",
        networks=("instagram", "twitter"),
        approver_ids=("U1",),
        approvers="listed",
        notify_channel_id="C9",
        settings={"min_gap_s": 60},
    )
    assert each_database.read_now(lambda db: projects.get(db, WORKSPACE, project.id)) == changed


def test_a_change_of_nothing_is_the_project_as_it_is(database: Database) -> None:
    project = _create(database)

    assert database.write_now(lambda db: projects.change(db, project.id)) == project


def test_whose_a_project_is_cannot_be_changed(database: Database) -> None:
    project = _create(database)

    with pytest.raises(TypeError, match="workspace_id"):
        database.write_now(lambda db: projects.change(db, project.id, workspace_id="T2"))


def test_a_project_nobody_made_is_not_found(each_database: Database) -> None:
    with pytest.raises(NotFound):
        each_database.write_now(lambda db: projects.change(db, new_id(), zone="UTC"))
    with pytest.raises(NotFound):
        each_database.write_now(lambda db: projects.change(db, new_id()))


def test_workspaces_do_not_see_each_others_projects(each_database: Database) -> None:
    mine, theirs = _create(each_database), _create(each_database, workspace_id="T2")

    assert mine.id != theirs.id
    listed = each_database.read_now(lambda db: projects.of_workspace(db, WORKSPACE))
    assert listed == [mine]
    with pytest.raises(NotFound):
        each_database.read_now(lambda db: projects.get(db, WORKSPACE, theirs.id))


def test_a_workspace_keeps_its_name_until_it_gets_another(each_database: Database) -> None:
    each_database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, name="Acme", now=NOW))
    kept = each_database.write_now(lambda db: workspaces.ensure(db, WORKSPACE, now=NOW))
    renamed = each_database.write_now(
        lambda db: workspaces.ensure(db, WORKSPACE, name="Acme Ltd", now=NOW)
    )

    assert (kept.name, renamed.name) == ("Acme", "Acme Ltd")


def test_a_workspace_nobody_installed_is_not_found(each_database: Database) -> None:
    with pytest.raises(NotFound):
        each_database.read_now(lambda db: workspaces.get(db, "T404"))
