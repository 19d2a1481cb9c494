"""Who is in a workspace, as the bot may know it; and lists in pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.sandbox.slack.manifests import sample_manifest
from tests.bot.sandbox.slack.rig import GLOBEX_TOKEN, Rig, open_rig


async def test_a_guest_of_one_channel_is_marked_more_strongly(tmp_path: Path) -> None:
    tokens = {"T0GLOBEX": GLOBEX_TOKEN}
    async with open_rig(tmp_path, more_bot_tokens=tokens) as rig:
        gus = (await rig.form("users.info", user="U0GUS"))["user"]
        uma = (await rig.form("users.info", token=GLOBEX_TOKEN, user="U0UMA"))["user"]

    assert (gus["is_restricted"], gus["is_ultra_restricted"]) == (True, False)
    assert (uma["is_restricted"], uma["is_ultra_restricted"]) == (True, True)


async def test_a_zone_of_half_an_hour_is_told_in_seconds(tmp_path: Path) -> None:
    tokens = {"T0GLOBEX": GLOBEX_TOKEN}
    async with open_rig(tmp_path, more_bot_tokens=tokens) as rig:
        raj = (await rig.form("users.info", token=GLOBEX_TOKEN, user="U0RAJ"))["user"]

    assert (raj["tz"], raj["tz_offset"]) == ("Asia/Kolkata", 19_800)


async def test_a_closed_account_stays_listed_without_its_zone(rig: Rig) -> None:
    await rig.act("deactivate", user="U0CHI")
    chika = (await rig.form("users.info", user="U0CHI"))["user"]
    members = (await rig.form("conversations.members", channel="C0LAUNCH"))["members"]

    assert chika["deleted"] is True
    assert "tz" not in chika
    assert "is_restricted" not in chika
    assert "U0CHI" not in members
    assert "closed" in await rig.refused_act("message", user="U0CHI", channel="C0LAUNCH", text="hi")


async def test_slackbot_is_listed_and_counts_as_no_bot(rig: Rig) -> None:
    members = {one["id"]: one for one in (await rig.form("users.list"))["members"]}

    assert members["USLACKBOT"]["is_bot"] is False
    assert members["U0BOT"]["is_bot"] is True
    assert members["U0BOT"]["profile"]["api_app_id"] == "A0CALLBOARD"


async def test_a_profile_needs_its_own_scope(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        refused = await rig.form("users.profile.get", user="U0ANA")
    async with open_rig(
        tmp_path, manifest=sample_manifest(more_scopes=("users.profile:read",))
    ) as rig:
        ana = await rig.form("users.profile.get", user="U0ANA")
        own = await rig.form("users.profile.get")
        nobody = await rig.form("users.profile.get", user="U0NOBODY")

    assert (refused["error"], refused["needed"]) == ("missing_scope", "users.profile:read")
    assert ana["profile"]["display_name"] == "ana"
    assert "email" not in ana["profile"]
    assert own["profile"]["bot_id"] == "B0BOT"
    assert nobody["error"] == "user_not_found"


async def test_the_bots_own_conversations_are_those_it_is_in(rig: Rig) -> None:
    own = await rig.form("users.conversations", types="public_channel,private_channel")
    gus = await rig.form("users.conversations", user="U0GUS")
    nobody = await rig.form("users.conversations", user="U0NOBODY")

    assert [one["name"] for one in own["channels"]] == ["launch", "general", "alerts"]
    assert [one["name"] for one in gus["channels"]] == ["launch"]
    assert nobody["error"] == "user_not_found"


@pytest.mark.parametrize("limit", ["-1", "1001"])
@pytest.mark.parametrize("method", ["conversations.list", "users.list", "users.conversations"])
async def test_a_page_of_impossible_size_is_refused(rig: Rig, method: str, limit: str) -> None:
    assert (await rig.form(method, limit=limit))["error"] == "invalid_limit"


@pytest.mark.parametrize(
    ("method", "field"),
    [
        ("users.list", "members"),
        ("conversations.members", "members"),
        ("conversations.list", "channels"),
    ],
)
async def test_pages_one_after_another_hold_everything_once(
    rig: Rig, method: str, field: str
) -> None:
    whole = (await rig.form(method, channel="C0LAUNCH"))[field]
    found: list[object] = []
    cursor = ""
    while True:
        page = await rig.form(method, channel="C0LAUNCH", limit=2, cursor=cursor)
        assert len(page[field]) <= 2
        found += page[field]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break

    assert found == whole


async def test_the_number_of_members_is_told_only_when_asked_for(rig: Rig) -> None:
    plain = (await rig.form("conversations.info", channel="C0LAUNCH"))["channel"]
    asked = await rig.form("conversations.info", channel="C0LAUNCH", include_num_members="true")

    assert "num_members" not in plain
    assert asked["channel"]["num_members"] == 5
