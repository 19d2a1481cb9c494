"""The truth about an audience, as it is told and as the networks report it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import account

FLAT = {
    "audience_hours": " ".join(["1"] * 24),
    "audience_days": "1 1 1 1 1 1 1",
    "audience_size": 100_000,
    "audience_noise": 0,
    "audience_viral_share": 0,
    "audience_kinds": "text=1",
}


async def audience(http: httpx.AsyncClient, network: str, handle: str) -> dict[str, Any]:
    query = {"network": network, "account": handle}
    answer = await http.get("/_sandbox/audience", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def tweeted(http: httpx.AsyncClient, clock: OffsetClock, **details: Any) -> dict[str, int]:
    """Post, wait two days, and return the counters that X tells."""
    acme = await account(http, "twitter", details=details)
    made = await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)
    clock.advance(2 * 86_400)
    again = await account(http, "twitter")
    answer = await http.get(
        "/twitter/2/tweets",
        params={"ids": made.json()["data"]["id"], "tweet.fields": "public_metrics"},
        headers=again.auth,
    )
    metrics: dict[str, int] = answer.json()["data"][0]["public_metrics"]
    return metrics


async def test_the_truth_about_an_audience_is_told(http: httpx.AsyncClient) -> None:
    await account(http, "twitter", "acme")

    truth = await audience(http, "twitter", "@Acme")

    assert (truth["network"], truth["account"]) == ("twitter", "acme")
    assert sum(truth["zones"].values()) == pytest.approx(1)
    assert sum(truth["hours"]) / 24 == pytest.approx(1)
    assert sum(truth["days"]) / 7 == pytest.approx(1)
    assert set(truth["kinds"]) == {"text", "link", "image", "carousel", "video"}
    assert len(truth["worth"]) == 168
    assert (truth["lifetime_h"], truth["viral_share"]) == (1.25, 0.03)


async def test_an_audience_can_be_told_when_an_account_is_opened(http: httpx.AsyncClient) -> None:
    await account(http, "instagram", details={"audience_zones": "Asia/Tokyo=1", **FLAT})

    truth = await audience(http, "instagram", "acme")

    assert truth["zones"] == {"Asia/Tokyo": 1}
    assert truth["worth"] == pytest.approx([1] * 168)
    assert (truth["size"], truth["noise"]) == (100_000, 0)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("zones", "Berlin=1", "Europe/Berlin=0.7"),
        ("zones", "Europe/Berlin", "Europe/Berlin=0.7"),
        ("zones", "Europe/Berlin=0", "Europe/Berlin=0.7"),
        ("zones", "", "Europe/Berlin=0.7"),
        ("hours", "1 2 3", "24 figures"),
        ("hours", " ".join(["0"] * 24), "24 figures"),
        ("days", "1 1 1 1 1 1 -1", "1 1 1 1 1 2 2"),
        ("kinds", "poem=1", "video=1.5"),
        ("size", "many", "5000"),
        ("size", "nan", "5000"),
        ("noise", "inf", "0.7"),
        ("lifetime_h", 0, "like '6'"),
        ("viral_share", 1.5, "0.03"),
        ("mood", 1, "zones, hours, days"),
    ],
)
async def test_an_audience_that_makes_no_sense_is_answered_with_a_sentence(
    http: httpx.AsyncClient, name: str, value: object, says: str
) -> None:
    body = {"network": "twitter", "handle": "acme", "details": {f"audience_{name}": value}}

    answer = await http.post("/_sandbox/accounts", json=body)

    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert (await http.get("/_sandbox/accounts")).json() == []


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "There is no network ''"),
        ({"network": "twitter"}, "has no account ''"),
        ({"network": "twitter", "account": "nobody"}, "has no account 'nobody'"),
    ],
)
async def test_an_audience_of_nobody_is_answered_with_a_sentence(
    http: httpx.AsyncClient, query: dict[str, str], says: str
) -> None:
    answer = await http.get("/_sandbox/audience", params=query)

    assert answer.status_code == 422
    assert says in answer.json()["error"]


async def test_x_reports_what_came(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    metrics = await tweeted(http, clock, **FLAT)

    assert metrics["impression_count"] == pytest.approx(100_000, rel=0.01)
    assert metrics["like_count"] > metrics["retweet_count"] > 0
    assert metrics["reply_count"] > 0
    assert metrics["bookmark_count"] > 0


async def test_an_audience_can_be_switched_off(http: httpx.AsyncClient, clock: OffsetClock) -> None:
    metrics = await tweeted(http, clock, audience_size=0)

    assert set(metrics.values()) == {0}
