"""What every request passes: the log, the faults, and work that was promised for later."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.networks.breaking import drain, drop, replaying, unheard
from bot.sandbox.networks.faults import Armed, General, When
from bot.sandbox.networks.late import LateRequests
from bot.sandbox.networks.peeking import peek
from bot.sandbox.networks.requests_seen import RequestsSeen
from bot.sandbox.networks.world import KeepsDates, Network, World

WAIT_S = 60.0
SLOW_S = 5.0
LATE_S = 1.0


@dataclass(slots=True)
class Heard:
    """An answer on its way out: its status once it is known."""

    send: Send
    status: int | None = None

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self.send(message)


class Gate:
    """ASGI middleware around all stand-ins."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        world: World,
        networks: Mapping[str, Network],
        seen: RequestsSeen,
        late: LateRequests,
    ) -> None:
        self._app = app
        self._world = world
        self._networks = networks
        self._dated = [part for part in networks.values() if isinstance(part, KeepsDates)]
        self._seen = seen
        self._late = late

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, under whatever fault is armed for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        scope["callboard.base"] = _origin(scope) + root
        path = scope["path"].removeprefix(root)
        network = self._networks.get(path.split("/")[1] if path.startswith("/") else "")
        await self._catch_up()
        if network is None:
            await self._app(scope, receive, send)
        else:
            await self._visit(network, path, scope, receive, send)

    async def _visit(
        self, network: Network, path: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        receive = await peek(scope, receive)
        request = Request(scope)
        step = network.step_of(request, path.removeprefix(f"/{network.name}"))
        fault = self._world.faults.draw(network.name, step) if step else None
        heard = Heard(send)
        started, at = time.perf_counter(), self._world.now()
        try:
            if fault is None:
                await self._app(scope, receive, heard)
            else:
                await self._suffer(network, fault, scope, receive, heard)
        finally:
            broken = fault is not None and fault.name in BREAKING
            self._seen.add(
                network=network.name,
                step=step.value if step else None,
                method=scope["method"],
                path=path,
                status=None if broken else heard.status,
                fault=fault.name if fault else None,
                ms=(time.perf_counter() - started) * 1000,
                at=at,
            )

    async def _suffer(
        self, network: Network, fault: Armed, scope: Scope, receive: Receive, send: Heard
    ) -> None:
        request = Request(scope)
        match fault.name:
            case General.DROP_BEFORE:
                await drain(receive)
                await drop(send)
            case General.DROP_AFTER:
                await self._app(scope, receive, unheard)
                await drop(send)
            case General.LATE_COMMIT:
                due_at = self._world.epoch_s() + fault.number("seconds", LATE_S)
                self._late.put(scope, await drain(receive), due_at=due_at)
                await drop(send)
            case General.SLOW:
                await self._slowly(fault, scope, receive, send)
            case General.ERROR_429:
                wait_s = fault.number("retry_after_s", WAIT_S)
                await _instead(network.throttled(request, wait_s), scope, receive, send)
            case General.ERROR_401:
                await _instead(network.unauthorized(request), scope, receive, send)
            case General.ERROR_503:
                await _instead(network.unavailable(request), scope, receive, send)
            case General.ERROR_503_AFTER:
                await self._app(scope, receive, unheard)
                await network.unavailable(request)(scope, receive, send)
            case _:
                await self._refuse(network, fault, scope, receive, send)

    async def _refuse(
        self, network: Network, fault: Armed, scope: Scope, receive: Receive, send: Heard
    ) -> None:
        refusal = network.refusals[fault.name]
        if refusal.answer is None:
            scope["callboard.fault"] = fault
            await self._app(scope, receive, send)
            return
        answer = refusal.answer(Request(scope), fault)
        if refusal.when is When.INSTEAD:
            await _instead(answer, scope, receive, send)
        else:
            await self._app(scope, receive, unheard)
            await answer(scope, receive, send)

    async def _slowly(self, fault: Armed, scope: Scope, receive: Receive, send: Heard) -> None:
        """Do the work at once and hold the answer back in real time, so that callers give up."""
        answer: list[Message] = []

        async def hold(message: Message) -> None:
            answer.append(message)

        await self._app(scope, receive, hold)
        await asyncio.sleep(fault.number("seconds", SLOW_S))
        for message in answer:
            await send(message)

    async def _catch_up(self) -> None:
        for network in self._dated:
            network.keep_dates()
        for late in self._late.take(self._world.epoch_s()):
            await self._app(late.scope, replaying(late.body), unheard)


BREAKING = frozenset({General.DROP_BEFORE, General.DROP_AFTER, General.LATE_COMMIT})


async def _instead(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    await drain(receive)
    await answer(scope, receive, send)


def _origin(scope: Scope) -> str:
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    if not host:
        name, port = scope.get("server") or ("127.0.0.1", None)
        host = f"{name}:{port}" if port else name
    return f"{scope.get('scheme', 'http')}://{host}"
