from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.linkedin.calls import (
    REST,
    encoded,
    film,
    headers,
    organization,
    person,
    processed,
    published,
)

COUNTS = {"views": 400, "reach": 300, "likes": 20, "comments": 8, "shares": 5, "clicks": 7}
COUNTS["saves"] = 3
MEMBER = f"{REST}/memberCreatorPostAnalytics"
PAGE = f"{REST}/organizationalEntityShareStatistics"


@pytest.fixture
async def watcher(http: httpx.AsyncClient) -> Person:
    """The member again, with the vetted scope for numbers."""
    scopes = "w_member_social r_member_postAnalytics r_member_social"
    return await account(http, "linkedin", "acme", scopes=scopes)


async def seen(http: httpx.AsyncClient, urn: str, **more: int) -> None:
    body = {"network": "linkedin", "id": urn, "counters": {**COUNTS, **more}}
    assert (await http.post("/_sandbox/counters", json=body)).status_code == 200


def entity(form: str, urn: str) -> str:
    return f"({form}:{encoded(urn)})"


async def counted(
    http: httpx.AsyncClient, who: Person, query: str, kind: str = "IMPRESSION"
) -> httpx.Response:
    url = f"{MEMBER}?{query}&queryType={kind}&aggregation=TOTAL"
    return await http.get(url, headers=headers(who))


async def statistics(http: httpx.AsyncClient, who: Person, query: str = "") -> httpx.Response:
    mine = f"q=organizationalEntity&organizationalEntity={encoded(organization(who))}"
    return await http.get(f"{PAGE}?{mine}{query}", headers=headers(who))


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("IMPRESSION", 400),
        ("MEMBERS_REACHED", 300),
        ("RESHARE", 5),
        ("REACTION", 20),
        ("COMMENT", 8),
        ("POST_SAVE", 3),
        ("POST_SEND", 0),
    ],
)
async def test_a_members_post_is_counted_one_kind_at_a_time(
    http: httpx.AsyncClient, watcher: Person, kind: str, count: int
) -> None:
    urn = await published(http, watcher, person(watcher))
    await seen(http, urn)

    answer = await counted(http, watcher, f"q=entity&entity={entity('share', urn)}", kind)

    element = answer.json()["elements"][0]
    assert element["count"] == count
    assert kind in element["metricType"].values()
    assert element["targetEntity"] == {"share": urn}


async def test_a_film_is_counted_under_its_other_name(
    http: httpx.AsyncClient, watcher: Person
) -> None:
    film_urn = await processed(http, watcher, person(watcher), film())
    urn = await published(http, watcher, person(watcher), content={"media": {"id": film_urn}})
    await seen(http, urn)

    right = await counted(http, watcher, f"q=entity&entity={entity('ugc', urn)}")
    wrong = await counted(http, watcher, f"q=entity&entity={entity('share', urn)}")

    assert right.json()["elements"][0]["count"] == 400
    assert wrong.status_code == 400


async def test_all_posts_of_a_member_are_counted_together(
    http: httpx.AsyncClient, watcher: Person
) -> None:
    for number in range(2):
        urn = await published(http, watcher, person(watcher), commentary=f"Post {number}")
        await seen(http, urn, views=100 + number)

    answer = await counted(http, watcher, "q=me")

    assert answer.json()["elements"][0]["count"] == 201


async def test_a_self_serve_app_gets_no_numbers(http: httpx.AsyncClient, acme: Person) -> None:
    urn = await published(http, acme, person(acme))

    answers = [
        await counted(http, acme, f"q=entity&entity={entity('share', urn)}"),
        await http.get(f"{REST}/socialActions/{encoded(urn)}", headers=headers(acme)),
        await http.get(f"{REST}/socialMetadata/{encoded(urn)}", headers=headers(acme)),
    ]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=all&queryType=IMPRESSION", 400),
        ("q=me&queryType=LIKES", 400),
        ("q=me", 400),
        ("q=me&queryType=MEMBERS_REACHED&aggregation=DAILY", 400),
        ("q=entity&queryType=IMPRESSION", 400),
        ("q=entity&queryType=IMPRESSION&entity=urn%3Ali%3Ashare%3A1", 400),
        ("q=entity&queryType=IMPRESSION&entity=%28share%3Aurn%3Ali%3Ashare%3A1%29", 400),
        ("q=entity&queryType=IMPRESSION&entity=(share:urn%3Ali%3Ashare%3A1)", 404),
    ],
)
async def test_a_wrong_question_about_members_is_refused(
    http: httpx.AsyncClient, watcher: Person, query: str, status: int
) -> None:
    answer = await http.get(f"{MEMBER}?{query}", headers=headers(watcher))

    assert answer.status_code == status


