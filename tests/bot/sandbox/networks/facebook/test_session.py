from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    call,
    film,
    said,
    say,
    sent,
    start,
    taken,
)
from tests.bot.sandbox.networks.graph.calls import codes, exchange, send
from tests.bot.sandbox.networks.hands import Person, account, posts, turn


async def test_an_opened_page_comes_with_its_persons_token(http: httpx.AsyncClient) -> None:
    body = {"network": "facebook", "handle": "a"}

    opened = (await http.post("/_sandbox/accounts", json=body)).json()

    assert opened["page_id"] == opened["account_id"]
    assert opened["user_token"] != opened["access_token"]
    assert (opened["expires_in"], opened["refresh_token"]) == (None, "")
    assert "pages_manage_posts" in opened["scopes"]


@pytest.mark.parametrize("path", ["/facebook/me", f"{V}/me", "/facebook/v26.0/me"])
async def test_every_version_and_none_is_answered(
    http: httpx.AsyncClient, acme: Person, path: str
) -> None:
    answer = await http.get(path, params={"fields": "username,name"}, headers=acme.auth)

    assert answer.json() == {"username": "acme", "name": "Acme", "id": acme.id}


async def test_a_token_may_come_as_a_parameter(http: httpx.AsyncClient, acme: Person) -> None:
    query = await http.get(f"{V}/me", params={"access_token": acme.access_token})
    form = await http.post(
        f"{V}/{acme.id}/feed", data={"message": "Hi", "access_token": acme.access_token}
    )

    assert query.json()["id"] == acme.id
    assert form.status_code == 200


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("feed", {"message": "Hello"}),
        ("feed", {"message": "Hello", "published": False}),
        ("photos", {"url": "http://127.0.0.1:1/a.jpg"}),
        ("videos", {"file_url": "http://127.0.0.1:1/a.mp4"}),
        ("video_reels", {"upload_phase": "start"}),
        ("video_stories", {"upload_phase": "start"}),
        ("photo_stories", {"photo_id": "1"}),
    ],
)
async def test_a_persons_token_does_not_publish(
    http: httpx.AsyncClient, owner: Person, path: str, params: dict[str, Any]
) -> None:
    answer = await call(http, owner, f"{owner.id}/{path}", **params)

    assert codes(answer) == (190, 2069032)
    assert await posts(http) == []


async def test_a_persons_token_sends_no_bytes_changes_nothing_and_gets_no_numbers(
    http: httpx.AsyncClient, acme: Person, owner: Person
) -> None:
    begun, post_id = await start(http, acme), await said(http, acme, message="Hello")

    answers = [
        await send(http, owner, begun["upload_url"], film()),
        await call(http, owner, post_id, message="Changed"),
        await http.delete(f"{V}/{post_id}", headers=owner.auth),
        await call(http, owner, f"{post_id}/comments", message="First"),
        await ask(http, owner, f"{post_id}/insights", metric="post_clicks"),
    ]

    assert {codes(answer) for answer in answers} == {(190, 2069032)}


async def test_a_persons_token_reads(http: httpx.AsyncClient, acme: Person, owner: Person) -> None:
    post_id = await said(http, acme, message="Hello")

    listed = taken(await ask(http, owner, f"{acme.id}/feed"))
    one = taken(await ask(http, owner, post_id, fields="message"))

    assert [post["id"] for post in listed["data"]] == [post_id]
    assert one["message"] == "Hello"


