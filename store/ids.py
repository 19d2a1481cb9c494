"""Where new ids come from."""

from __future__ import annotations

from uuid import UUID, uuid4


def new_id() -> str:
    """Return a fresh random id."""
    return str(uuid4())


def looks_like_id(text: str) -> bool:
    """Tell whether anything could be stored under ``text``."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
