from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account, posts, turn
from tests.bot.sandbox.networks.tiktok.calls import (
    POST,
    call,
    cut,
    error_of,
    film,
    init,
    init_inbox,
    init_photos,
    post_info,
    pulled,
    said,
    sent,
    whole,
)

MEGABYTE = 1_000_000
MEBIBYTE = 2**20


async def test_an_accepted_film_gets_an_id_and_an_address(
    http: httpx.AsyncClient, acme: Person
) -> None:
    direct = (await init(http, acme, whole(1_000))).json()["data"]
    inbox = (await init_inbox(http, acme, whole(1_000))).json()["data"]

    assert direct["publish_id"].startswith("v_pub_file~v2-1.")
    assert inbox["publish_id"].startswith("v_inbox_file~v2.")
    assert len(direct["publish_id"]) <= 64
    assert len(direct["upload_url"]) <= 256
    assert direct["upload_url"] != inbox["upload_url"]
    assert await posts(http) == []


@pytest.mark.parametrize(
    "source",
    [
        whole(1_000),
        whole(4_999_999),
        whole(64 * MEGABYTE),
        whole(64 * MEBIBYTE),
        cut(50_000_123, 10 * MEGABYTE, 5),
        cut(50_000_123, 10 * MEBIBYTE, 4),
        cut(10 * MEGABYTE, 5 * MEGABYTE, 2),
        cut(4 * 2**30, 64 * MEBIBYTE, 64),
        cut(4 * 2**30, 5 * MEGABYTE, 858),
    ],
)
async def test_a_film_may_be_cut_by_the_law_of_chunks(
    http: httpx.AsyncClient, acme: Person, source: dict[str, Any]
) -> None:
    assert said(await init(http, acme, source)) == (200, "ok")
    assert said(await init_inbox(http, acme, source)) == (200, "ok")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (cut(4_000_000, 2_000_000, 2), "smaller than 5 MB"),
        (cut(20 * MEGABYTE, 4_900_000, 4), "smaller than 5 MB"),
        (cut(20 * MEGABYTE, 21 * MEGABYTE, 1), "larger than video_size"),
        (cut(200 * MEGABYTE, 65 * MEBIBYTE, 2), "larger than 64 MB"),
        (whole(68 * MEBIBYTE), "larger than 64 MB"),
        (cut(70 * MEGABYTE, 60 * MEGABYTE, 1), "must be sent in several chunks"),
        (cut(50_000_123, 10 * MEGABYTE, 6), "rounded down"),
        (cut(50_000_123, 10 * MEGABYTE, 4), "rounded down"),
        (cut(4 * 2**30 + 1, 64 * MEBIBYTE, 64), "larger than 4 GB"),
        (whole(0), "video_size"),
        ({**whole(1_000), "video_size": "1000"}, "video_size"),
        ({"source": "FILE_UPLOAD", "video_size": 1_000}, "chunk_size"),
        ({"source": "PULL_FROM_URL"}, "video_url"),
        ({"source": "TELEPATHY"}, "source"),
        ({}, "source"),
    ],
)
async def test_a_film_cut_otherwise_is_refused(
    http: httpx.AsyncClient, acme: Person, source: dict[str, Any], why: str
) -> None:
    direct, inbox = await init(http, acme, source), await init_inbox(http, acme, source)

    assert said(direct) == said(inbox) == (400, "invalid_param")
    assert why in direct.json()["error"]["message"]
    assert direct.json()["data"] == {}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": "x" * 2_201}, "2201 UTF-16"),
        ({"title": "🎉" * 1_101}, "2202 UTF-16"),
        ({"title": 5}, "title"),
        ({"privacy_level": "EVERYBODY"}, "privacy_level"),
        ({"disable_duet": "no"}, "disable_duet"),
        ({"brand_content_toggle": 1}, "brand_content_toggle"),
        ({"video_cover_timestamp_ms": -1}, "video_cover_timestamp_ms"),
        ({"is_aigc": "yes"}, "is_aigc"),
    ],
)
async def test_a_film_said_wrongly_is_refused(
    http: httpx.AsyncClient, acme: Person, wrong: dict[str, Any], why: str
) -> None:
    answer = await init(http, acme, whole(1_000), **wrong)

    assert said(answer) == (400, "invalid_param")
    assert why in answer.json()["error"]["message"]


