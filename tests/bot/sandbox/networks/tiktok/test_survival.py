from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from tests.bot.sandbox.networks.conftest import talking_to
from tests.bot.sandbox.networks.files import padded
from tests.bot.sandbox.networks.hands import account, posts
from tests.bot.sandbox.networks.killing import doomed
from tests.bot.sandbox.networks.tiktok.calls import (
    cut,
    ended,
    film,
    init,
    moderated,
    put,
    said,
    sent,
    shared,
    state,
    whole,
)
from tests.bot.sandbox.networks.tiktok.logging_in import refresh

CHUNK = 5_000_000
TOTAL = 2 * CHUNK


async def test_half_a_film_outlives_the_application(tmp_path: Path, clock: OffsetClock) -> None:
    folder, data = tmp_path / "data", padded(film(), TOTAL)
    async with talking_to(build_networks(data_dir=folder, clock=clock)) as http:
        acme = await account(http, "tiktok")
        made = (await init(http, acme, cut(TOTAL, CHUNK, 2))).json()["data"]
        await put(http, made["upload_url"], data[:CHUNK], 0, TOTAL)

    async with talking_to(build_networks(data_dir=folder, clock=clock)) as http:
        half = await state(http, acme, made["publish_id"])
        last = await put(http, made["upload_url"], data[CHUNK:], CHUNK, TOTAL)

        assert half["uploaded_bytes"] == CHUNK
        assert last.status_code == 201
        assert (await ended(http, acme, made["publish_id"]))["status"] == "PUBLISH_COMPLETE"


@pytest.mark.slow
async def test_what_was_answered_survives_a_kill(tmp_path: Path, clock: OffsetClock) -> None:
    folder, data = tmp_path / "data", film()
    async with doomed(folder) as http:
        acme = await account(http, "tiktok")
        pair = (await refresh(http, acme.refresh_token)).json()
        direct, draft = await sent(http, acme), await shared(http, acme)
        opened = (await init(http, acme, whole(len(data)))).json()["data"]
        asked = await state(http, acme, direct)

    address = httpx.URL(opened["upload_url"]).copy_with(host="sandbox.test", port=None)
    async with talking_to(build_networks(data_dir=folder, clock=clock)) as http:
        used = await refresh(http, acme.refresh_token)
        fresh = await refresh(http, pair["refresh_token"])
        done = await put(http, str(address), data, 0, len(data))

        assert asked["status"] == "PROCESSING_UPLOAD"
        assert (used.status_code, fresh.status_code, done.status_code) == (400, 200, 201)
        assert len(await posts(http)) == 2
        assert str(await moderated(http, acme, direct)) in {p["id"] for p in await posts(http)}
        assert (await ended(http, acme, draft))["status"] == "SEND_TO_USER_INBOX"
        assert said(await init(http, acme, whole(len(data)))) == (200, "ok")
