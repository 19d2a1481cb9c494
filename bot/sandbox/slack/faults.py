"""Troubles switched on by hand, each for a number of times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

Side = Literal["api", "delivery"]
FaultName = Literal[
    "429", "500", "503", "timeout", "reset", "slow", "error", "dropped", "invalid_auth",
    "duplicate", "reorder", "lost_ack", "html_download", "expired_trigger", "bad_signature",
    "stale_signature", "never_ready",
]  # fmt: skip
FAULT_NAMES: tuple[str, ...] = get_args(FaultName)
ANY_NAME = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble: where, what, after how many that went well, how often, with which figures."""

    kind: Side
    fault: FaultName
    name: str = ANY_NAME
    times: int = 1
    after: int = 0
    seconds: float | None = None
    error: str | None = None


class Faults:
    """The troubles waiting to strike."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a fault strike the next ``times`` matching requests."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Let everything work again."""
        self._waiting.clear()

    def waiting(self) -> list[Fault]:
        """Return what has not struck yet."""
        return list(self._waiting)

    def strike(self, kind: Side, name: str, *faults: FaultName) -> Fault | None:
        """Return and use up the oldest matching fault; ``None`` when all is well."""
        for place, fault in enumerate(self._waiting):
            if fault.kind != kind or fault.name not in (ANY_NAME, name):
                continue
            if fault.fault not in faults:
                continue
            if fault.after > 0:
                self._waiting[place] = replace(fault, after=fault.after - 1)
                continue
            if fault.times > 1:
                self._waiting[place] = replace(fault, times=fault.times - 1)
            else:
                del self._waiting[place]
            return fault
        return None
