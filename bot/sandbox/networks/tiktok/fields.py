"""The ``fields`` parameter: what a reading call shall tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request

from bot.sandbox.networks.tiktok.answers import refused

Readers = Mapping[str, Callable[[], Any]]


def wanted_fields(request: Request, known: frozenset[str]) -> tuple[str, ...]:
    """Return the fields that were asked for; raises ``Refused``."""
    asked = request.query_params.get("fields", "").split(",")
    wanted = tuple(name.strip() for name in asked if name.strip())
    if not wanted:
        raise refused("invalid_param", "The parameter fields is required.")
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise refused("invalid_param", f"Unknown fields: {', '.join(unknown)}.")
    return wanted


def told(readers: Readers, wanted: tuple[str, ...]) -> dict[str, Any]:
    """Return the wanted fields and nothing else."""
    return {name: readers[name]() for name in wanted}
