from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account, turn
from tests.bot.sandbox.networks.tiktok.calls import (
    POST,
    call,
    creator_info,
    error_of,
    init,
    init_inbox,
    init_photos,
    said,
    sent,
    shared,
    whole,
)


async def test_an_unaudited_app_serves_five_people_a_day(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    await turn(http, "tiktok", "audited", value=False)
    people = [
        await account(http, "tiktok", f"p{number}", details={"private": True})
        for number in range(6)
    ]

    answers = [await init(http, one, whole(1_000), privacy_level="SELF_ONLY") for one in people]
    told = await creator_info(http, people[5])
    known = await creator_info(http, people[0])
    clock.advance(86_401)
    tomorrow = await creator_info(http, await account(http, "tiktok", "p5"))

    assert [error_of(answer) for answer in answers] == ["ok"] * 5 + ["reached_active_user_cap"]
    assert answers[5].status_code == 403
    assert said(told) == (200, "reached_active_user_cap")
    assert error_of(known) == error_of(tomorrow) == "ok"


async def test_a_creator_gets_fifteen_direct_posts_a_day_from_all_apps_together(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    for _ in range(15):
        await sent(http, acme)
        clock.advance(61)

    told, refused = await creator_info(http, acme), await init(http, acme, whole(1_000))
    clock.advance(61)
    inbox = await init_inbox(http, acme, whole(1_000))
    clock.advance(86_400)
    back = await account(http, "tiktok", "acme")

    assert said(told) == (200, "spam_risk_too_many_posts")
    assert said(refused) == (403, "spam_risk_too_many_posts")
    assert error_of(inbox) == "ok"
    assert error_of(await init(http, back, whole(1_000))) == "ok"


async def test_an_opened_film_that_was_never_sent_uses_nothing_up(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    for _ in range(20):
        await init(http, acme, whole(1_000))
        clock.advance(61)

    assert error_of(await creator_info(http, acme)) == "ok"


async def test_five_shares_may_wait_in_an_inbox(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock
) -> None:
    for _ in range(5):
        await shared(http, acme)

    refused = await init_inbox(http, acme, whole(1_000))
    photos = await init_photos(http, acme, ["https://a.example/1.jpg"], mode="MEDIA_UPLOAD")
    direct = await init(http, acme, whole(1_000))
    clock.advance(86_401)
    tomorrow = await init_inbox(http, await account(http, "tiktok", "acme"), whole(1_000))

    assert said(refused) == said(photos) == (403, "spam_risk_too_many_pending_share")
    assert error_of(direct) == error_of(tomorrow) == "ok"


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("video/init/", 6),
        ("inbox/video/init/", 6),
        ("content/init/", 6),
        ("creator_info/query/", 20),
        ("status/fetch/", 30),
    ],
)
async def test_each_call_has_its_own_number_a_minute(
    http: httpx.AsyncClient, acme: Person, clock: OffsetClock, path: str, limit: int
) -> None:
    codes = [said(await call(http, acme, f"{POST}/{path}")) for _ in range(limit + 1)]
    other = await account(http, "tiktok", "rival")
    elsewhere = await call(http, other, f"{POST}/{path}")
    clock.advance(60)
    later = await call(http, acme, f"{POST}/{path}")

    assert (429, "rate_limit_exceeded") not in codes[:limit]
    assert codes[limit] == (429, "rate_limit_exceeded")
    assert elsewhere.status_code != 429
    assert later.status_code != 429


@pytest.mark.parametrize("path", ["/tiktok/v2/video/list/", "/tiktok/v2/video/query/"])
async def test_reading_is_counted_by_the_app(
    http: httpx.AsyncClient, acme: Person, rival: Person, path: str
) -> None:
    await http.post("/_sandbox/quotas", json={"network": "tiktok", "factor": 0.005})

    codes = [(await call(http, who, path)).status_code for who in (acme, rival, acme, rival)]

    assert codes == [400, 400, 400, 429]


async def test_all_limits_can_be_lifted(http: httpx.AsyncClient, acme: Person) -> None:
    await http.post("/_sandbox/quotas", json={"network": "tiktok", "factor": None})

    answers = [await init(http, acme, whole(1_000)) for _ in range(10)]

    assert {error_of(answer) for answer in answers} == {"ok"}
