from __future__ import annotations

from pathlib import Path

import httpx
from fastapi import FastAPI
from starlette.applications import Starlette

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from tests.bot.sandbox.networks.conftest import BASE, talking_to
from tests.bot.sandbox.networks.facebook.calls import (
    ask,
    attached,
    call,
    film,
    finish,
    kept,
    said,
    say,
    start,
    taken,
    uploaded,
    wait,
)
from tests.bot.sandbox.networks.graph.calls import codes, send
from tests.bot.sandbox.networks.hands import account, posts
from tests.bot.sandbox.networks.killing import doomed


async def test_what_was_answered_survives_a_kill(tmp_path: Path, clock: OffsetClock) -> None:
    folder = tmp_path / "data"
    async with doomed(folder) as http:
        acme = await account(http, "facebook")
        live = await said(http, acme, message="Hello")
        dark = await said(http, acme, message="Dark", published=False)
        when = int(clock.now().timestamp()) + 3_600
        dated = await said(
            http, acme, message="Dated", published=False, scheduled_publish_time=when
        )
        photo_id = await kept(http, acme)
        ready_id = await uploaded(http, acme, film())
        half = await start(http, acme)
        size = str(len(film()))
        await send(http, acme, half["upload_url"], film()[:1000], file_size=size)

    async with talking_to(build_networks(data_dir=folder, clock=clock)) as http:
        repeat = await say(http, acme, message="Hello")
        await call(http, acme, dark, is_published=True)
        await said(http, acme, message="Look", attached_media=attached(photo_id))
        await wait(http, acme, ready_id)
        reel = await finish(http, acme, ready_id)
        path = f"/facebook/video-upload/v25.0/{half['video_id']}"
        rest = await send(http, acme, path, film()[1000:], offset="1000", file_size=size)
        clock.advance(3_601)
        listed = await posts(http)

    assert codes(repeat) == (506, None)
    assert reel.status_code == rest.status_code == 200
    assert [post["id"] for post in listed[:2]] == [live, dark]
    assert listed[-1]["id"] == dated
    assert len(listed) == 5


async def test_addresses_carry_the_prefix_they_are_mounted_at(app: Starlette) -> None:
    whole = FastAPI()
    whole.mount("/_networks", app)
    transport, base = httpx.ASGITransport(app=whole), f"{BASE}/_networks"
    async with httpx.AsyncClient(transport=transport, base_url=base) as http:
        acme = await account(http, "facebook")
        begun = await start(http, acme)
        post_id = await said(http, acme, message="Hello")
        await said(http, acme, message="Again")
        read = taken(await ask(http, acme, post_id, fields="permalink_url"))
        listed = taken(await ask(http, acme, f"{acme.id}/feed", limit=1))
        page = await http.get(read["permalink_url"])
        more = await http.get(listed["paging"]["next"], headers=acme.auth)

    assert begun["upload_url"].startswith(f"{base}/facebook/video-upload/")
    assert read["permalink_url"].startswith(f"{base}/facebook/acme/posts/")
    assert page.status_code == 200
    assert [post["id"] for post in more.json()["data"]] == [post_id]
