"""Before a method runs: tokens, scopes, arguments and content types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.slack.api.dispatch import METHODS
from bot.sandbox.slack.api.facts import method_facts
from tests.bot.sandbox.slack.manifests import SCOPES, sample_manifest
from tests.bot.sandbox.slack.rig import APP_TOKEN, BOT_TOKEN, Rig, open_rig

BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (None, "not_authed"),
        ("xoxb-someone-else", "invalid_auth"),
        (APP_TOKEN, "not_allowed_token_type"),
    ],
)
async def test_a_wrong_token_is_refused(rig: Rig, token: str | None, error: str) -> None:
    assert await rig.api("auth.test", token=token) == {"ok": False, "error": error}


@pytest.mark.parametrize(
    ("state", "error"),
    [
        ("revoked", "token_revoked"),
        ("expired", "token_expired"),
        ("inactive", "account_inactive"),
    ],
)
async def test_a_token_that_died_is_refused_until_it_lives_again(
    rig: Rig, state: str, error: str
) -> None:
    await rig.http.post("/_sandbox/token", json={"state": state})
    refused = await rig.api("auth.test")
    await rig.http.post("/_sandbox/token", json={"state": "valid"})

    assert refused["error"] == error
    assert (await rig.api("auth.test"))["user_id"] == "U0BOT"


async def test_a_token_may_be_an_argument_and_is_not_logged(rig: Rig) -> None:
    answer = await rig.http.post("/api/auth.test", data={"token": BOT_TOKEN})

    assert answer.json()["ok"]
    assert BOT_TOKEN not in (await rig.http.get("/_sandbox/log")).text


async def test_a_revoked_token_is_announced_and_useless(rig: Rig) -> None:
    assert (await rig.form("auth.revoke"))["revoked"] is True

    event = await rig.bot.wait_for_event("tokens_revoked")
    assert event["tokens"]["bot"] == ["U0BOT"]
    assert (await rig.api("auth.test"))["error"] == "token_revoked"


async def test_a_revocation_that_is_only_a_test_changes_nothing(rig: Rig) -> None:
    assert (await rig.form("auth.revoke", test=1))["revoked"] is False
    assert (await rig.api("auth.test"))["ok"]


async def test_an_unknown_method_is_named_back(rig: Rig) -> None:
    assert await rig.api("chat.postMesage") == {
        "ok": False,
        "error": "unknown_method",
        "req_method": "chat.postMesage",
    }


@pytest.mark.parametrize(
    ("scope", "method", "args"),
    [
        ("chat:write", "chat.postMessage", {"channel": "C0LAUNCH", "text": "x"}),
        ("chat:write", "chat.update", {"channel": "C0LAUNCH", "ts": "1.000000", "text": "x"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a", "length": 1}),
        ("files:read", "files.info", {"file": "F0AB12CD34"}),
        ("users:read", "users.info", {"user": "U0ANA"}),
        ("channels:read", "conversations.info", {"channel": "C0LAUNCH"}),
        ("channels:history", "conversations.history", {"channel": "C0LAUNCH"}),
        ("im:write", "conversations.open", {"users": "U0ANA"}),
        (
            "reactions:write",
            "reactions.add",
            {"channel": "C0LAUNCH", "timestamp": "1.000000", "name": "eyes"},
        ),
        ("team:read", "team.info", {}),
    ],
)
async def test_a_missing_scope_is_named_beside_what_there_is(
    tmp_path: Path, scope: str, method: str, args: dict[str, Any]
) -> None:
    async with open_rig(tmp_path, manifest=sample_manifest(without_scopes=(scope,))) as rig:
        answer = await rig.form(method, **args)

    assert answer["error"] == "missing_scope"
    assert scope in answer["needed"].split(",")
    assert set(answer["provided"].split(",")) == set(SCOPES) - {scope}


async def test_a_custom_author_needs_its_own_scope(rig: Rig) -> None:
    answer = await rig.api("chat.postMessage", channel="C0LAUNCH", text="x", username="Boss")

    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write.customize")


async def test_scopes_travel_in_a_header(rig: Rig) -> None:
    answer = await rig.http.post("/api/auth.test", headers=BEARER)

    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_missing_argument_is_named(rig: Rig) -> None:
    answer = await rig.api("chat.update", text="x")

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel",
        "[ERROR] missing required field: ts",
    ]


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("text/plain", b"channel=C0LAUNCH", "invalid_post_type"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    rig: Rig, content_type: str, body: bytes, error: str
) -> None:
    answer = await rig.http.post(
        "/api/chat.postMessage", content=body, headers={**BEARER, "Content-Type": content_type}
    )

    assert answer.json()["error"] == error


async def test_a_method_of_forms_does_not_read_json(rig: Rig) -> None:
    answer = await rig.api("users.info", user="U0ANA")

    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


async def test_arguments_may_come_by_query_form_or_multipart(rig: Rig) -> None:
    by_query = await rig.http.get("/api/users.info?user=U0ANA", headers=BEARER)
    by_form = await rig.http.post("/api/users.info", data={"user": "U0ANA"}, headers=BEARER)
    by_parts = await rig.http.post(
        "/api/users.info", files={"user": (None, "U0ANA")}, headers=BEARER
    )

    names = [one.json()["user"]["name"] for one in (by_query, by_form, by_parts)]
    assert names == ["ana", "ana", "ana"]


async def test_blocks_may_be_json_in_a_form_but_not_nonsense(rig: Rig) -> None:
    good = await rig.form("chat.postMessage", channel="C0LAUNCH", blocks='[{"type": "divider"}]')
    bad = await rig.form("chat.postMessage", channel="C0LAUNCH", blocks="[{")
    twice = await rig.api("chat.postMessage", channel="C0LAUNCH", blocks='"[]"', text="x")

    assert good["ok"]
    assert bad["error"] == "invalid_blocks_format"
    assert twice["error"] == "invalid_blocks_format"


async def test_every_method_has_its_facts_and_every_fact_its_method() -> None:
    assert set(METHODS) == set(method_facts())


async def test_who_am_i_tells_the_bot_and_its_user(rig: Rig) -> None:
    answer = await rig.api("auth.test")

    assert (answer["team_id"], answer["bot_id"], answer["user_id"]) == ("T0DEMO", "B0BOT", "U0BOT")


async def test_the_workspace_and_the_bot_describe_themselves(rig: Rig) -> None:
    assert (await rig.api("team.info"))["team"]["name"] == "Acme"
    assert (await rig.form("bots.info", bot="B0BOT"))["bot"]["user_id"] == "U0BOT"
    assert (await rig.form("bots.info", bot="B0NE"))["error"] == "bot_not_found"
    assert (await rig.form("team.info", team="T0NE"))["error"] == "team_not_found"
    assert (await rig.api("api.test", token=None, error="my_error"))["error"] == "my_error"


async def test_uninstalling_kills_the_token_and_tells_the_app(rig: Rig) -> None:
    gone = await rig.form("apps.uninstall", client_id="1", client_secret="2")

    await rig.bot.wait_for_event("app_uninstalled")
    await rig.bot.wait_for_event("tokens_revoked")
    assert gone["ok"]
    assert (await rig.api("auth.test"))["error"] == "account_inactive"


async def test_authorizations_are_listed_for_the_app_level_token_only(rig: Rig) -> None:
    await rig.act("message", user="U0ANA", channel="C0LAUNCH", text="hi")
    [heard] = await rig.bot.wait_for(lambda one: one.event.get("type") == "message")
    context = heard.payload["event_context"]

    mine = await rig.api("apps.event.authorizations.list", token=APP_TOKEN, event_context=context)
    not_mine = await rig.api("apps.event.authorizations.list", event_context=context)
    made_up = await rig.api("apps.event.authorizations.list", token=APP_TOKEN, event_context="4-E")

    assert mine["authorizations"] == heard.payload["authorizations"]
    assert made_up["error"] == "invalid_arguments"
    assert mine["authorizations"][0]["user_id"] == "U0BOT"
    assert not_mine["error"] == "not_allowed_token_type"


async def test_an_admin_removes_the_app_and_nobody_else(rig: Rig) -> None:
    refused = await rig.refused_act("uninstall", user="U0BEN")
    await rig.act("uninstall", user="U0ANA")

    await rig.bot.wait_for_event("app_uninstalled")
    assert "Only an admin" in refused
    assert (await rig.api("auth.test"))["error"] == "account_inactive"


async def test_an_app_without_interactivity_gets_no_clicks(tmp_path: Path) -> None:
    manifest = sample_manifest()
    manifest["settings"]["interactivity"]["is_enabled"] = False

    async with open_rig(tmp_path, manifest=manifest) as rig:
        said = await rig.refused_act("shortcut", user="U0ANA", callback_id="new_post")

    assert "not configured to handle interactive responses" in said
