"""How sockets end: too many, too old, on demand, without a word, and with the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bot.sandbox.slack.sandbox import Pace
from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import APP_TOKEN, Rig, open_rig
from tests.bot.sandbox.slack.socket_hands import Socket, address, open_socket

ON = sample_manifest(socket_mode=True)
SAY = {"user": "U0ANA", "channel": "C0LAUNCH"}


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path, manifest=ON) as rig:
        yield rig


async def test_an_eleventh_socket_is_one_too_many(rig: Rig) -> None:
    async with AsyncExitStack() as all_open:
        for _ in range(10):
            await all_open.enter_async_context(open_socket(rig))
        eleventh = await all_open.enter_async_context(open_socket(rig))

        with pytest.raises(ConnectionClosed):
            await eleventh.next()

    assert eleventh.hello["type"] == "disconnect"
    assert eleventh.hello["reason"] == "too_many_websockets"


async def test_an_old_socket_is_warned_then_ended(tmp_path: Path) -> None:
    brief = Pace(socket_lives_s=0.2, socket_warns_s=0.1)
    async with open_rig(tmp_path, manifest=ON, pace=brief) as rig, open_socket(rig) as socket:
        warned, ended = await socket.next(), await socket.next()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.next()

    assert (warned["type"], warned["reason"]) == ("disconnect", "warning")
    assert (ended["type"], ended["reason"]) == ("disconnect", "refresh_requested")
    assert closed.value.rcvd is not None


@pytest.mark.parametrize(
    ("fault", "stays_open"),
    [("warning", True), ("refresh_requested", False), ("too_many_websockets", False)],
)
async def test_an_end_can_be_announced_on_demand(rig: Rig, fault: str, stays_open: bool) -> None:
    async with open_socket(rig) as socket:
        await rig.fault("socket", fault)
        said = await socket.next()
        if stays_open:
            await rig.act("message", **SAY, text="still here")
            await socket.acknowledge()
        else:
            with pytest.raises(ConnectionClosed):
                await socket.next()

    assert (said["type"], said["reason"]) == ("disconnect", fault)


async def test_a_dropped_socket_says_no_goodbye(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        await rig.fault("socket", "drop")
        with pytest.raises(ConnectionClosed) as closed:
            await socket.next()

    assert closed.value.rcvd is None


async def test_a_disabled_link_lets_nobody_in_until_it_is_enabled_again(rig: Rig) -> None:
    async with open_socket(rig) as socket:
        waiting = await address(rig)
        await rig.fault("socket", "link_disabled")
        said = await socket.next()
        with pytest.raises(InvalidStatus):
            await connect(waiting)
        refused = await rig.api("apps.connections.open", token=APP_TOKEN)
    await rig.http.delete("/_sandbox/faults")
    async with open_socket(rig) as again:
        greeted = again.hello

    assert said["reason"] == "link_disabled"
    assert refused["error"] == "access_denied"
    assert greeted["type"] == "hello"


async def test_a_stand_in_that_stops_closes_its_sockets_properly(tmp_path: Path) -> None:
    async with AsyncExitStack() as later:
        async with open_rig(tmp_path, manifest=ON) as rig:
            socket: Socket = await later.enter_async_context(open_socket(rig))
        with pytest.raises(ConnectionClosed):
            await socket.next()
