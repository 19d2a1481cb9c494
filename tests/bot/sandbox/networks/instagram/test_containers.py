from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import contain, publish, ready, status, wait

URL = "http://127.0.0.1:1/never-fetched.jpg"


async def test_a_container_is_in_progress_before_it_is_finished(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    made = await contain(http, acme, image_url=host.put("a.jpg", picture()), caption="Hi")
    container_id = made.json()["id"]

    first = await status(http, acme, container_id)
    second = await status(http, acme, container_id)

    assert made.json() == {"id": container_id}
    assert first["status_code"] == "IN_PROGRESS"
    assert first["status"].startswith("In Progress")
    assert second["status_code"] == "FINISHED"
    assert await posts(http) == []


async def test_publishing_before_it_is_finished_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    made = await contain(http, acme, image_url=host.put("a.jpg", picture()))

    early = await publish(http, acme, made.json()["id"])

    assert codes(early) == (9007, 2207027)
    assert await posts(http) == []


async def test_a_container_is_gone_after_a_day(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))
    clock.advance(86_401)

    late = await publish(http, acme, container_id)

    assert (await status(http, acme, container_id))["status_code"] == "EXPIRED"
    assert codes(late) == (24, 2207008)


async def test_another_accounts_container_is_not_visible(
    http: httpx.AsyncClient, acme: Person, rival: Person, host: MediaHost
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))

    read = await http.get(f"/instagram/v25.0/{container_id}", headers=rival.auth)
    published = await publish(http, rival, container_id)

    assert codes(read) == (100, 33)
    assert codes(published) == (24, 2207008)


async def test_a_container_for_another_account_is_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    answer = await http.post(
        f"/instagram/{rival.id}/media", data={"image_url": URL}, headers=acme.auth
    )

    assert codes(answer) == (100, 33)


async def test_an_unknown_status_field_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))

    answer = await http.get(
        f"/instagram/{container_id}", params={"fields": "state"}, headers=acme.auth
    )

    assert codes(answer) == (100, None)


@pytest.mark.parametrize("way", ["query", "form", "json"])
async def test_parameters_are_taken_from_query_form_and_json(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, way: str
) -> None:
    params = {
        "image_url": host.put("a.jpg", picture()),
        "caption": "#tag & more",
        "access_token": acme.access_token,
    }
    sent: dict[str, Any] = {{"query": "params", "form": "data", "json": "json"}[way]: params}

    made = await http.post(f"/instagram/v25.0/{acme.id}/media", **sent)
    await wait(http, acme, made.json()["id"])
    await publish(http, acme, made.json()["id"])

    assert [post["text"] for post in await posts(http)] == ["#tag & more"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (100, None)),
        ({"caption": "only words"}, (100, None)),
        ({"media_type": "REELS"}, (100, None)),
        ({"media_type": "STORIES"}, (100, None)),
        ({"media_type": "TEXT", "image_url": URL}, (100, 2207023)),
        ({"media_type": "VIDEO", "video_url": URL}, (100, 2207023)),
        ({"video_url": URL}, (100, 2207023)),
        ({"video_url": URL, "image_url": URL}, (100, None)),
        ({"media_type": "REELS", "video_url": URL, "is_carousel_item": True}, (100, None)),
        ({"media_type": "CAROUSEL", "children": "1", "is_carousel_item": True}, (100, None)),
        ({"media_type": "CAROUSEL"}, (100, 2207028)),
        ({"media_type": "CAROUSEL", "children": ["1"]}, (100, 2207028)),
        ({"media_type": "CAROUSEL", "children": [str(n) for n in range(11)]}, (100, 2207028)),
        ({"media_type": "CAROUSEL", "children": ["1", "2"]}, (24, 2207008)),
        ({"image_url": URL, "is_carousel_item": True, "caption": "x"}, (100, None)),
        ({"image_url": URL, "is_carousel_item": True, "location_id": "1"}, (100, None)),
        ({"image_url": URL, "is_carousel_item": True, "is_ai_generated": True}, (100, None)),
        ({"image_url": URL, "caption": "x" * 2201}, (36004, 2207010)),
        ({"image_url": URL, "caption": "👍" * 1101}, (36004, 2207010)),
        ({"image_url": URL, "caption": "#a " * 31}, (36004, 2207010)),
        ({"image_url": URL, "caption": "@a " * 21}, (36004, 2207010)),
        ({"image_url": URL, "alt_text": "x" * 1001}, (100, None)),
        ({"media_type": "REELS", "video_url": URL, "alt_text": "x"}, (100, None)),
        ({"image_url": URL, "collaborators": ["a", "b", "c", "d"]}, (100, None)),
        ({"media_type": "STORIES", "image_url": URL, "collaborators": ["a"]}, (100, None)),
        ({"image_url": URL, "user_tags": "not json"}, (100, None)),
        ({"image_url": URL, "user_tags": '["a"]'}, (100, None)),
        ({"image_url": URL, "user_tags": '[{"username": "a"}]'}, (100, 2207036)),
        ({"image_url": URL, "user_tags": '[{"username": "a", "x": 2, "y": 0}]'}, (100, 2207036)),
        ({"image_url": URL, "user_tags": '[{"x": 0.5, "y": 0.5}]'}, (100, 2207035)),
        (
            {
                "image_url": URL,
                "user_tags": json.dumps([{"username": "a", "x": 0.1, "y": 0.1}] * 21),
            },
            (100, 2207040),
        ),
        (
            {
                "media_type": "REELS",
                "video_url": URL,
                "user_tags": '[{"username": "a", "x": 0.1, "y": 0.1}]',
            },
            (100, 2207036),
        ),
        ({"image_url": URL, "location_id": "Berlin"}, (100, None)),
        ({"image_url": URL, "trial_params": '{"graduation_strategy": "MANUAL"}'}, (100, None)),
        (
            {
                "media_type": "REELS",
                "video_url": URL,
                "trial_params": '{"graduation_strategy": "SOON"}',
            },
            (100, None),
        ),
        ({"media_type": "REELS", "video_url": URL, "thumb_offset": "first"}, (100, None)),
        ({"media_type": "REELS", "video_url": URL, "audio_configuration": "{}"}, (100, None)),
        ({"media_type": "REELS", "upload_type": "resumable"}, (100, None)),
    ],
)
async def test_a_container_outside_the_rules_is_refused(
    http: httpx.AsyncClient,
    acme: Person,
    params: dict[str, Any],
    expected: tuple[int, int | None],
) -> None:
    answer = await contain(http, acme, **params)

    assert answer.status_code == 400
    assert codes(answer) == expected
    assert answer.json()["error"]["type"] == "OAuthException"
    assert answer.json()["error"]["fbtrace_id"]


