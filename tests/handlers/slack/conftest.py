"""The demo and its people, as the journeys have them."""

from __future__ import annotations

from tests.journeys.conftest import _demo, _world

__all__ = ["_demo", "_world"]
