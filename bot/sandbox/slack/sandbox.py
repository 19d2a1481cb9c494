"""All parts of one running stand-in, built once and handed to every function that needs them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.sandbox.clock import OffsetClock
from bot.sandbox.slack import scheduled, sharing
from bot.sandbox.slack.addresses import Addresses
from bot.sandbox.slack.delivery import queueing
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.delivery.subscriptions import Allowance, Subscriptions
from bot.sandbox.slack.errands import Errands
from bot.sandbox.slack.faults import Faults
from bot.sandbox.slack.journal import Journal
from bot.sandbox.slack.limits import RateLimits
from bot.sandbox.slack.records import Job
from bot.sandbox.slack.sockets.hub import SocketHub
from bot.sandbox.slack.stream import Stream
from bot.sandbox.slack.timers import Timers
from bot.sandbox.slack.tokens import Tokens
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.workspace import Workspace
from platforms.clock import Clock


@dataclass(frozen=True, slots=True)
class Pace:
    """Waits that real time governs, and the events' allowance; tests make both smaller."""

    ack_s: float = 3.0
    trigger_s: float = 3.0
    file_ready_s: float = 0.7
    socket_lives_s: float = 18_060.0
    socket_warns_s: float = 10.0
    events: Allowance = field(default_factory=Allowance)


@dataclass(slots=True)
class Sandbox:
    """One workspace, one installed app, and what runs in the background for them."""

    workspace: Workspace
    clock: OffsetClock
    machine_clock: Clock
    pace: Pace
    stream: Stream
    journal: Journal
    faults: Faults
    courier: Courier
    sockets: SocketHub
    subscriptions: Subscriptions
    tokens: Tokens
    addresses: Addresses
    triggers: Triggers
    limits: RateLimits
    errands: Errands
    timers: Timers
    _started_in: asyncio.AbstractEventLoop | None = field(default=None)

    def start(self) -> None:
        """Start what runs in the background; called again in the same loop it does nothing."""
        loop = asyncio.get_running_loop()
        if self._started_in is loop:
            return
        self._started_in = loop
        self.timers.start({"event": self._deliver, "post": self._post})
        sharing.resume(self)

    async def stop(self) -> None:
        """End streams, background work and connections, and give the database back."""
        self.stream.close()
        await self.errands.stop()
        await self.courier.close()
        self.workspace.close()

    def now_s(self) -> float:
        """Return the shared clock's moment in Unix seconds."""
        return self.clock.now().timestamp()

    def next_ts(self) -> str:
        """Return a fresh message id for this moment."""
        return self.workspace.next_ts(self.now_s())

    async def _deliver(self, job: Job) -> None:
        await queueing.deliver(self, job)

    async def _post(self, job: Job) -> None:
        scheduled.post_due(self, job)