async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post(
        f"/instagram/{acme.id}/media",
        content=b"{",
        headers={**acme.auth, "content-type": "application/json"},
    )

    assert codes(answer) == (100, None)


async def test_an_invalid_location_is_named_as_instagram_does(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answer = await contain(http, acme, image_url=URL, location_id="Berlin")

    message = answer.json()["error"]["message"]
    assert message == "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID"


async def test_a_carousel_of_unfinished_items_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.jpg", picture())
    items = [(await contain(http, acme, image_url=url, is_carousel_item=True)) for _ in range(2)]
    children = ",".join(item.json()["id"] for item in items)

    answer = await contain(http, acme, media_type="CAROUSEL", children=children)

    assert codes(answer) == (9007, 2207027)


async def test_a_carousel_of_whole_posts_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.jpg", picture())
    children = [await ready(http, acme, image_url=url) for _ in range(2)]

    answer = await contain(http, acme, media_type="CAROUSEL", children=children)

    assert codes(answer) == (100, None)


async def test_a_carousel_of_expired_items_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    url = host.put("a.jpg", picture())
    children = [await ready(http, acme, image_url=url, is_carousel_item=True) for _ in range(2)]
    clock.advance(86_401)

    answer = await contain(http, acme, media_type="CAROUSEL", children=children)

    assert codes(answer) == (24, 2207008)


async def test_an_item_cannot_be_published_alone(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    item = await ready(http, acme, image_url=host.put("a.jpg", picture()), is_carousel_item=True)

    answer = await publish(http, acme, item)

    assert codes(answer) == (100, None)


async def test_a_thumbnail_beyond_the_end_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    url = host.put("a.mp4", video())

    answer = await contain(http, acme, media_type="REELS", video_url=url, thumb_offset=60_000)

    assert codes(answer) == (1, 2207057)


async def test_more_than_400_containers_a_day_are_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "instagram", "factor": 0.005})
    url = host.put("a.jpg", picture())
    made = [await contain(http, acme, image_url=url) for _ in range(3)]
    clock.advance(86_401)
    tomorrow = await contain(http, acme, image_url=url)

    assert [answer.status_code for answer in made] == [200, 200, 400]
    assert codes(made[2]) == (9, 2207042)
    assert tomorrow.status_code == 200
