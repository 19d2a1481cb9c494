from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.facebook.calls import V, ask, call, reel, said, sent, taken
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, posts, turn

LISTS = ("feed", "posts", "published_posts")


@pytest.mark.parametrize("edge", LISTS)
async def test_posts_are_listed_newest_first(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, edge: str
) -> None:
    ids = []
    for message in ("One", "Two"):
        ids.append(await said(http, acme, message=message))
        clock.advance(60)

    listed = taken(await ask(http, acme, f"{acme.id}/{edge}", fields="id,message"))["data"]

    assert listed == [{"id": ids[1], "message": "Two"}, {"id": ids[0], "message": "One"}]


async def test_without_fields_the_usual_ones_are_told(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await said(http, acme, message="Hello")

    listed = taken(await ask(http, acme, f"{acme.id}/feed"))["data"]

    assert set(listed[0]) == {"created_time", "message", "id"}
    assert listed[0]["created_time"].endswith("+0000")


async def test_a_list_can_be_narrowed_by_time(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await said(http, acme, message="Old")
    clock.advance(1_000)
    between = int(clock.now().timestamp()) - 500
    await said(http, acme, message="New")

    path = f"{acme.id}/published_posts"
    since = taken(await ask(http, acme, path, since=between))["data"]
    until = taken(await ask(http, acme, path, until=between))["data"]

    assert [post["message"] for post in since] == ["New"]
    assert [post["message"] for post in until] == ["Old"]


async def test_a_long_list_is_read_page_by_page(http: httpx.AsyncClient, acme: Person) -> None:
    for number in range(5):
        await said(http, acme, message=f"Hello {number}")

    seen, url = [], f"{V}/{acme.id}/feed?limit=2&fields=message"
    while url:
        answer = taken(await http.get(url, headers=acme.auth))
        seen.append([post["message"][-1] for post in answer["data"]])
        url = answer["paging"].get("next", "")

    assert seen == [["4", "3"], ["2", "1"], ["0"]]


async def test_a_post_tells_what_it_is(http: httpx.AsyncClient, acme: Person) -> None:
    made = taken(await sent(http, acme, caption="Hi"))
    fields = "message,permalink_url,full_picture,status_type,is_published,from,shares"

    read = taken(await ask(http, acme, made["post_id"], fields=fields))

    assert read["permalink_url"] == (await posts(http))[0]["url"]
    assert (await http.get(read["full_picture"])).status_code == 200
    assert read["status_type"] == "added_photos"
    assert read["from"] == {"id": acme.id, "name": "Acme"}
    assert "shares" not in read


async def test_reactions_and_comments_are_summed_up(http: httpx.AsyncClient, acme: Person) -> None:
    post_id = await said(http, acme, message="Hello")
    await call(http, acme, f"{post_id}/comments", message="First")
    counters = {"likes": 3, "comments": 2, "shares": 1}
    await http.post(
        "/_sandbox/counters", json={"network": "facebook", "id": post_id, "counters": counters}
    )

    fields = "shares,reactions.summary(true),comments.limit(0).summary(true)"
    read = taken(await ask(http, acme, post_id, fields=fields))

    assert read["shares"]["count"] >= 1
    assert read["reactions"]["summary"]["total_count"] >= 3
    assert read["comments"]["summary"]["total_count"] >= 3


async def test_a_new_post_can_be_missing_from_lists_for_a_while(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    await turn(http, "facebook", "read_lag_s", 30)
    post_id = await said(http, acme, message="Hello")

    early = taken(await ask(http, acme, f"{acme.id}/feed"))["data"]
    direct = await ask(http, acme, post_id)
    clock.advance(31)
    late = taken(await ask(http, acme, f"{acme.id}/feed"))["data"]

    assert early == []
    assert direct.status_code == 200
    assert [post["id"] for post in late] == [post_id]


async def test_a_new_post_can_be_missing_from_the_first_lists(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "facebook", "read_lag_reads", 1)
    await said(http, acme, message="Hello")

    lists = [taken(await ask(http, acme, f"{acme.id}/feed"))["data"] for _ in range(2)]

    assert [len(listed) for listed in lists] == [0, 1]


async def test_a_video_tells_what_it_is(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await reel(http, acme, description="Look", title="A film")

    fields = "title,description,length,created_time,from"
    read = taken(await ask(http, acme, video_id, fields=fields))

    assert (read["title"], read["description"]) == ("A film", "Look")
    assert read["length"] == pytest.approx(3.2, abs=0.1)


async def test_reels_are_listed_once_they_are_out(http: httpx.AsyncClient, acme: Person) -> None:
    video_id = await reel(http, acme, description="Look")
    await reel(http, acme, video_state="DRAFT")

    path, fields = f"{acme.id}/video_reels", "id,description"
    reels = taken(await ask(http, acme, path, fields=fields))["data"]
    videos = taken(await ask(http, acme, f"{acme.id}/videos"))["data"]

    assert reels == [{"id": video_id, "description": "Look"}]
    assert videos == []


@pytest.mark.parametrize("fields", ["nonsense", "id{name", "id}"])
async def test_wrong_fields_are_refused(http: httpx.AsyncClient, acme: Person, fields: str) -> None:
    post_id = await said(http, acme, message="Hello")

    answer = await ask(http, acme, post_id, fields=fields)

    assert codes(answer) == (100, None)
