"""Which part of publishing a call is; much of it only the parameters tell."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.facebook.calls import V, film, finish, said, sent, start, uploaded
from tests.bot.sandbox.networks.hands import Person, arm, posts

DATED = "scheduled_publish_time"


async def seen(http: httpx.AsyncClient) -> str | None:
    step: str | None = (await http.get("/_sandbox/requests")).json()[-1]["step"]
    return step


@pytest.mark.parametrize(
    ("method", "path", "step"),
    [
        ("GET", "/oauth/access_token", "oauth"),
        ("POST", "/oauth/access_token", "oauth"),
        ("GET", "/me", "oauth"),
        ("GET", "/61550000000001", "oauth"),
        ("GET", "/me/accounts", "oauth"),
        ("GET", "/me/permissions", "oauth"),
        ("DELETE", "/me/permissions", "oauth"),
        ("DELETE", "/1/permissions/pages_show_list", "oauth"),
        ("GET", "/debug_token", "oauth"),
        ("GET", "/me/businesses", "oauth"),
        ("GET", "/1/owned_pages", "oauth"),
        ("POST", "/app-1/uploads", "prepare"),
        ("POST", "/1/photos?published=false", "prepare"),
        ("POST", "/upload:1", "upload"),
        ("GET", "/upload:1", "status"),
        ("POST", "/1/feed", "create"),
        ("POST", "/1/photos", "create"),
        ("POST", "/1/videos", "create"),
        ("POST", "/1/photo_stories", "create"),
        ("POST", "/1_2", "create"),
        ("DELETE", "/1_2", "create"),
        ("POST", "/1_2/comments", "create"),
        ("GET", "/1/feed", "read_back"),
        ("GET", "/1/published_posts", "read_back"),
        ("GET", "/1/scheduled_posts", "read_back"),
        ("GET", "/1/stories", "read_back"),
        ("GET", "/1_2/comments", "read_back"),
        ("GET", "/1_2/insights", "metrics"),
        ("GET", "/1/video_insights", "metrics"),
        ("GET", "/1_2?fields=reactions.summary(true)", "metrics"),
    ],
)
@pytest.mark.parametrize("version", ["", "/v25.0"])
async def test_each_call_belongs_to_a_step(
    http: httpx.AsyncClient, version: str, method: str, path: str, step: str
) -> None:
    await arm(http, "facebook", "error_503", step=step)

    answer = await http.request(method, f"/facebook{version}{path}")

    assert answer.status_code == 503
    assert await seen(http) == step


@pytest.mark.parametrize("way", ["json", "data", "files"])
@pytest.mark.parametrize(
    ("path", "params", "step"),
    [
        ("feed", {"message": "a"}, "create"),
        ("feed", {"message": "a", "published": "true"}, "create"),
        ("feed", {"message": "a", "published": "false"}, "prepare"),
        ("feed", {"published": "false", DATED: "1900000000"}, "create"),
        ("photos", {"published": "false"}, "prepare"),
        ("photos", {"caption": "published=false"}, "create"),
        ("video_reels", {"upload_phase": "start"}, "prepare"),
        ("video_reels", {"upload_phase": "finish"}, "create"),
        ("video_stories", {"upload_phase": "start"}, "prepare"),
        ("video_stories", {"upload_phase": "finish"}, "create"),
    ],
)
async def test_the_parameters_tell_the_step_however_they_come(
    http: httpx.AsyncClient, path: str, params: dict[str, str], step: str, way: str
) -> None:
    body: dict[str, Any] = {way: params}
    if way == "files":
        body = {"files": {name: (None, value) for name, value in params.items()}}

    await http.post(f"{V}/1/{path}", **body)

    assert await seen(http) == step


async def test_a_plain_false_is_understood_too(http: httpx.AsyncClient) -> None:
    await http.post(f"{V}/1/feed", json={"message": "a", "published": False})

    assert await seen(http) == "prepare"


async def test_a_photo_in_a_form_is_looked_into_and_arrives_whole(
    http: httpx.AsyncClient, acme: Person
) -> None:
    answers = [await sent(http, acme, published="false"), await sent(http, acme)]

    steps = [row["step"] for row in (await http.get("/_sandbox/requests")).json()]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert steps == ["prepare", "create"]


async def test_an_id_is_looked_up(http: httpx.AsyncClient, acme: Person) -> None:
    begun, post_id = await start(http, acme), await said(http, acme, message="Hello")
    asked = {
        f"{begun['video_id']}?fields=id,status": "status",
        f"{begun['video_id']}?fields=permalink_url": "read_back",
        f"{post_id}?fields=id": "read_back",
        acme.id: "oauth",
    }

    steps = []
    for path in asked:
        await http.get(f"{V}/{path}", headers=acme.auth)
        steps.append(await seen(http))

    assert steps == list(asked.values())


async def test_sending_bytes_is_uploading(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await uploaded(http, acme, film())
    uploading = await seen(http)
    await finish(http, acme, video_id)

    assert (uploading, await seen(http)) == ("upload", "create")


async def test_pages_for_people_meet_no_fault(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    for step in ("oauth", "read_back", "create"):
        await arm(http, "facebook", "error_503", step=step)

    page = await http.get((await posts(http))[0]["url"])
    led = await http.get(f"/facebook/{post_id}", headers={"accept": "text/html"})

    assert (page.status_code, led.status_code) == (200, 302)


@pytest.mark.parametrize("path", ["acme/posts/1", "acme/videos/1", "reel/1", "stories/1/1"])
async def test_a_page_that_is_not_there_is_not_found(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(f"/facebook/{path}")).status_code == 404
