from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from tests.bot.sandbox.networks.conftest import talking_to
from tests.bot.sandbox.networks.hands import account, posts
from tests.bot.sandbox.networks.youtube.calls import PIECE, address, film, opened, send, uploaded


async def test_a_half_sent_video_and_a_promise_outlive_the_application(
    tmp_path: Path, clock: OffsetClock
) -> None:
    whole = PIECE + 1_000
    data, due = film(whole), (clock.now() + timedelta(hours=1)).isoformat()
    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        acme = await account(http, "youtube")
        promised = {"privacyStatus": "private", "publishAt": due}
        video_id = await uploaded(http, acme, status=promised)
        uri = await address(http, acme, length=whole)
        await send(http, uri, data[:PIECE], f"0-{PIECE - 1}/{whole}")
    clock.advance(3_601)

    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        (flipped,) = await posts(http)
        asked = await send(http, uri, span=f"*/{whole}")
        done = await send(http, uri, data[PIECE:], f"{PIECE}-{whole - 1}/{whole}")

    assert (flipped["id"], flipped["details"]) == (video_id, {"privacy": "public"})
    assert asked.headers["range"] == f"bytes=0-{PIECE - 1}"
    assert done.status_code == 200


async def test_what_was_used_of_the_day_outlives_it_too(tmp_path: Path, clock: OffsetClock) -> None:
    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        acme = await account(http, "youtube")
        await http.post("/_sandbox/quotas", json={"network": "youtube", "factor": 0.01})
        first = await opened(http, acme)

    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        second = await opened(http, acme)

    assert (first.status_code, second.status_code) == (200, 403)
