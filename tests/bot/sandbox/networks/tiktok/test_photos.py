from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, account, arm, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.tiktok.calls import (
    ended,
    error_of,
    film,
    init,
    init_inbox,
    init_photos,
    moderated,
    pulled,
    said,
)


async def test_photos_become_a_post_in_their_order(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    urls = [host.put(f"{n}.jpg", picture(300 + n, 300)) for n in range(35)]

    made = await init_photos(http, acme, urls, cover=2, is_aigc=True, auto_add_music=True)

    publish_id = made.json()["data"]["publish_id"]
    (post,) = await posts(http)
    page = await http.get(post["url"])
    assert publish_id.startswith("p_pub_url~v2.")
    assert "upload_url" not in made.json()["data"]
    assert post["text"] == "Hello\nLook at this"
    assert len({media["sha256"] for media in post["media"]}) == 35
    assert f"/tiktok/@acme/photo/{post['id']}" in post["url"]
    assert page.text.count("<img") == 35
    assert await moderated(http, acme, publish_id) == int(post["id"])


async def test_media_is_fetched_by_tiktok_itself(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await init_photos(http, acme, [host.put("a.jpg", picture())])
    film_of = await init(http, acme, pulled(host.put("a.mp4", film())))
    inbox = await init_inbox(http, acme, pulled(host.put("b.mp4", film())))

    assert host.agents == ["TikTok"] * 3
    assert film_of.json()["data"]["publish_id"].startswith("v_pub_url~v2.")
    assert inbox.json()["data"]["publish_id"].startswith("v_inbox_url~v2.")


@pytest.mark.parametrize(
    ("urls", "said_otherwise", "why"),
    [
        ([], {}, "photo_images"),
        (["https://a.example/1.jpg"] * 36, {}, "photo_images"),
        ([""], {}, "photo_images"),
        (["https://a.example/1.jpg"], {"cover": 1}, "photo_cover_index"),
        (["https://a.example/1.jpg"], {"title": "x" * 91}, "91 UTF-16"),
        (["https://a.example/1.jpg"], {"title": "🎉" * 46}, "92 UTF-16"),
        (["https://a.example/1.jpg"], {"description": "x" * 4_001}, "4001 UTF-16"),
        (["https://a.example/1.jpg"], {"privacy_level": None}, "privacy_level is required"),
        (["https://a.example/1.jpg"], {"mode": "DIRECT POST"}, "post_mode"),
        (["https://a.example/1.jpg"], {"is_aigc": "yes"}, "is_aigc"),
        (["ftp://a.example/1.jpg"], {}, "no web address"),
        (["http://a.example/1.jpg"], {}, "not HTTPS"),
    ],
)
async def test_photos_asked_for_wrongly_are_refused(
    http: httpx.AsyncClient,
    acme: Person,
    urls: list[str],
    said_otherwise: dict[str, Any],
    why: str,
) -> None:
    answer = await init_photos(http, acme, urls, **said_otherwise)

    assert said(answer) == (400, "invalid_param")
    assert why in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"media_type": "VIDEO"}, "media_type"),
        ({"source_info": {"source": "FILE_UPLOAD", "photo_images": ["a"]}}, "source"),
    ],
)
async def test_photos_can_only_be_fetched(
    http: httpx.AsyncClient, acme: Person, body: dict[str, Any], why: str
) -> None:
    whole = {
        "media_type": "PHOTO",
        "post_mode": "MEDIA_UPLOAD",
        "source_info": {"source": "PULL_FROM_URL", "photo_images": ["https://a.example/1.jpg"]},
        **body,
    }

    answer = await http.post("/tiktok/v2/post/publish/content/init/", json=whole, headers=acme.auth)

    assert said(answer) == (400, "invalid_param")
    assert why in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("scope", "mode"), [("video.upload", "DIRECT_POST"), ("video.publish", "MEDIA_UPLOAD")]
)
async def test_each_mode_of_photos_needs_its_own_scope(
    http: httpx.AsyncClient, host: MediaHost, scope: str, mode: str
) -> None:
    narrow = await account(http, "tiktok", "narrow", scopes=[scope])

    answer = await init_photos(http, narrow, [host.put("a.jpg", picture())], mode=mode)

    assert said(answer) == (401, "scope_not_authorized")


@pytest.mark.parametrize(
    ("verified", "told"),
    [
        ("*", "ok"),
        ("127.0.0.1", "ok"),
        ("cdn.example.com 127.0.0.1", "ok"),
        ("cdn.example.com", "url_ownership_unverified"),
        ("", "url_ownership_unverified"),
        ("27.0.0.1", "url_ownership_unverified"),
    ],
)
async def test_only_addresses_of_ones_own_are_fetched(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, verified: str, told: str
) -> None:
    await turn(http, "tiktok", "verified_urls", verified)

    photos = await init_photos(http, acme, [host.put("a.jpg", picture())])
    inbox = await init_inbox(http, acme, pulled(host.put("a.mp4", film())))

    assert error_of(photos) == error_of(inbox) == told
    assert photos.status_code == (200 if told == "ok" else 403)
    assert len(host.agents) == (2 if told == "ok" else 0)


async def test_a_verified_prefix_covers_what_is_below_it(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await turn(http, "tiktok", "verified_urls", f"{host.base}/media/")

    below = await init_photos(http, acme, [host.put("media/a.jpg", picture())])
    beside = await init_photos(http, acme, [host.put("other/a.jpg", picture())])

    assert error_of(below) == "ok"
    assert error_of(beside) == "url_ownership_unverified"


async def test_photos_that_cannot_be_had_fail_the_publication(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    good = host.put("good.jpg", picture())
    urls = [
        f"{host.base}/missing.jpg",
        host.put("closed.jpg", picture(), status=403),
        host.redirect("moved.jpg", good),
        "http://127.0.0.1:1/silent.jpg",
    ]

    made = [await init_photos(http, acme, [good, url]) for url in urls]
    ends = [await ended(http, acme, one.json()["data"]["publish_id"]) for one in made]

    assert [said(one) for one in made] == [(200, "ok")] * 4
    assert {end["fail_reason"] for end in ends} == {"photo_pull_failed"}
    assert await posts(http) == []


async def test_a_film_behind_a_redirect_is_not_fetched(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    moved = host.redirect("moved.mp4", host.put("a.mp4", film()))

    made = await init(http, acme, pulled(moved))

    end = await ended(http, acme, made.json()["data"]["publish_id"])
    assert (end["status"], end["fail_reason"]) == ("FAILED", "video_pull_failed")


async def test_a_fetched_film_is_live_with_its_init(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    made = await init(http, acme, pulled(host.put("a.mp4", film())), title="Fetched")

    (post,) = await posts(http)
    end = await ended(http, acme, made.json()["data"]["publish_id"])
    assert post["text"] == "Fetched"
    assert (end["status"], end["downloaded_bytes"]) == ("PUBLISH_COMPLETE", len(film()))


async def test_a_lost_answer_to_init_leaves_a_post_where_bytes_are_fetched(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await arm(http, "tiktok", "drop_after", step="create", times=2)

    with pytest.raises(httpx.RemoteProtocolError):
        await init_photos(http, acme, [host.put("a.jpg", picture())])
    with pytest.raises(httpx.RemoteProtocolError):
        await init(http, acme, pulled(host.put("a.mp4", film())))

    assert len(await posts(http)) == 2
    assert len(host.agents) == 2
