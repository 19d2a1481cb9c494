"""
Which schema a database has, and moving it up or down.

The migrations are files named ``<revision>_<subject>.py`` with revisions that sort: the newest
is known without importing Alembic, which a start on an up-to-date database does not need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from store.engines import database_url, reading_engine, sqlite_path, writing_engine
from store.errors import DatabaseTooNew, NoSuchSchema

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
KNOWN = tuple(
    sorted(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
)
HEAD = KNOWN[-1]

_ONE_AT_A_TIME = 0x63616C6C  # any number; two processes that start at once must use the same


def current(url: str) -> str | None:
    """Return the database's revision, ``None`` for an empty one; raise ``DatabaseTooNew``."""
    address = database_url(url)
    path = sqlite_path(address)
    if path is not None and not path.exists():
        return None
    engine = reading_engine(address)
    try:
        with engine.connect() as db:
            return _known(_recorded(db))
    finally:
        engine.dispose()


def upgrade(url: str, revision: str = HEAD) -> None:
    """Bring the database up to ``revision``: all steps, or none."""
    _migrate(url, revision, "upgrade")


def downgrade(url: str, revision: str) -> None:
    """
    Take the database down to ``revision`` (``base`` empties it): all steps, or none.

    Raises ``NoSuchSchema`` for one that is unknown or lies ahead.
    """
    found = current(url)
    if revision != "base" and (found is None or revision not in KNOWN or revision > found):
        raise NoSuchSchema(revision, found=found, oldest=KNOWN[0])
    _migrate(url, revision, "downgrade")


def _migrate(url: str, revision: str, direction: str) -> None:
    from alembic import command  # noqa: PLC0415 - heavy, and only needed when there is work

    # SQLite rebuilds tables to change them; with foreign keys on, that would empty their children.
    engine = writing_engine(database_url(url), foreign_keys=False)
    try:
        with engine.begin() as db:
            _wait_for_turn(db)
            _known(_recorded(db))
            getattr(command, direction)(_config(db), revision)
            _check_references(db)
    finally:
        engine.dispose()


def _config(db: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = db
    return config


def _wait_for_turn(db: Connection) -> None:
    """Let one process migrate at a time; on SQLite the transaction itself sees to that."""
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})


def _recorded(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _known(revision: str | None) -> str | None:
    if revision is not None and revision not in KNOWN:
        raise DatabaseTooNew(revision, HEAD)
    return revision


def _check_references(db: Connection) -> None:
    """Look once at what was not enforced while tables were rebuilt."""
    if db.dialect.name == "sqlite":
        broken = db.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"The migration left {len(broken)} rows without what they refer to.")
