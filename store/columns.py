"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, DateTime, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from store.errors import NaiveInstant, NotAnId

_SORTABLE = "%Y-%m-%dT%H:%M:%S.%fZ"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_us(moment: datetime) -> int:
    """Return a moment as whole microseconds since 1970; timers compare these."""
    return (aware_utc(moment) - _EPOCH) // _MICROSECOND


def from_us(count: int) -> datetime:
    """Return the moment that ``to_us`` turned into a number."""
    return _EPOCH + count * _MICROSECOND


def aware_utc(moment: datetime) -> datetime:
    """Return the same instant in UTC; refuse one without a zone."""
    if moment.utcoffset() is None:
        raise NaiveInstant(f"The moment {moment.isoformat()} has no zone.")
    return moment.astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: sortable text on SQLite, ``timestamptz`` on PostgreSQL, aware UTC outside."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text where the database has no type that keeps the zone."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Turn an aware instant into what the database stores."""
        if value is None:
            return None
        moment = aware_utc(value)
        return moment.strftime(_SORTABLE) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn what the database stored into an aware instant in UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value)
        return aware_utc(value)


class Id(TypeDecorator[str]):
    """A row's id: a UUID in the database, text outside. Other text is refused as unknown."""

    impl = Uuid(as_uuid=False)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Accept any spelling of a UUID and nothing else."""
        del dialect
        if value is None:
            return None
        try:
            return str(UUID(value))
        except (ValueError, AttributeError):
            raise NotAnId(str(value)) from None


def _portable_json() -> TypeEngine[Any]:
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _plain(value: object) -> object:
    """Return ``value`` with read-only mappings and tuples as what JSON knows."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value


class JsonObject(TypeDecorator[Mapping[str, object]]):
    """A JSON object, read back as a read-only mapping."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use JSONB where there is one."""
        return dialect.type_descriptor(_portable_json())

    def process_bind_param(self, value: Mapping[str, object] | None, dialect: Dialect) -> Any:
        """Accept any mapping whose values are JSON."""
        del dialect
        return None if value is None else _plain(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, object] | None:
        """Return a read-only mapping, so that a row cannot be changed by accident."""
        del dialect
        return None if value is None else MappingProxyType(cast("dict[str, object]", value))


class JsonList(TypeDecorator[tuple[Any, ...]]):
    """The specification's ``TEXT[]`` as a JSON list, read back as a tuple."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Use JSONB where there is one."""
        return dialect.type_descriptor(_portable_json())

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        """Accept any iterable of JSON values except a bare text."""
        del dialect
        return None if value is None else _plain(tuple(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Any, ...] | None:
        """Return a tuple."""
        del dialect
        return None if value is None else tuple(value)
