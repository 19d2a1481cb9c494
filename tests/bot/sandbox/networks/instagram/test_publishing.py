from __future__ import annotations

import hashlib

import httpx

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import V, posted, publish, ready, status


async def test_a_published_picture_is_public_with_the_bytes_that_were_fetched(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()), caption="Hi @bob")

    assert [{k: p[k] for k in ("id", "account", "text", "media")} for p in await posts(http)] == [
        {
            "id": media_id,
            "account": "acme",
            "text": "Hi @bob",
            "media": [{"sha256": hashlib.sha256(picture()).hexdigest(), "kind": "image"}],
        }
    ]


async def test_a_published_container_says_so_and_cannot_be_published_twice(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))
    await publish(http, acme, container_id)

    again = await publish(http, acme, container_id)

    assert (await status(http, acme, container_id))["status_code"] == "PUBLISHED"
    assert codes(again) == (24, 2207006)
    assert len(await posts(http)) == 1


async def test_a_carousel_is_one_post_with_its_items_in_order(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    first, film = host.put("a.jpg", picture()), host.put("b.mp4", video())
    children = [
        await ready(http, acme, image_url=first, is_carousel_item=True),
        await ready(http, acme, media_type="VIDEO", video_url=film, is_carousel_item=True),
    ]

    media_id = await posted(
        http, acme, media_type="CAROUSEL", children=",".join(children), caption="Two"
    )

    read = await http.get(
        f"{V}/{media_id}",
        params={"fields": "media_type,media_product_type,children{id,media_type}"},
        headers=acme.auth,
    )
    assert [post["id"] for post in await posts(http)] == [media_id]
    assert [item["kind"] for item in (await posts(http))[0]["media"]] == ["image", "video"]
    assert read.json()["media_type"] == "CAROUSEL_ALBUM"
    assert [c["media_type"] for c in read.json()["children"]["data"]] == ["IMAGE", "VIDEO"]


async def test_a_reel_has_a_reels_address(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("b.mp4", video())

    media_id = await posted(http, acme, media_type="REELS", video_url=url, caption="Look")

    read = await http.get(
        f"{V}/{media_id}",
        params={"fields": "permalink,shortcode,media_product_type"},
        headers=acme.auth,
    )
    body = read.json()
    page = await http.get(body["permalink"])
    assert body["media_product_type"] == "REELS"
    assert body["permalink"] == f"http://sandbox.test/instagram/reel/{body['shortcode']}/"
    assert "Look" in page.text
    assert "<video" in page.text


async def test_a_story_shows_no_caption_and_is_not_in_the_feed(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    url = host.put("a.jpg", picture())
    media_id = await posted(http, acme, media_type="STORIES", image_url=url, caption="unseen")

    feed = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)
    stories = await http.get(f"{V}/{acme.id}/stories", headers=acme.auth)
    clock.advance(86_401)
    tomorrow = await http.get(f"{V}/{acme.id}/stories", headers=acme.auth)

    assert (await posts(http))[0]["text"] == ""
    assert feed.json()["data"] == []
    assert stories.json()["data"] == [{"id": media_id}]
    assert tomorrow.json()["data"] == []


async def test_publishing_without_a_container_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    nothing = await http.post(f"{V}/{acme.id}/media_publish", headers=acme.auth)
    unknown = await publish(http, acme, "17900000000009999")

    assert codes(nothing) == (100, None)
    assert codes(unknown) == (24, 2207008)


async def test_the_days_cap_is_told_and_kept(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    await turn(http, "instagram", "quota_total", 2)
    url = host.put("a.jpg", picture())
    for _ in range(2):
        await posted(http, acme, image_url=url)
    third = await ready(http, acme, image_url=url)
    refused = await publish(http, acme, third)
    told = await http.get(
        f"{V}/{acme.id}/content_publishing_limit?fields=quota_usage,config", headers=acme.auth
    )
    clock.advance(86_401)
    tomorrow = await ready(http, acme, image_url=url)

    assert codes(refused) == (9, 2207042)
    assert told.json() == {
        "data": [{"quota_usage": 2, "config": {"quota_total": 2, "quota_duration": 86_400}}]
    }
    assert (await publish(http, acme, tomorrow)).status_code == 200


async def test_a_lifted_cap_stops_nobody(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await turn(http, "instagram", "quota_total", 1)
    await http.post("/_sandbox/quotas", json={"network": "instagram", "factor": None})
    url = host.put("a.jpg", picture())

    for _ in range(3):
        await posted(http, acme, image_url=url)

    assert len(await posts(http)) == 3


async def test_the_cap_is_100_unless_set(http: httpx.AsyncClient, acme: Person) -> None:
    told = await http.get(
        f"{V}/{acme.id}/content_publishing_limit?fields=config", headers=acme.auth
    )

    assert told.json()["data"][0]["config"]["quota_total"] == 100


async def test_wrong_questions_about_the_cap_are_refused(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    path = f"{V}/{acme.id}/content_publishing_limit"
    long_ago = int(clock.now().timestamp()) - 90_000

    field = await http.get(path, params={"fields": "rate_limit_settings"}, headers=acme.auth)
    since = await http.get(path, params={"since": long_ago}, headers=acme.auth)

    assert codes(field) == (100, None)
    assert codes(since) == (100, None)


async def test_publishing_needs_its_scope(http: httpx.AsyncClient, host: MediaHost) -> None:
    reader = await account(http, "instagram", "acme", scopes=["instagram_business_basic"])

    made = await http.post(
        f"{V}/{reader.id}/media", data={"image_url": "http://127.0.0.1:1/a"}, headers=reader.auth
    )
    published = await publish(http, reader, "1")

    assert (made.status_code, codes(made)) == (403, (10, None))
    assert (published.status_code, codes(published)) == (403, (10, None))


async def test_an_action_block_can_come_with_the_post_live_anyway(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", "action_blocked")

    answer = await publish(http, acme, container_id)

    assert codes(answer) == (4, 2207051)
    assert len(await posts(http)) == 1
    assert (await status(http, acme, container_id))["status_code"] == "PUBLISHED"


async def test_an_action_block_can_come_instead_of_the_post(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", "action_blocked_before")

    answer = await publish(http, acme, container_id)

    assert codes(answer) == (4, 2207051)
    assert await posts(http) == []
