from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from tests.bot.sandbox.networks.conftest import talking_to
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import account, arm, posts, turn
from tests.bot.sandbox.networks.killing import doomed


def again(app_folder: Path, clock: OffsetClock) -> Starlette:
    return build_networks(data_dir=app_folder, clock=clock)


async def test_posts_tokens_uploads_and_switches_outlive_the_application(
    tmp_path: Path, clock: OffsetClock
) -> None:
    folder = tmp_path / "data"
    async with talking_to(again(folder, clock)) as http:
        acme = await account(http, "twitter")
        await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)
        up = await http.post(
            "/twitter/2/media/upload",
            files={"media": picture()},
            data={"media_category": "tweet_image"},
            headers=acme.auth,
        )
        await turn(http, "twitter", "read_lag_s", 5)
        await arm(http, "twitter", "error_503", step="oauth")
        before = await posts(http)

    async with talking_to(again(folder, clock)) as http:
        faulty = await http.get("/twitter/2/users/me", headers=acme.auth)
        body = {"text": "Look", "media": {"media_ids": [up.json()["data"]["id"]]}}
        made = await http.post("/twitter/2/tweets", json=body, headers=acme.auth)
        switches = (await http.get("/_sandbox/switches")).json()

        assert (await posts(http))[0] == before[0]
        assert faulty.status_code == 503
        assert made.status_code == 201
        assert int(made.json()["data"]["id"]) > int(before[0]["id"])
        assert switches["twitter"]["read_lag_s"] == 5


async def test_a_used_refresh_token_stays_dead(tmp_path: Path, clock: OffsetClock) -> None:
    folder, app_auth = tmp_path / "data", httpx.BasicAuth("app", "secret")
    async with talking_to(again(folder, clock)) as http:
        acme = await account(http, "twitter")
        form = {"grant_type": "refresh_token", "refresh_token": acme.refresh_token}
        await http.post("/twitter/2/oauth2/token", data=form, auth=app_auth)

    async with talking_to(again(folder, clock)) as http:
        second = await http.post("/twitter/2/oauth2/token", data=form, auth=app_auth)

    assert second.status_code == 400


async def test_late_work_is_done_by_the_next_application(
    tmp_path: Path, clock: OffsetClock
) -> None:
    folder = tmp_path / "data"
    async with talking_to(again(folder, clock)) as http:
        acme = await account(http, "twitter")
        await arm(http, "twitter", "late_commit", step="create", seconds=60)
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post("/twitter/2/tweets", json={"text": "Hello"}, headers=acme.auth)
    clock.advance(61)

    async with talking_to(again(folder, clock)) as http:
        assert [post["text"] for post in await posts(http)] == ["Hello"]


@pytest.mark.slow
async def test_what_was_answered_survives_a_kill(tmp_path: Path, clock: OffsetClock) -> None:
    folder = tmp_path / "data"
    async with doomed(folder) as http:
        acme = await account(http, "twitter")
        made = [
            await http.post("/twitter/2/tweets", json={"text": f"Hello {n}"}, headers=acme.auth)
            for n in range(5)
        ]

    async with talking_to(again(folder, clock)) as http:
        assert [answer.status_code for answer in made] == [201] * 5
        assert [post["text"] for post in await posts(http)] == [f"Hello {n}" for n in range(5)]
