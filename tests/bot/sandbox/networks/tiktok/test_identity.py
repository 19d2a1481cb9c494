from __future__ import annotations

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from tests.bot.sandbox.networks.hands import Person, account
from tests.bot.sandbox.networks.tiktok.calls import V2, call, creator_info, error_of, said, sent

INFO = f"{V2}/user/info/"


async def info(http: httpx.AsyncClient, who: Person, fields: str) -> httpx.Response:
    return await http.get(INFO, params={"fields": fields}, headers=who.auth)


async def test_an_account_tells_who_it_is(http: httpx.AsyncClient, acme: Person) -> None:
    fields = "open_id,union_id,avatar_url,display_name,username,is_verified,profile_deep_link"

    answer = await info(http, acme, fields)

    user = answer.json()["data"]["user"]
    assert answer.json()["error"] == {**answer.json()["error"], "code": "ok", "message": ""}
    assert answer.json()["error"]["log_id"]
    assert (user["open_id"], user["username"], user["display_name"]) == (acme.id, "acme", "Acme")
    assert user["union_id"] != user["open_id"]
    assert user["is_verified"] is False
    assert (await http.get(user["avatar_url"])).headers["content-type"] == "image/svg+xml"


async def test_the_numbers_of_an_account_count_its_posts(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await sent(http, acme)

    answer = await info(http, acme, "follower_count,following_count,likes_count,video_count")

    assert answer.json()["data"]["user"]["video_count"] == 1


@pytest.mark.parametrize(
    ("scopes", "fields", "told"),
    [
        (["user.info.basic"], "open_id", "ok"),
        (["user.info.basic"], "open_id,username", "scope_not_authorized"),
        (["user.info.basic", "user.info.profile"], "username,bio_description", "ok"),
        (["user.info.basic", "user.info.profile"], "follower_count", "scope_not_authorized"),
        (["user.info.stats"], "likes_count", "ok"),
        (["user.info.stats"], "open_id", "scope_not_authorized"),
    ],
)
async def test_each_field_has_a_scope_of_its_own(
    http: httpx.AsyncClient, scopes: list[str], fields: str, told: str
) -> None:
    narrow = await account(http, "tiktok", "narrow", scopes=scopes)

    answer = await info(http, narrow, fields)

    assert error_of(answer) == told


@pytest.mark.parametrize("fields", ["", "open_id,email"])
async def test_fields_must_be_named_and_known(
    http: httpx.AsyncClient, acme: Person, fields: str
) -> None:
    assert said(await info(http, acme, fields)) == (400, "invalid_param")


async def test_a_call_without_a_good_token_is_refused(
    http: httpx.AsyncClient, acme: Person
) -> None:
    foreign = await account(http, "twitter", "acme")
    headers: list[dict[str, str]] = [
        {},
        {"authorization": "Bearer act.nonsense"},
        {"authorization": f"Basic {acme.access_token}"},
        {"authorization": f"Bearer {acme.refresh_token}"},
        foreign.auth,
    ]

    answers = [await http.get(INFO, params={"fields": "open_id"}, headers=one) for one in headers]

    assert [said(answer) for answer in answers] == [(401, "access_token_invalid")] * 5
    assert all("data" not in answer.json() for answer in answers)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("post/publish/creator_info/query/", "video.upload"),
        ("post/publish/video/init/", "video.upload"),
        ("post/publish/inbox/video/init/", "video.publish"),
        ("post/publish/content/init/", "video.list"),
        ("post/publish/status/fetch/", "video.list"),
        ("post/publish/cancel/", "video.list"),
        ("video/list/", "video.publish"),
        ("video/query/", "video.publish"),
    ],
)
async def test_a_call_without_its_scope_is_refused(
    http: httpx.AsyncClient, path: str, scope: str
) -> None:
    narrow = await account(http, "tiktok", "narrow", scopes=[scope])

    answer = await call(http, narrow, f"{V2}/{path}")

    assert said(answer) == (401, "scope_not_authorized")


@pytest.mark.parametrize("path", ["user/info", "post/publish/creator_info/query", "dance/"])
async def test_a_path_without_its_last_slash_leads_nowhere(
    http: httpx.AsyncClient, acme: Person, path: str
) -> None:
    answer = await http.get(f"{V2}/{path}", headers=acme.auth)

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("details", "options"),
    [
        ({}, ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]),
        ({"private": True}, ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]),
    ],
)
async def test_a_private_account_chooses_among_other_readers(
    http: httpx.AsyncClient, details: dict[str, bool], options: list[str]
) -> None:
    creator = await account(http, "tiktok", "creator", details=details)

    data = (await creator_info(http, creator)).json()["data"]

    assert data["privacy_level_options"] == options
    assert data["creator_username"] == "creator"
    assert data["creator_nickname"] == "Creator"
    assert data["max_video_post_duration_sec"] == 600
    assert data["comment_disabled"] is False
    assert data["duet_disabled"] is data["stitch_disabled"] is bool(details)


async def test_a_creators_own_settings_are_told(http: httpx.AsyncClient) -> None:
    details = {"comment_disabled": True, "max_video_post_duration_sec": 60}
    creator = await account(http, "tiktok", "creator", details=details)

    data = (await creator_info(http, creator)).json()["data"]

    assert data["comment_disabled"] is True
    assert data["max_video_post_duration_sec"] == 60


async def test_a_banned_creator_is_told_so_with_200(http: httpx.AsyncClient) -> None:
    banned = await account(http, "tiktok", "banned", details={"banned": True})

    answer = await creator_info(http, banned)

    assert said(answer) == (200, "spam_risk_user_banned_from_posting")
    assert answer.json()["data"] == {}


async def test_a_token_is_dead_after_the_life_that_was_chosen(
    http: httpx.AsyncClient, clock: OffsetClock
) -> None:
    brief = await account(http, "tiktok", "brief", expires_in=10)
    clock.advance(11)

    assert said(await creator_info(http, brief)) == (401, "access_token_invalid")
