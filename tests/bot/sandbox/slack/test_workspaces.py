"""Two workspaces with one app: their own tokens, people, channels, events and ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.sandbox.slack.rig import BOT_TOKEN, GLOBEX_TOKEN, Rig, open_rig


@pytest.fixture(name="rig")
async def _rig(tmp_path: Path) -> AsyncIterator[Rig]:
    async with open_rig(tmp_path, more_bot_tokens={"T0GLOBEX": GLOBEX_TOKEN}) as rig:
        yield rig


async def test_each_token_speaks_for_its_own_workspace(rig: Rig) -> None:
    acme = await rig.api("auth.test")
    globex = await rig.api("auth.test", token=GLOBEX_TOKEN)

    assert (acme["team_id"], acme["user_id"], acme["bot_id"]) == ("T0DEMO", "U0BOT", "B0BOT")
    assert (globex["team_id"], globex["user_id"], globex["bot_id"]) == (
        "T0GLOBEX",
        "U0GLOBOT",
        "B0GLOBOT",
    )


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0LAUNCH", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "launch", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "U0ANA", "text": "x"}, "channel_not_found"),
        ("users.info", {"user": "U0ANA"}, "user_not_found"),
        ("conversations.members", {"channel": "C0LAUNCH"}, "channel_not_found"),
        ("conversations.open", {"users": "U0ANA"}, "user_not_found"),
    ],
)
async def test_nothing_of_one_workspace_exists_for_the_others_token(
    rig: Rig, method: str, args: dict[str, str], error: str
) -> None:
    assert (await rig.form(method, token=GLOBEX_TOKEN, **args))["error"] == error


async def test_events_commands_and_payloads_carry_their_own_team(rig: Rig) -> None:
    await rig.act("message", user="U0RAJ", channel="C0PRESS", text="@Callboard hi")
    await rig.act("command", user="U0RAJ", channel="C0PRESS", command="/callboard", text="x")
    await rig.act("shortcut", user="U0IDA", callback_id="new_post")
    mention = await rig.bot.wait_for_event("app_mention")
    [envelope] = await rig.bot.wait_for(lambda one: one.event.get("type") == "app_mention")
    [command] = await rig.bot.wait_for(lambda one: "command" in one.payload)
    [pressed] = await rig.bot.wait_for(lambda one: one.payload.get("type") == "shortcut")

    assert mention["text"] == "<@U0GLOBOT> hi"
    assert mention["team"] == envelope.payload["team_id"] == "T0GLOBEX"
    assert envelope.payload["authorizations"][0] == {
        "enterprise_id": None,
        "team_id": "T0GLOBEX",
        "user_id": "U0GLOBOT",
        "is_bot": True,
        "is_enterprise_install": False,
    }
    assert command.payload["team_id"] == "T0GLOBEX"
    assert (pressed.payload["team"]["domain"], pressed.payload["user"]["team_id"]) == (
        "globex",
        "T0GLOBEX",
    )


async def test_a_trigger_of_one_workspace_is_worth_nothing_in_the_other(rig: Rig) -> None:
    trigger = await rig.trigger("U0IDA")
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "T"},
        "blocks": [{"type": "divider"}],
    }

    stolen = await rig.api("views.open", trigger_id=trigger, view=view)
    own = await rig.api("views.open", token=GLOBEX_TOKEN, trigger_id=trigger, view=view)

    assert stolen["error"] == "invalid_trigger_id"
    assert own["view"]["team_id"] == "T0GLOBEX"


async def test_an_answer_by_response_url_lands_in_the_workspace_that_asked(rig: Rig) -> None:
    await rig.act("command", user="U0RAJ", channel="C0PRESS", command="/callboard", text="x")
    url = rig.bot.heard[-1].payload["response_url"]

    answered = await rig.http.post(url, json={"text": "here"})

    assert answered.status_code == 200
    [said] = await rig.messages("C0PRESS", "U0RAJ")
    assert (said["text"], said["user"]) == ("here", "U0GLOBOT")


async def test_a_file_opens_with_the_token_of_its_own_workspace_only(rig: Rig) -> None:
    fields = {"user": "U0RAJ", "channel": "C0PRESS"}
    await rig.http.post("/_sandbox/act/upload", data=fields, files={"files": ("a.txt", b"abc")})
    event = await rig.bot.wait_for_event("message", subtype="file_share")
    address = event["files"][0]["url_private"]

    own = await rig.http.get(address, headers={"Authorization": f"Bearer {GLOBEX_TOKEN}"})
    other = await rig.http.get(address, headers={"Authorization": f"Bearer {BOT_TOKEN}"})
    info = await rig.form("files.info", file=event["files"][0]["id"])

    assert own.content == b"abc"
    assert other.headers["content-type"].startswith("text/html")
    assert info["error"] == "file_not_found"


async def test_the_apps_own_upload_in_the_second_workspace_is_taken(rig: Rig) -> None:
    announced = await rig.form(
        "files.getUploadURLExternal", token=GLOBEX_TOKEN, filename="a.txt", length=3
    )
    taken = await rig.http.post(announced["upload_url"], content=b"abc")
    done = await rig.api(
        "files.completeUploadExternal", token=GLOBEX_TOKEN, files=[{"id": announced["file_id"]}]
    )

    assert taken.status_code == 200
    assert done["ok"], done


async def test_removing_the_app_in_one_workspace_leaves_the_other_alone(rig: Rig) -> None:
    await rig.act("uninstall", user="U0IDA")

    [envelope] = await rig.bot.wait_for(lambda one: one.event.get("type") == "tokens_revoked")
    assert envelope.payload["team_id"] == "T0GLOBEX"
    assert envelope.event["tokens"] == {"oauth": [], "bot": ["U0GLOBOT"]}
    assert (await rig.api("auth.test", token=GLOBEX_TOKEN))["error"] == "account_inactive"
    assert (await rig.api("auth.test"))["ok"]


async def test_a_removed_app_hears_nothing_and_offers_nothing_until_it_is_back(rig: Rig) -> None:
    ask = {"user": "U0RAJ", "channel": "C0PRESS"}
    await rig.act("uninstall", user="U0IDA")
    await rig.act("message", **ask, text="unheard")
    refused = await rig.refused_act("command", **ask, command="/callboard")
    offered = (await rig.control("state", user="U0RAJ"))["commands"]
    not_allowed = await rig.refused_act("install", user="U0RAJ")
    await rig.act("install", user="U0IDA")
    await rig.act("message", **ask, text="heard")

    await rig.bot.wait_for_event("message", text="heard")
    assert [one["text"] for one in rig.bot.events("message")] == ["heard"]
    assert refused == "Callboard is not installed in Globex."
    assert offered == []
    assert "Only an admin" in not_allowed


async def test_without_a_token_the_app_is_in_the_first_workspace_only(tmp_path: Path) -> None:
    async with open_rig(tmp_path) as rig:
        await rig.act("message", user="U0RAJ", channel="C0PRESS", text="unheard")
        await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="heard")
        await rig.bot.wait_for_event("message", text="heard")
        teams = (await rig.control("state", user="U0ANA"))["teams"]
        refused = await rig.refused_act("install", user="U0IDA")

    assert len(rig.bot.heard) == 1
    assert [(one["id"], one["installed"]) for one in teams] == [
        ("T0DEMO", True),
        ("T0GLOBEX", False),
    ]
    assert "no token here" in refused


async def test_people_of_two_workspaces_never_see_each_other(rig: Rig) -> None:
    ida = await rig.control("state", user="U0IDA")
    refused = await rig.refused_act("message", user="U0ANA", channel="C0PRESS", text="hi")

    assert ida["team"]["name"] == "Globex"
    assert {one["id"] for one in ida["users"]} == {"U0IDA", "U0RAJ", "U0UMA", "U0OLE", "U0GLOBOT"}
    assert refused == "There is no person U0ANA in this workspace."


async def test_both_workspaces_are_remembered_and_reset(tmp_path: Path) -> None:
    tokens = {"T0GLOBEX": GLOBEX_TOKEN}
    async with open_rig(tmp_path, more_bot_tokens=tokens) as rig:
        await rig.act("message", user="U0RAJ", channel="C0PRESS", text="kept")
    async with open_rig(tmp_path, more_bot_tokens=tokens) as rig:
        kept = await rig.messages("C0PRESS", "U0RAJ")
        await rig.http.post("/_sandbox/reset")
        fresh = await rig.messages("C0PRESS", "U0RAJ")

    assert [one["text"] for one in kept] == ["kept"]
    assert fresh == []
