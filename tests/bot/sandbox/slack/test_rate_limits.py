"""Too many calls: tiers, one post a second in a channel, and by whose clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.sandbox.slack.api.facts import method_facts
from tests.bot.sandbox.slack.rig import BOT_TOKEN, GLOBEX_TOKEN, Rig, open_rig

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    tokens = {"T0GLOBEX": GLOBEX_TOKEN}
    async with open_rig(tmp_path, more_bot_tokens=tokens, rate_limits="demo") as rig:
        yield rig


async def call(rig: Rig, method: str, **args: str) -> httpx.Response:
    return await rig.http.post(f"/api/{method}", data=args, headers=BEARER)


async def post(rig: Rig, channel: str = "C0LAUNCH") -> httpx.Response:
    return await call(rig, "chat.postMessage", channel=channel, text="hi")


async def exhaust(rig: Rig, method: str, **args: str) -> tuple[int, httpx.Response]:
    """Call until it is too much; allowances refill meanwhile, so a slow machine gets a few more."""
    for good in range(1000):
        answer = await call(rig, method, **args)
        if answer.status_code == 429:
            return good, answer
    raise AssertionError(f"{method} was never too much")


async def test_a_channel_takes_three_posts_at_once_and_then_one_a_second(rig: Rig) -> None:
    good, refused = await exhaust(rig, "chat.postMessage", channel="C0LAUNCH", text="hi")
    await rig.advance(1)
    after = await post(rig)

    assert 3 <= good <= 5
    assert refused.headers["retry-after"] == "1"
    assert refused.json() == {"ok": False, "error": "ratelimited"}
    assert after.status_code == 200
    assert len(await rig.messages()) == good + 1


async def test_each_channel_is_counted_for_itself(rig: Rig) -> None:
    await exhaust(rig, "chat.postMessage", channel="C0LAUNCH", text="hi")

    assert (await post(rig, "C0ALERTS")).status_code == 200


@pytest.mark.parametrize(
    ("method", "per_minute", "wait_s"),
    [("users.list", 20, 3), ("conversations.info", 50, 2), ("users.info", 100, 1)],
)
async def test_a_tier_is_a_number_of_calls_a_minute(
    rig: Rig, method: str, per_minute: int, wait_s: int
) -> None:
    args = {"channel": "C0LAUNCH", "user": "U0ANA"}

    good, refused = await exhaust(rig, method, **args)
    other = await call(rig, "team.info")
    await rig.advance(wait_s)
    again = await call(rig, method, **args)

    assert per_minute <= good <= per_minute * 1.5
    assert 1 <= int(refused.headers["retry-after"]) <= wait_s
    assert (other.status_code, again.status_code) == (200, 200)


async def test_a_tier_of_one_call_a_minute_says_to_wait_a_minute(rig: Rig) -> None:
    await call(rig, "apps.uninstall", client_id="", client_secret="")

    refused = await call(rig, "apps.uninstall", client_id="", client_secret="")

    assert refused.status_code == 429
    assert 59 <= int(refused.headers["retry-after"]) <= 60


async def test_each_workspace_has_its_own_allowance(rig: Rig) -> None:
    await exhaust(rig, "users.list")

    assert (await rig.form("users.list", token=GLOBEX_TOKEN))["ok"]


async def test_a_refused_call_does_not_lengthen_the_wait(rig: Rig) -> None:
    for _ in range(8):
        await post(rig)
    await rig.advance(1)

    assert (await post(rig)).status_code == 200


async def test_a_wrong_token_is_refused_before_anything_is_counted(rig: Rig) -> None:
    wrong = {"Authorization": "Bearer xoxb-wrong"}
    answers = [await rig.http.post("/api/users.list", headers=wrong) for _ in range(25)]

    assert {one.json()["error"] for one in answers} == {"invalid_auth"}
    assert (await call(rig, "users.list")).status_code == 200


async def test_by_the_machines_clock_a_moved_demo_clock_helps_nothing(rig: Rig) -> None:
    await rig.http.post("/_sandbox/limits", json={"counts_by": "machine"})
    await exhaust(rig, "chat.postMessage", channel="C0LAUNCH", text="hi")
    await rig.advance(3600)
    good, _refused = await exhaust(rig, "chat.postMessage", channel="C0LAUNCH", text="hi")

    assert good <= 1


async def test_limits_can_be_switched_off_and_on_again(rig: Rig) -> None:
    await rig.http.post("/_sandbox/limits", json={"counts_by": "off"})
    free = [(await post(rig)).status_code for _ in range(10)]
    shown = await rig.control("limits")
    await rig.http.post("/_sandbox/limits", json={"counts_by": "demo"})
    good, _refused = await exhaust(rig, "chat.postMessage", channel="C0LAUNCH", text="hi")

    assert set(free) == {200}
    assert shown == {"counts_by": "off"}
    assert 3 <= good <= 5


async def test_nobody_can_count_by_the_moon(rig: Rig) -> None:
    answer = await rig.http.post("/_sandbox/limits", json={"counts_by": "moon"})

    assert answer.status_code == 400
    assert "demo, machine, off" in answer.json()["error"]


def test_every_method_has_a_tier_or_a_limit_of_its_own() -> None:
    special = {name for name, facts in method_facts().items() if facts.tier is None}

    assert special == {"auth.test", "chat.postMessage", "chat.getPermalink"}
    assert {facts.tier for facts in method_facts().values()} == {None, 1, 2, 3, 4}
