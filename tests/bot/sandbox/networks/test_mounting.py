from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette

from tests.bot.sandbox.networks.conftest import BASE, talking_to
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import account, posts
from tests.bot.sandbox.networks.linkedin.calls import person, say, uploaded
from tests.bot.sandbox.networks.tiktok.calls import sent
from tests.bot.sandbox.networks.youtube.calls import address, film


@pytest.fixture
def whole(app: Starlette) -> FastAPI:
    outer = FastAPI()
    outer.mount("/_networks", app)
    return outer


async def test_addresses_carry_the_prefix_they_are_mounted_at(whole: FastAPI) -> None:
    async with talking_to(whole) as outside:
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=whole), base_url=f"{BASE}/_networks"
        )
        acme = await account(http, "twitter")
        up = await http.post(
            "/twitter/2/media/upload",
            files={"media": picture()},
            data={"media_category": "tweet_image"},
            headers=acme.auth,
        )
        body = {"text": "Hello", "media": {"media_ids": [up.json()["data"]["id"]]}}
        await http.post("/twitter/2/tweets", json=body, headers=acme.auth)
        post = (await posts(http))[0]
        page = await outside.get(post["url"])
        digest = post["media"][0]["sha256"]
        shown = await outside.get(f"{BASE}/_networks/_media/{digest}")
        await http.aclose()

    assert post["url"].startswith(f"{BASE}/_networks/twitter/acme/status/")
    assert page.status_code == 200
    assert f"{BASE}/_networks/_media/{digest}" in page.text
    assert shown.content == picture()


async def test_the_upload_address_of_instagram_carries_it_too(whole: FastAPI) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=whole), base_url=f"{BASE}/_networks"
    ) as http:
        paged = await account(http, "instagram", flavour="facebook")

        made = await http.post(
            f"/instagram/v25.0/{paged.id}/media",
            json={"media_type": "REELS", "upload_type": "resumable"},
            headers=paged.auth,
        )

    assert made.json()["uri"].startswith(f"{BASE}/_networks/instagram/ig-api-upload/")


async def test_the_upload_address_of_tiktok_carries_it_too(whole: FastAPI) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=whole), base_url=f"{BASE}/_networks"
    ) as http:
        acme = await account(http, "tiktok")

        await sent(http, acme)

        assert (await http.get((await posts(http))[0]["url"])).status_code == 200


async def test_the_upload_address_of_linkedin_carries_it_too(whole: FastAPI) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=whole), base_url=f"{BASE}/_networks"
    ) as http:
        acme = await account(http, "linkedin")
        urn = await uploaded(http, acme, person(acme))

        made = await say(http, acme, content={"media": {"id": urn}})

        assert made.status_code == 201
        assert (await http.get((await posts(http))[0]["url"])).status_code == 200


async def test_the_upload_address_of_youtube_carries_it_too(whole: FastAPI) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=whole), base_url=f"{BASE}/_networks"
    ) as http:
        acme = await account(http, "youtube")

        uri = await address(http, acme)
        made = await http.put(uri, content=film())

        assert uri.startswith(f"{BASE}/_networks/youtube/upload/youtube/v3/videos?")
        assert made.status_code == 200
        assert (await http.get((await posts(http))[0]["url"])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/_media/nothing",
        "/_media/" + "0" * 64,
        "/twitter/acme/status/1",
        "/instagram/p/Abc/",
        "/instagram/stories/acme/1/",
        "/tiktok/@acme/video/1",
        "/tiktok/inbox/nobody",
        "/linkedin/feed/update/urn:li:share:1/",
        "/youtube/watch?v=nothing",
        "/youtube/watch",
        "/youtube/shorts/nothing",
        "/youtube/vi/nothing/default.jpg",
    ],
)
async def test_what_is_not_there_is_not_found(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(path)).status_code == 404
