from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, arm, posts

TWEETS = "/twitter/2/tweets"


@pytest.fixture
async def acme(http: httpx.AsyncClient) -> Person:
    return await account(http, "twitter", "acme")


async def tweet(http: httpx.AsyncClient, who: Person, text: str = "Hello") -> httpx.Response:
    return await http.post(TWEETS, json={"text": text}, headers=who.auth)


async def test_a_connection_can_die_before_the_work(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "drop_before", step="create")

    with pytest.raises(httpx.RemoteProtocolError):
        await tweet(http, acme)

    assert await posts(http) == []


async def test_a_connection_can_die_after_the_work(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "drop_after", step="create")

    with pytest.raises(httpx.RemoteProtocolError):
        await tweet(http, acme)

    assert [post["text"] for post in await posts(http)] == ["Hello"]


async def test_the_work_can_be_done_late(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await arm(http, "twitter", "late_commit", step="create", seconds=30)
    with pytest.raises(httpx.RemoteProtocolError):
        await tweet(http, acme)

    early = await posts(http)
    clock.advance(31)
    late = await posts(http)

    assert early == []
    assert [post["text"] for post in late] == ["Hello"]
    assert len(await posts(http)) == 1


async def test_a_late_request_is_judged_when_it_is_done(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await arm(http, "twitter", "late_commit", step="create", seconds=30)
    with pytest.raises(httpx.RemoteProtocolError):
        await tweet(http, acme)
    await tweet(http, acme)

    clock.advance(31)

    assert len(await posts(http)) == 1


async def test_a_429_tells_when_to_come_back(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await arm(http, "twitter", "error_429", step="create", retry_after_s=120)

    answer = await tweet(http, acme)

    waits_s = int(answer.headers["x-rate-limit-reset"]) - clock.now().timestamp()
    assert answer.status_code == 429
    assert 100 < waits_s <= 120
    assert await posts(http) == []


@pytest.mark.parametrize(("fault", "live"), [("error_503", 0), ("error_503_after", 1)])
async def test_a_503_comes_instead_of_the_work_or_after_it(
    http: httpx.AsyncClient, acme: Person, fault: str, live: int
) -> None:
    await arm(http, "twitter", fault, step="create")

    answer = await tweet(http, acme)

    assert answer.status_code == 503
    assert answer.json()["title"] == "Service Unavailable"
    assert len(await posts(http)) == live


async def test_a_401_can_hit_a_good_token(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "error_401", step="create")

    refused, taken = await tweet(http, acme), await tweet(http, acme)

    assert (refused.status_code, taken.status_code) == (401, 201)


async def test_a_slow_answer_comes_after_the_work(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "slow", step="create", seconds=0.2)

    answer = await tweet(http, acme)

    seen = (await http.get("/_sandbox/requests")).json()[-1]
    assert answer.status_code == 201
    assert seen["ms"] >= 200


@pytest.mark.parametrize(
    ("network", "path", "method", "step"),
    [
        ("twitter", "/2/oauth2/token", "POST", "oauth"),
        ("twitter", "/2/oauth2/revoke", "POST", "oauth"),
        ("twitter", "/2/users/me", "GET", "oauth"),
        ("twitter", "/2/media/upload/initialize", "POST", "prepare"),
        ("twitter", "/2/media/metadata", "POST", "prepare"),
        ("twitter", "/2/media/upload", "POST", "upload"),
        ("twitter", "/2/media/upload/1/append", "POST", "upload"),
        ("twitter", "/2/media/upload/1/finalize", "POST", "upload"),
        ("twitter", "/2/media/upload?command=STATUS&media_id=1", "GET", "status"),
        ("twitter", "/2/tweets", "POST", "create"),
        ("twitter", "/2/tweets/1", "DELETE", "create"),
        ("twitter", "/2/users/1/tweets", "GET", "read_back"),
        ("twitter", "/2/tweets?ids=1", "GET", "read_back"),
        ("twitter", "/2/tweets/1", "GET", "read_back"),
        ("twitter", "/2/tweets?ids=1&tweet.fields=public_metrics", "GET", "metrics"),
        ("instagram", "/oauth/access_token", "POST", "oauth"),
        ("instagram", "/access_token", "GET", "oauth"),
        ("instagram", "/refresh_access_token", "GET", "oauth"),
        ("instagram", "/v25.0/oauth/access_token", "GET", "oauth"),
        ("instagram", "/v25.0/me", "GET", "oauth"),
        ("instagram", "/v25.0/me/accounts", "GET", "oauth"),
        ("instagram", "/v25.0/1/media", "POST", "prepare"),
        ("instagram", "/v25.0/1/content_publishing_limit", "GET", "prepare"),
        ("instagram", "/ig-api-upload/v25.0/1", "POST", "upload"),
        ("instagram", "/v25.0/1/media_publish", "POST", "create"),
        ("instagram", "/1/comments", "POST", "create"),
        ("instagram", "/v25.0/1/media", "GET", "read_back"),
        ("instagram", "/v25.0/1/stories", "GET", "read_back"),
        ("instagram", "/v25.0/1/insights", "GET", "metrics"),
        ("tiktok", "/v2/oauth/token/", "POST", "oauth"),
        ("tiktok", "/v2/oauth/revoke/", "POST", "oauth"),
        ("tiktok", "/v2/user/info/?fields=open_id", "GET", "oauth"),
        ("tiktok", "/v2/post/publish/creator_info/query/", "POST", "prepare"),
        ("tiktok", "/v2/post/publish/video/init/", "POST", "prepare"),
        ("tiktok", "/v2/post/publish/inbox/video/init/", "POST", "prepare"),
        ("tiktok", "/v2/post/publish/content/init/", "POST", "create"),
        ("tiktok", "/v2/post/publish/cancel/", "POST", "create"),
        ("tiktok", "/video/?upload_id=1", "PUT", "upload"),
        ("tiktok", "/v2/post/publish/status/fetch/", "POST", "status"),
        ("tiktok", "/v2/video/list/?fields=id", "POST", "read_back"),
        ("tiktok", "/v2/video/query/?fields=id", "POST", "read_back"),
        ("tiktok", "/v2/video/list/?fields=id,like_count", "POST", "metrics"),
        ("tiktok", "/v2/video/query/?fields=id,view_count", "POST", "metrics"),
        ("linkedin", "/oauth/v2/accessToken", "POST", "oauth"),
        ("linkedin", "/oauth/v2/introspectToken", "POST", "oauth"),
        ("linkedin", "/oauth/v2/revoke", "POST", "oauth"),
        ("linkedin", "/v2/userinfo", "GET", "oauth"),
        ("linkedin", "/rest/organizationAcls?q=roleAssignee", "GET", "oauth"),
        ("linkedin", "/rest/organizations/1", "GET", "oauth"),
        ("linkedin", "/rest/images?action=initializeUpload", "POST", "prepare"),
        ("linkedin", "/rest/documents?action=initializeUpload", "POST", "prepare"),
        ("linkedin", "/rest/videos?action=initializeUpload", "POST", "prepare"),
        ("linkedin", "/dms-uploads/1", "PUT", "upload"),
        ("linkedin", "/rest/videos?action=finalizeUpload", "POST", "upload"),
        ("linkedin", "/rest/videos/urn%3Ali%3Avideo%3A1", "GET", "status"),
        ("linkedin", "/rest/images/urn%3Ali%3Aimage%3A1", "GET", "status"),
        ("linkedin", "/rest/posts", "POST", "create"),
        ("linkedin", "/rest/posts/urn%3Ali%3Ashare%3A1", "POST", "create"),
        ("linkedin", "/rest/posts/urn%3Ali%3Ashare%3A1", "DELETE", "create"),
        ("linkedin", "/rest/socialActions/urn%3Ali%3Ashare%3A1/comments", "POST", "create"),
        ("linkedin", "/rest/reactions", "POST", "create"),
        ("linkedin", "/rest/posts?q=author", "GET", "read_back"),
        ("linkedin", "/rest/posts/urn%3Ali%3Ashare%3A1", "GET", "read_back"),
        ("linkedin", "/rest/socialActions/urn%3Ali%3Ashare%3A1/comments", "GET", "read_back"),
        ("linkedin", "/rest/socialActions/urn%3Ali%3Ashare%3A1", "GET", "metrics"),
        ("linkedin", "/rest/socialMetadata/urn%3Ali%3Ashare%3A1", "GET", "metrics"),
        ("linkedin", "/rest/memberCreatorPostAnalytics?q=me", "GET", "metrics"),
        ("linkedin", "/rest/organizationalEntityShareStatistics", "GET", "metrics"),
    ],
)
async def test_each_call_belongs_to_a_step(
    http: httpx.AsyncClient, network: str, path: str, method: str, step: str
) -> None:
    await arm(http, network, "error_503", step=step)

    answer = await http.request(method, f"/{network}{path}")

    seen = (await http.get("/_sandbox/requests")).json()[-1]
    assert answer.status_code == 503
    assert (seen["step"], seen["status"], seen["fault"]) == (step, 503, "error_503")


async def test_a_fault_hits_as_often_as_it_was_armed(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "error_503", step="create", times=2)

    answers = [(await tweet(http, acme, text=str(n))).status_code for n in range(3)]

    assert answers == [503, 503, 201]


async def test_faults_hit_in_the_order_they_were_armed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "twitter", "error_503", step="create")
    await arm(http, "twitter", "error_429", step="create")

    answers = [(await tweet(http, acme)).status_code for _ in range(3)]

    assert answers == [503, 429, 201]


async def test_a_share_of_requests_is_hit_the_same_with_the_same_seed(
    http: httpx.AsyncClient, acme: Person
) -> None:
    async def shots(seed: int) -> list[int]:
        await http.delete("/_sandbox/faults")
        await arm(http, "twitter", "error_503", step="oauth", probability=0.5, seed=seed)
        path = "/twitter/2/users/me"
        return [(await http.get(path, headers=acme.auth)).status_code for _ in range(20)]

    first, again, other = await shots(1), await shots(1), await shots(2)

    assert first == again
    assert first != other
    assert {200, 503} == set(first)


async def test_a_fault_leaves_other_steps_and_networks_alone(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "twitter", "error_503", step="upload")
    await arm(http, "instagram", "error_503", step="create")

    assert (await tweet(http, acme)).status_code == 201


async def test_faults_are_disarmed(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "twitter", "error_503", step="create")

    cleared = await http.delete("/_sandbox/faults")

    assert cleared.status_code == 204
    assert (await tweet(http, acme)).status_code == 201
    assert (await http.get("/_sandbox/faults")).json()["armed"] == []


async def test_pages_for_people_meet_no_fault(http: httpx.AsyncClient, acme: Person) -> None:
    await tweet(http, acme)
    for step in ("oauth", "read_back", "create"):
        await arm(http, "twitter", "error_503", step=step)

    page = await http.get((await posts(http))[0]["url"])

    assert page.status_code == 200


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"network": "twitter", "step": "create", "fault": "explode"}, "credits_depleted"),
        ({"network": "twitter", "step": "create", "fault": "explode"}, "drop_after"),
        ({"network": "orkut", "step": "create", "fault": "slow"}, "twitter, instagram"),
        ({"network": "twitter", "step": "dance", "fault": "slow"}, "read_back"),
        ({"network": "twitter", "step": "oauth", "fault": "duplicate"}, "happens at create"),
        ({"network": "twitter", "fault": "slow"}, "happens at"),
        (
            {
                "network": "twitter",
                "step": "create",
                "fault": "slow",
                "times": 1,
                "probability": 0.5,
            },
            "not both",
        ),
        ({"network": "twitter", "step": "create", "fault": "slow", "times": 0}, "times"),
        (
            {"network": "twitter", "step": "create", "fault": "slow", "probability": 2},
            "probability",
        ),
        ({"network": "twitter", "step": "create", "fault": "slow", "colour": 1}, "colour"),
    ],
)
async def test_an_unknown_fault_is_refused_with_what_is_known(
    http: httpx.AsyncClient, body: dict[str, Any], says: str
) -> None:
    answer = await http.post("/_sandbox/faults", json=body)

    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert answer.json()["error"].endswith(".")


async def test_all_faults_are_listed_with_their_steps(http: httpx.AsyncClient) -> None:
    known = (await http.get("/_sandbox/faults")).json()["known"]

    assert known["twitter"]["duplicate"] == ["create"]
    assert "status" in known["instagram"]["reads_100_33"]
    assert "create" in known["instagram"]["drop_after"]