async def test_another_page_is_not_visible(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    post_id = await said(http, acme, message="Hello")
    kept_id = await said(http, acme, message="Later", published=False)
    photo_id = taken(await sent(http, acme, published="false"))["id"]

    answers = [
        await call(http, rival, f"{acme.id}/feed", message="Hi"),
        await ask(http, rival, f"{acme.id}/feed"),
        await ask(http, rival, acme.id),
        *[await ask(http, rival, object_id) for object_id in (post_id, kept_id, photo_id)],
        *[await call(http, rival, object_id, message="X") for object_id in (post_id, kept_id)],
        await http.delete(f"{V}/{photo_id}", headers=rival.auth),
        await call(http, rival, f"{post_id}/comments", message="Hi"),
        await ask(http, rival, f"{post_id}/insights", metric="post_clicks"),
        await say(http, rival, message="Hi", attached_media=[{"media_fbid": photo_id}]),
    ]

    assert {codes(answer) for answer in answers} == {(100, 33)}


@pytest.mark.parametrize(
    ("scopes", "path", "expected"),
    [
        ("pages_read_engagement", "feed", 200),
        ("pages_manage_posts", "feed", 200),
        ("pages_manage_posts,pages_show_list", "photos", 200),
    ],
)
async def test_publishing_needs_its_scopes(
    http: httpx.AsyncClient, scopes: str, path: str, expected: int
) -> None:
    poor = await account(http, "facebook", "poor", scopes=scopes)

    answer = await call(http, poor, f"{poor.id}/{path}", message="Hello")

    assert (answer.status_code, codes(answer)) == (403, (expected, None))


async def test_reading_comments_and_numbers_need_theirs(http: httpx.AsyncClient) -> None:
    rich = await account(http, "facebook", "acme")
    post_id = await said(http, rich, message="Hello")
    poor = await account(http, "facebook", "acme", scopes="pages_manage_posts")

    answers = [
        await ask(http, poor, f"{poor.id}/feed"),
        await call(http, poor, f"{post_id}/comments", message="First"),
        await ask(http, poor, f"{post_id}/comments"),
        await ask(http, poor, f"{post_id}/insights", metric="post_clicks"),
    ]

    assert [codes(answer)[0] for answer in answers] == [10, 200, 10, 10]
    assert {answer.status_code for answer in answers} == {403}


async def test_sums_of_reactions_need_a_scope_of_their_own(http: httpx.AsyncClient) -> None:
    scopes = "pages_manage_posts,pages_read_engagement"
    poor = await account(http, "facebook", "acme", scopes=scopes)
    post_id = await said(http, poor, message="Hello")

    plain = await ask(http, poor, post_id, fields="message,permalink_url,shares")
    sums = await ask(http, poor, post_id, fields="reactions.summary(true)")

    assert plain.status_code == 200
    assert codes(sums) == (10, None)


@pytest.mark.parametrize("tasks", ["", "ANALYZE,MODERATE"])
async def test_publishing_needs_the_task_on_the_page(http: httpx.AsyncClient, tasks: str) -> None:
    helper = await account(http, "facebook", "acme", details={"tasks": tasks})

    answer = await say(http, helper, message="Hello")

    assert codes(answer) == (1, 2853006)


async def test_usage_of_a_page_is_told_in_a_header_and_ends_in_a_throttle(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "facebook", "factor": 0.001})

    answers = [await ask(http, acme, f"{acme.id}/feed") for _ in range(5)]
    told = [json.loads(a.headers["x-business-use-case-usage"])[acme.id][0] for a in answers]
    clock.advance(86_401)
    tomorrow = await ask(http, acme, f"{acme.id}/feed")

    assert [usage["call_count"] for usage in told] == [25, 50, 75, 100, 125]
    assert told[4]["type"] == "pages"
    assert told[4]["estimated_time_to_regain_access"] > 0
    assert codes(answers[4]) == (80001, None)
    assert tomorrow.status_code == 200


async def test_usage_of_a_person_is_counted_by_the_app(
    http: httpx.AsyncClient, owner: Person
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "facebook", "factor": 0.01})

    answers = [await ask(http, owner, "me") for _ in range(3)]

    assert json.loads(answers[0].headers["x-app-usage"])["call_count"] == 50
    assert codes(answers[2]) == (4, None)


async def test_a_page_token_outlives_the_persons_but_not_the_access_to_data(
    http: httpx.AsyncClient, acme: Person, owner: Person, clock: OffsetClock
) -> None:
    clock.advance(61 * 86_400)
    page, person = await ask(http, acme, "me"), await ask(http, owner, "me")
    clock.advance(30 * 86_400)
    late = await ask(http, acme, "me")
    await turn(http, "facebook", "data_access_days", 0)
    endless = await ask(http, acme, "me")

    assert (page.status_code, codes(person)) == (200, (190, 463))
    assert codes(late) == (190, None)
    assert endless.status_code == 200


async def test_a_signed_call_is_taken_and_a_wrong_signature_is_not(
    http: httpx.AsyncClient, acme: Person
) -> None:
    app = {"network": "facebook", "client_id": "sandbox", "client_secret": "s3cret"}
    await http.post("/_sandbox/clients", json=app)
    proof = hmac.new(b"s3cret", acme.access_token.encode(), hashlib.sha256).hexdigest()

    right = await ask(http, acme, "me", appsecret_proof=proof)
    wrong = await ask(http, acme, "me", appsecret_proof="0" * 64)

    assert right.status_code == 200
    assert codes(wrong) == (100, None)
    assert "appsecret_proof" in wrong.json()["error"]["message"]


async def test_an_app_can_demand_that_every_call_is_signed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "facebook", "demands_proof", True)

    bare = await say(http, acme, message="Hello")
    signed = await say(http, acme, message="Hello", appsecret_proof="0" * 64)

    assert codes(bare) == (100, None)
    assert signed.status_code == 200


async def test_a_token_that_was_exchanged_too_late_stays_dead(
    http: httpx.AsyncClient, owner: Person, clock: OffsetClock
) -> None:
    clock.advance(5_183_945)

    answer = await exchange(http, "facebook", owner.access_token)

    assert codes(answer) == (190, 463)


@pytest.mark.parametrize("path", ["nonsense/at/all", "1/nonsense"])
async def test_an_unknown_path_is_refused(http: httpx.AsyncClient, acme: Person, path: str) -> None:
    answer = await ask(http, acme, path)

    assert codes(answer) == (2500, None)


async def test_an_unknown_id_and_an_unknown_field_are_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    object_id = await ask(http, acme, "61550000099999")
    field = await ask(http, acme, "me", fields="email")

    assert codes(object_id) == (100, 33)
    assert codes(field) == (100, None)