async def test_posts_of_others_are_not_counted(
    http: httpx.AsyncClient, watcher: Person, rival: Person
) -> None:
    urn = await published(http, rival, person(rival))

    answer = await counted(http, watcher, f"q=entity&entity={entity('share', urn)}")

    assert answer.status_code == 404


async def test_a_pages_posts_are_counted_one_by_one(http: httpx.AsyncClient, page: Person) -> None:
    urns = [
        await published(http, page, organization(page), commentary=f"Post {number}")
        for number in range(2)
    ]
    for number, urn in enumerate(urns):
        await seen(http, urn, views=400 + number)

    answer = await statistics(http, page, f"&shares=List({','.join(map(encoded, urns))})")

    elements = answer.json()["elements"]
    assert [element["share"] for element in elements] == urns
    assert elements[0]["organizationalEntity"] == organization(page)
    assert elements[0]["totalShareStatistics"] == {
        "impressionCount": 400,
        "uniqueImpressionsCount": 300,
        "clickCount": 7,
        "likeCount": 20,
        "commentCount": 8,
        "shareCount": 5,
        "engagement": 0.1,
    }
    assert elements[1]["totalShareStatistics"]["impressionCount"] == 401


async def test_a_pages_films_are_asked_for_in_a_list_of_their_own(
    http: httpx.AsyncClient, page: Person
) -> None:
    film_urn = await processed(http, page, organization(page), film())
    urn = await published(http, page, organization(page), content={"media": {"id": film_urn}})
    await seen(http, urn)

    answer = await statistics(http, page, f"&ugcPosts=List({encoded(urn)})")

    assert answer.json()["elements"][0]["ugcPost"] == urn


async def test_all_posts_of_a_page_are_counted_together(
    http: httpx.AsyncClient, page: Person
) -> None:
    before = await statistics(http, page)
    for number in range(2):
        urn = await published(http, page, organization(page), commentary=f"Post {number}")
        await seen(http, urn)

    after = await statistics(http, page)

    assert before.json()["elements"][0]["totalShareStatistics"]["engagement"] == 0
    assert after.json()["elements"][0]["totalShareStatistics"]["impressionCount"] == 800


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("&shares=urn%3Ali%3Ashare%3A1", 400),
        ("&shares=List%28urn%3Ali%3Ashare%3A1%29", 400),
        ("&shares=List(urn%3Ali%3Ashare%3A1)", 404),
    ],
)
async def test_a_wrong_list_is_refused(
    http: httpx.AsyncClient, page: Person, query: str, status: int
) -> None:
    assert (await statistics(http, page, query)).status_code == status


@pytest.mark.parametrize(
    "params",
    [
        {"q": "organizationalEntity", "organizationalEntity": "urn:li:organization:1"},
        {"q": "organizationalEntity"},
    ],
)
async def test_other_pages_are_not_counted(
    http: httpx.AsyncClient, page: Person, params: dict[str, Any]
) -> None:
    answer = await http.get(PAGE, params=params, headers=headers(page))

    assert answer.status_code == 403


async def test_only_one_way_to_ask_for_a_pages_numbers_is_known(
    http: httpx.AsyncClient, page: Person
) -> None:
    assert (await http.get(PAGE, params={"q": "all"}, headers=headers(page))).status_code == 400


async def test_a_page_counts_likes_comments_and_reactions(
    http: httpx.AsyncClient, page: Person
) -> None:
    urn = await published(http, page, organization(page))
    quiet = await http.get(f"{REST}/socialMetadata/{encoded(urn)}", headers=headers(page))
    await seen(http, urn)

    actions = await http.get(f"{REST}/socialActions/{encoded(urn)}", headers=headers(page))
    metadata = await http.get(f"{REST}/socialMetadata/{encoded(urn)}", headers=headers(page))

    assert quiet.json()["reactionSummaries"] == {}
    assert actions.json()["likesSummary"]["totalLikes"] == 20
    assert actions.json()["commentsSummary"] == {
        "aggregatedTotalComments": 8,
        "totalFirstLevelComments": 8,
    }
    assert metadata.json()["reactionSummaries"]["LIKE"]["count"] == 20
    assert metadata.json()["commentSummary"]["count"] == 8


@pytest.mark.parametrize("path", ["socialActions", "socialMetadata"])
async def test_what_is_not_there_is_not_counted(
    http: httpx.AsyncClient, page: Person, path: str
) -> None:
    answer = await http.get(f"{REST}/{path}/urn%3Ali%3Ashare%3A1", headers=headers(page))

    assert answer.status_code == 404
