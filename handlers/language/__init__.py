"""What people write, as a ``Command``: a pure function from text, time, zone and context."""

from __future__ import annotations

from handlers.language.parse import Reading, parse, parse_traced
from handlers.language.schema import Command

__all__ = ["Command", "Reading", "parse", "parse_traced"]
