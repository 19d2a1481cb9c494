from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.hands import Person, account, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import V, posted

FIELDS = "id,caption,timestamp,media_type,media_product_type,permalink,shortcode,username"


async def test_an_empty_feed_is_an_empty_list(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)

    assert answer.json() == {"data": []}


async def test_a_caption_is_read_back_without_its_at_signs(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(
        http, acme, image_url=host.put("a.jpg", picture()), caption="With @bob & #tag"
    )

    listed = await http.get(f"{V}/me/media", params={"fields": FIELDS}, headers=acme.auth)
    one = await http.get(f"{V}/{media_id}", params={"fields": FIELDS}, headers=acme.auth)

    found = listed.json()["data"][0]
    assert found == one.json()
    assert found["caption"] == "With bob & #tag"
    assert found["timestamp"].endswith("+0000")
    assert (found["media_type"], found["media_product_type"]) == ("IMAGE", "FEED")
    assert found["username"] == "acme"


async def test_the_permalink_opens_a_page_with_the_picture(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(
        http, acme, image_url=host.put("a.jpg", picture()), caption="<Hi>", alt_text='a "b"'
    )
    read = await http.get(
        f"{V}/{media_id}", params={"fields": "permalink,media_url,alt_text"}, headers=acme.auth
    )

    page = await http.get(read.json()["permalink"])
    shown = await http.get(read.json()["media_url"])

    assert read.json()["permalink"] == (await posts(http))[0]["url"]
    assert "&lt;Hi&gt;" in page.text
    assert 'alt="a &quot;b&quot;"' in page.text
    assert read.json()["media_url"] in page.text
    assert shown.content == picture()
    assert shown.headers["content-type"] == "image/jpeg"


async def test_the_feed_is_newest_first_and_comes_in_pages(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    url = host.put("a.jpg", picture())
    made = []
    for _ in range(3):
        made.append(await posted(http, acme, image_url=url))
        clock.advance(60)

    first = await http.get(f"{V}/{acme.id}/media", params={"limit": 2}, headers=acme.auth)
    after = first.json()["paging"]["cursors"]["after"]
    rest = await http.get(f"{V}/{acme.id}/media", params={"after": after}, headers=acme.auth)
    since = int(clock.now().timestamp()) - 90
    recent = await http.get(f"{V}/{acme.id}/media", params={"since": since}, headers=acme.auth)

    assert [item["id"] for item in first.json()["data"]] == [made[2], made[1]]
    assert [item["id"] for item in rest.json()["data"]] == [made[0]]
    assert [item["id"] for item in recent.json()["data"]] == [made[2]]


async def test_reads_can_lag_by_time(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    await turn(http, "instagram", "read_lag_s", 30)
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    early = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)
    clock.advance(31)
    late = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)

    assert early.json()["data"] == []
    assert late.json()["data"] == [{"id": media_id}]
    assert len(await posts(http)) == 1


async def test_reads_can_lag_by_questions(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    await turn(http, "instagram", "read_lag_reads", 2)
    await posted(http, acme, image_url=host.put("a.jpg", picture()))

    seen = [await http.get(f"{V}/{acme.id}/media", headers=acme.auth) for _ in range(3)]

    assert [len(answer.json()["data"]) for answer in seen] == [0, 0, 1]


async def test_another_accounts_post_is_not_visible(
    http: httpx.AsyncClient, acme: Person, rival: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    one = await http.get(f"{V}/{media_id}", headers=rival.auth)
    feed = await http.get(f"{V}/{acme.id}/media", headers=rival.auth)
    nothing = await http.get(f"{V}/123", headers=rival.auth)

    assert [codes(answer) for answer in (one, feed, nothing)] == [(100, 33)] * 3


@pytest.mark.parametrize("fields", ["id,nonsense", "id{", "id}}"])
async def test_wrong_fields_are_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, fields: str
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    answer = await http.get(f"{V}/{media_id}", params={"fields": fields}, headers=acme.auth)

    assert codes(answer) == (100, None)


async def test_a_first_comment_is_written_and_counted(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    made = await http.post(f"{V}/{media_id}/comments", json={"message": "#more"}, headers=acme.auth)
    listed = await http.get(f"{V}/{media_id}/comments", headers=acme.auth)
    count = await http.get(
        f"{V}/{media_id}", params={"fields": "comments_count"}, headers=acme.auth
    )

    assert listed.json()["data"] == [{"id": made.json()["id"], "text": "#more"}]
    assert count.json()["comments_count"] == 1


async def test_wrong_comments_are_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))
    poor = await account(
        http,
        "instagram",
        "acme",
        scopes=["instagram_business_basic", "instagram_business_content_publish"],
    )
    path, said = f"{V}/{media_id}/comments", {"message": "hi"}

    empty = await http.post(path, json={}, headers=acme.auth)
    foreign = await http.post(path, json=said, headers=rival.auth)
    without_scope = await http.post(path, json=said, headers=poor.auth)
    await http.post(f"{V}/{media_id}", json={"comment_enabled": False}, headers=acme.auth)
    switched_off = await http.post(path, json=said, headers=acme.auth)

    answers = (empty, foreign, without_scope, switched_off)
    assert [codes(a) for a in answers] == [(100, None), (100, 33), (10, None), (10, None)]


async def test_switching_comments_needs_to_be_told_how(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    answer = await http.post(f"{V}/{media_id}", json={}, headers=acme.auth)

    assert codes(answer) == (100, None)


async def test_only_facebook_login_deletes(
    http: httpx.AsyncClient, acme: Person, paged: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    refused = await http.delete(f"{V}/{media_id}", headers=acme.auth)
    deleted = await http.delete(f"{V}/{media_id}", headers=paged.auth)
    again = await http.delete(f"{V}/{media_id}", headers=paged.auth)

    assert codes(refused) == (10, None)
    assert deleted.json() == {"success": True}
    assert codes(again) == (100, 33)
    assert await posts(http) == []


async def test_insights_answer_for_the_kind_of_post(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))
    await http.post(
        "/_sandbox/counters",
        json={"network": "instagram", "id": media_id, "counters": {"likes": 7, "reach": 90}},
    )

    answer = await http.get(
        f"{V}/{media_id}/insights", params={"metric": "likes,reach,saved"}, headers=acme.auth
    )

    values = {item["name"]: item["values"][0]["value"] for item in answer.json()["data"]}
    assert values == {"likes": 7, "reach": 90, "saved": 0}


async def test_what_came_from_the_audience_is_told_everywhere(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, clock: OffsetClock
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))
    clock.advance(3 * 86_400)
    metrics = "views,reach,likes,comments,saved,shares,total_interactions"

    answer = await http.get(
        f"{V}/{media_id}/insights", params={"metric": metrics}, headers=acme.auth
    )
    fields = {"fields": "like_count,comments_count"}
    node = (await http.get(f"{V}/{media_id}", params=fields, headers=acme.auth)).json()

    values = {item["name"]: item["values"][0]["value"] for item in answer.json()["data"]}
    acts = [values[name] for name in ("likes", "comments", "saved", "shares")]
    assert values["views"] > values["reach"] > sum(acts) > 0
    assert values["total_interactions"] == sum(acts)
    assert (node["like_count"], node["comments_count"]) == (values["likes"], values["comments"])


@pytest.mark.parametrize("metric", ["", "likes,impressions", "plays", "navigation", "total_likes"])
async def test_one_wrong_metric_spoils_the_call(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, metric: str
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))

    answer = await http.get(
        f"{V}/{media_id}/insights", params={"metric": metric}, headers=acme.auth
    )

    assert codes(answer) == (100, None)


async def test_insights_need_their_scope(http: httpx.AsyncClient, host: MediaHost) -> None:
    poor = await account(
        http,
        "instagram",
        "acme",
        scopes="instagram_business_basic,instagram_business_content_publish",
    )
    media_id = await posted(http, poor, image_url=host.put("a.jpg", picture()))

    answer = await http.get(
        f"{V}/{media_id}/insights", params={"metric": "likes"}, headers=poor.auth
    )

    assert codes(answer) == (10, None)