async def test_a_privacy_level_is_required_of_a_direct_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    info = post_info()
    del info["privacy_level"]

    answer = await call(http, acme, f"{POST}/video/init/", post_info=info, source_info=whole(1_000))

    assert said(answer) == (400, "invalid_param")


async def test_fields_nobody_knows_are_passed_over(http: httpx.AsyncClient, acme: Person) -> None:
    assert error_of(await init(http, acme, whole(1_000), mood="sunny")) == "ok"


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b""])
async def test_a_body_that_is_no_json_object_is_refused(
    http: httpx.AsyncClient, acme: Person, content: bytes
) -> None:
    headers = {**acme.auth, "content-type": "application/json; charset=UTF-8"}

    answer = await http.post(f"{POST}/video/init/", content=content, headers=headers)

    assert said(answer) == (400, "invalid_param")


async def test_a_form_in_place_of_json_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.post(f"{POST}/status/fetch/", data={"publish_id": "1"}, headers=acme.auth)

    assert said(answer) == (400, "invalid_param")


@pytest.mark.parametrize(
    ("private", "level"),
    [
        (False, "FOLLOWER_OF_CREATOR"),
        (True, "PUBLIC_TO_EVERYONE"),
    ],
)
async def test_a_privacy_level_the_creator_does_not_have_is_refused(
    http: httpx.AsyncClient, private: bool, level: str
) -> None:
    creator = await account(http, "tiktok", "creator", details={"private": private})

    film_of = await init(http, creator, whole(1_000), privacy_level=level)
    photos_of = await init_photos(http, creator, ["https://a.example/1.jpg"], privacy_level=level)

    assert said(film_of) == said(photos_of) == (403, "privacy_level_option_mismatch")


async def test_branded_content_cannot_be_for_oneself_only(
    http: httpx.AsyncClient, acme: Person
) -> None:
    hidden = await init(
        http, acme, whole(1_000), privacy_level="SELF_ONLY", brand_content_toggle=True
    )
    organic = await init(
        http, acme, whole(1_000), privacy_level="SELF_ONLY", brand_organic_toggle=True
    )

    assert said(hidden) == (403, "privacy_level_option_mismatch")
    assert error_of(organic) == "ok"


async def test_a_banned_creator_cannot_post(http: httpx.AsyncClient) -> None:
    banned = await account(http, "tiktok", "banned", details={"banned": True})

    answer = await init(http, banned, whole(1_000))

    assert said(answer) == (403, "spam_risk_user_banned_from_posting")


async def test_an_unaudited_app_posts_only_to_private_accounts_for_their_eyes(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "tiktok", "audited", value=False)
    hidden = await account(http, "tiktok", "hidden", details={"private": True})

    public = await init(http, acme, whole(1_000), privacy_level="SELF_ONLY")
    friends = await init(http, hidden, whole(1_000), privacy_level="MUTUAL_FOLLOW_FRIENDS")
    own = await init(http, hidden, whole(1_000), privacy_level="SELF_ONLY")

    refusal = (403, "unaudited_client_can_only_post_to_private_accounts")
    assert said(public) == said(friends) == refusal
    assert error_of(own) == "ok"


async def test_an_address_for_films_is_looked_at_before_it_is_fetched(
    http: httpx.AsyncClient, acme: Person
) -> None:
    plain = await init(http, acme, pulled("http://films.example.com/a.mp4"))
    number = await init(http, acme, pulled("https://8.8.8.8/a.mp4"))

    assert said(plain) == (400, "invalid_param")
    assert said(number) == (403, "url_ownership_unverified")


async def test_a_film_of_ones_own_goes_the_whole_way(http: httpx.AsyncClient, acme: Person) -> None:
    await sent(http, acme, film(), title="Hello #shop")

    (post,) = await posts(http)
    page = await http.get(post["url"])
    assert (post["network"], post["account"], post["text"]) == ("tiktok", "acme", "Hello #shop")
    assert post["details"] == {"privacy": "PUBLIC_TO_EVERYONE"}
    assert f"/tiktok/@acme/video/{post['id']}" in post["url"]
    assert "Hello #shop" in page.text


@pytest.mark.parametrize("level", ["SELF_ONLY", "MUTUAL_FOLLOW_FRIENDS"])
async def test_a_post_that_is_not_for_everybody_has_no_page_but_is_live(
    http: httpx.AsyncClient, acme: Person, level: str
) -> None:
    await sent(http, acme, privacy_level=level)

    (post,) = await posts(http)
    assert post["details"] == {"privacy": level}
    assert (await http.get(post["url"])).status_code == 404
