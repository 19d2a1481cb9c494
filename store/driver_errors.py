"""What a database driver says, in words people can act on and without anybody's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from store.errors import DatabaseUnreachable, DiskFull, StoreError

_DISK_FULL = "53100"
_MET_ANOTHER = {"40P01", "40001"}  # deadlock_detected, serialization_failure


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a person can mend into the store's own errors; let the rest through."""
    try:
        yield
    except DBAPIError as error:
        _leave_rows_out(error)
        known = _known(error)
        if known is None:
            raise
        raise known from error


def can_be_repeated(error: DBAPIError) -> bool:
    """Tell whether PostgreSQL gave this transaction up only because it met another one."""
    return _state(error) in _MET_ANOTHER


def _known(error: DBAPIError) -> StoreError | None:
    said = str(error.orig)
    if _state(error) == _DISK_FULL or "database or disk is full" in said:
        return DiskFull("The disk is full; nothing was saved.")
    if "disk I/O error" in said:
        return DiskFull("The disk did not take what was to be written; nothing was saved.")
    if error.connection_invalidated or ("connection" in said and "failed" in said):
        return DatabaseUnreachable("The database does not answer.")
    return None


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _leave_rows_out(error: DBAPIError) -> None:
    """Drop PostgreSQL's DETAIL, which quotes the whole row, from everything that is logged."""
    diagnosis = getattr(error.orig, "diag", None)
    if error.orig is not None and diagnosis is not None and diagnosis.message_primary:
        error.orig.args = (diagnosis.message_primary,)
        error.args = (f"({type(error.orig).__name__}) {diagnosis.message_primary}",)
