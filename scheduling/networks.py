"""The networks as the engine reaches them: each one's adapter, and its wire to the outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import httpx

from platforms.adapter import Adapter, Journal, Wire
from platforms.clock import Clock
from platforms.endpoints import Endpoints
from platforms.errors import Step


@dataclass(frozen=True, slots=True)
class Networks:
    """Adapters by network; ``endpoints`` names only those that settings override."""

    adapters: Mapping[str, Adapter]
    endpoints: Mapping[str, Endpoints]
    http: httpx.AsyncClient
    clock: Clock

    def wire(self, network: str, journal: Journal) -> Wire:
        """Return the way to ``network``, reporting to ``journal``."""
        adapter = self.adapters[network]
        endpoints = self.endpoints.get(network, adapter.default_endpoints)
        return Wire(self.http, endpoints, self.clock, journal)

    def label(self, network: str) -> str:
        """Return the network's name as people know it."""
        adapter = self.adapters.get(network)
        return adapter.rules.label if adapter is not None else network


class NothingIrreversible:
    """The journal of calls that publish nothing: it remembers nothing and lets nothing be sent."""

    def reached(self, name: str) -> str | None:
        """Nothing was reached before."""
        del name
        return None

    async def checkpoint(self, name: str, value: str) -> None:
        """Forget it: every such call can be repeated."""
        del name, value

    async def intend(self, step: Step, request_hash: str) -> datetime:
        """Refuse: an irreversible request belongs to a claimed post."""
        del request_hash
        raise RuntimeError(f"A call of step {step} may only be made for a claimed post.")

    async def progress(self, done: float, saying: str) -> None:
        """Nobody waits for it."""
        del done, saying
