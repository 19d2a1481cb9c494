from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from store.database import default_url, open_database
from store.engines import database_url, writing_engine
from store.errors import DatabaseTooNew, DatabaseUnreachable
from store.schema_version import HEAD, KNOWN, MIGRATIONS, current, downgrade, upgrade
from store.table_parts import metadata
from tests.postgres import fresh_database
from tests.store.samples import furnish

SPEC = {
    "social_posts": {
        "id", "user_id", "project_id", "integration_id", "content", "media_urls", "hashtags",
        "publish_date", "state", "settings", "error_message", "published_at",
        "engagement_metrics",
    },
    "staging_sessions": {
        "id", "user_id", "project_id", "session_data", "status", "created_at", "expires_at",
    },
    "social_integrations": {
        "id", "user_id", "platform", "handle", "access_token", "refresh_token", "expires_at",
        "status",
    },
}  # fmt: skip


def _tables(url: str) -> set[str]:
    engine = create_engine(database_url(url))
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_the_revisions_we_list_are_those_alembic_knows() -> None:
    script = ScriptDirectory(str(MIGRATIONS))

    assert tuple(sorted(one.revision for one in script.walk_revisions())) == KNOWN
    assert script.get_current_head() == HEAD


def test_every_migration_goes_up_and_down_and_up_again(each_url: str) -> None:
    assert current(each_url) is None
    for revision in KNOWN:
        upgrade(each_url, revision)
        assert current(each_url) == revision
    for below in reversed((None, *KNOWN[:-1])):
        downgrade(each_url, below or "base")
        assert current(each_url) == below
    assert _tables(each_url) == {"alembic_version"}
    upgrade(each_url)

    assert current(each_url) == HEAD


def test_migrations_make_exactly_the_tables_the_code_uses(each_url: str) -> None:
    upgrade(each_url)
    engine = writing_engine(database_url(each_url))

    def differences(db: Connection) -> list[object]:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    try:
        with engine.begin() as db:
            assert differences(db) == []
    finally:
        engine.dispose()


def test_the_specifications_columns_are_there_by_name(each_url: str) -> None:
    upgrade(each_url)
    engine = create_engine(database_url(each_url))
    try:
        for table, wanted in SPEC.items():
            found = {column["name"] for column in inspect(engine).get_columns(table)}
            assert wanted <= found, table
    finally:
        engine.dispose()


def test_every_row_carries_its_workspace() -> None:
    without = {table.name for table in metadata.tables.values() if "workspace_id" not in table.c}

    assert without == {"workspaces"}


def test_rows_survive_going_down_and_up_by_the_last_step(each_url: str, tmp_path: Path) -> None:
    with open_database(each_url, data_dir=tmp_path) as database:
        database.write_now(furnish)

    downgrade(each_url, KNOWN[-2])
    upgrade(each_url)

    with open_database(each_url, data_dir=tmp_path) as database:
        count = text("SELECT count(*) FROM social_integrations")
        assert database.read_now(lambda db: db.execute(count).scalar_one()) == 1


def test_a_database_from_a_newer_version_is_refused_untouched(
    each_url: str, tmp_path: Path
) -> None:
    upgrade(each_url)
    _set_revision(each_url, "9999")

    with pytest.raises(DatabaseTooNew, match="9999") as refusal:
        open_database(each_url, data_dir=tmp_path)
    with pytest.raises(DatabaseTooNew):
        upgrade(each_url)
    with pytest.raises(DatabaseTooNew):
        downgrade(each_url, "base")

    assert "newer Callboard" in refusal.value.advice
    assert "social_posts" in _tables(each_url)


def test_a_refused_database_is_not_locked_afterwards(tmp_path: Path) -> None:
    url = default_url(tmp_path)
    upgrade(url)
    _set_revision(url, "9999")
    with pytest.raises(DatabaseTooNew):
        open_database(url, data_dir=tmp_path)
    _set_revision(url, HEAD)

    with open_database(url, data_dir=tmp_path) as database:
        assert database.dialect == "sqlite"


def test_an_older_database_is_brought_up_to_date_on_start(each_url: str, tmp_path: Path) -> None:
    upgrade(each_url, KNOWN[0])

    with open_database(each_url, data_dir=tmp_path):
        pass

    assert current(each_url) == HEAD


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    url = default_url(tmp_path)
    upgrade(url, KNOWN[0])
    engine = writing_engine(database_url(url))
    with engine.begin() as db:
        # The name is taken half way through the next step, which then has to stop.
        db.execute(text("CREATE TABLE api_tokens (id TEXT)"))
    engine.dispose()

    with pytest.raises(OperationalError, match="api_tokens"):
        upgrade(url)

    assert current(url) == KNOWN[0]
    assert "approvals" not in _tables(url)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused_with_words(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="neither a SQLite file nor a PostgreSQL"):
        open_database(url, data_dir=tmp_path)


def test_a_server_that_does_not_answer_is_explained_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable) as refusal:
        open_database("postgresql://me:hunter2@127.0.0.1:1/callboard", data_dir=tmp_path)

    assert "hunter2" not in str(refusal.value)
    assert "CALLBOARD_DATABASE_URL" in refusal.value.advice


def _set_revision(url: str, revision: str) -> None:
    engine = writing_engine(database_url(url))
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    engine.dispose()


@pytest.mark.slow
def test_a_start_on_a_database_that_is_up_to_date_does_not_load_alembic(tmp_path: Path) -> None:
    upgrade(default_url(tmp_path))
    start = (
        "import sys; from pathlib import Path; from store.database import open_database;"
        f"open_database('', data_dir=Path({str(tmp_path)!r})).close();"
        "print('alembic' in sys.modules)"
    )

    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", start], capture_output=True, text=True, check=True
    )

    assert said.stdout == "False\n"


@pytest.mark.postgres
@pytest.mark.slow
def test_processes_that_start_together_migrate_once(postgres_url: str, tmp_path: Path) -> None:
    def start(url: str) -> str | None:
        with open_database(url, data_dir=tmp_path):
            return current(url)

    with fresh_database(postgres_url) as url, ThreadPoolExecutor(3) as threads:
        assert list(threads.map(start, [url] * 3)) == [HEAD] * 3
