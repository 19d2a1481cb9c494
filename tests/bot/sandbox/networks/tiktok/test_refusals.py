from __future__ import annotations

import httpx
import pytest

from bot.sandbox.networks.tiktok.refusals import OAUTH_SAYINGS, REFUSALS, SAYINGS
from bot.sandbox.networks.tiktok.statuses import FAIL_REASONS
from tests.bot.sandbox.networks.hands import Person, arm, posts
from tests.bot.sandbox.networks.tiktok.calls import (
    POST,
    V2,
    call,
    creator_info,
    film,
    init,
    put,
    said,
    sent,
    whole,
)

SAID = {
    "invalid_param": (400, "invalid_param"),
    "invalid_params": (400, "invalid_params"),
    "invalid_publish_id": (400, "invalid_publish_id"),
    "token_not_authorized_for_specified_publish_id": (
        *(400, "token_not_authorized_for_specified_publish_id"),
    ),
    "publish_not_cancellable": (400, "publish_not_cancellable"),
    "app_version_check_failed": (400, "app_version_check_failed"),
    "access_token_invalid": (401, "access_token_invalid"),
    "scope_not_authorized": (401, "scope_not_authorized"),
    "scope_permission_missed": (401, "scope_permission_missed"),
    "spam_risk_too_many_posts": (403, "spam_risk_too_many_posts"),
    "spam_risk_too_many_pending_share": (403, "spam_risk_too_many_pending_share"),
    "spam_risk_user_banned_from_posting": (403, "spam_risk_user_banned_from_posting"),
    "reached_active_user_cap": (403, "reached_active_user_cap"),
    "unaudited_client_can_only_post_to_private_accounts": (
        *(403, "unaudited_client_can_only_post_to_private_accounts"),
    ),
    "url_ownership_unverified": (403, "url_ownership_unverified"),
    "privacy_level_option_mismatch": (403, "privacy_level_option_mismatch"),
    "rate_limit_exceeded": (429, "rate_limit_exceeded"),
    "internal_error": (500, "internal_error"),
    "internal_error_after": (500, "internal_error"),
}
CALLS = {
    "oauth": ("GET", f"{V2}/user/info/"),
    "prepare": ("POST", f"{POST}/video/init/"),
    "create": ("POST", f"{POST}/content/init/"),
    "status": ("POST", f"{POST}/status/fetch/"),
    "read_back": ("POST", f"{V2}/video/list/?fields=id"),
    "metrics": ("POST", f"{V2}/video/query/?fields=id,like_count"),
}
OAUTH = {
    "oauth_access_denied": 400,
    "oauth_invalid_client": 401,
    "oauth_invalid_grant": 400,
    "oauth_invalid_request": 400,
    "oauth_invalid_scope": 400,
    "oauth_unauthorized_client": 401,
    "oauth_unsupported_grant_type": 400,
    "oauth_unsupported_response_type": 400,
    "oauth_server_error": 500,
    "oauth_temporarily_unavailable": 503,
}
UPLOAD = {
    "upload_bad_header": 400,
    "upload_url_expired": 403,
    "upload_unknown": 404,
    "upload_range_mismatch": 416,
}


def test_every_named_refusal_is_tried() -> None:
    assert set(SAYINGS) == set(SAID)
    assert set(OAUTH_SAYINGS) == set(OAUTH)
    assert set(REFUSALS) == {*SAID, *OAUTH, *UPLOAD, *FAIL_REASONS}


@pytest.mark.parametrize("name", sorted(SAID))
async def test_a_named_refusal_has_tiktoks_status_and_code_at_each_of_its_steps(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    for step in sorted(SAYINGS[name].steps - {"upload"}):
        await arm(http, "tiktok", name, step=step)
        method, path = CALLS[step]

        answer = await http.request(method, path, headers=acme.auth)

        assert said(answer) == SAID[name]
        assert answer.json()["error"]["message"]
        assert answer.json()["error"]["log_id"]


@pytest.mark.parametrize(
    "name",
    [
        *("spam_risk_too_many_posts", "spam_risk_user_banned_from_posting"),
        "reached_active_user_cap",
    ],
)
async def test_creator_info_says_no_with_200(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    await arm(http, "tiktok", name, step="prepare")

    answer = await creator_info(http, acme)

    assert said(answer) == (200, name)


async def test_other_refusals_of_creator_info_have_their_own_status(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "tiktok", "scope_permission_missed", step="prepare")

    assert said(await creator_info(http, acme)) == (401, "scope_permission_missed")


@pytest.mark.parametrize("name", sorted(OAUTH))
async def test_a_named_refusal_of_the_token_call_is_flat(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    await arm(http, "tiktok", name)

    answer = await http.post(f"{V2}/oauth/token/", data={"refresh_token": acme.refresh_token})

    assert answer.status_code == OAUTH[name]
    assert answer.json()["error"] == name.removeprefix("oauth_")
    assert answer.json()["error_description"]


@pytest.mark.parametrize("name", sorted(UPLOAD))
async def test_a_named_refusal_of_an_upload_comes_without_a_word(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    data = film()
    made = (await init(http, acme, whole(len(data)))).json()["data"]
    await arm(http, "tiktok", name, step="create")

    refused = await put(http, made["upload_url"], data, 0, len(data))
    taken = await put(http, made["upload_url"], data, 0, len(data))

    assert (refused.status_code, refused.content) == (UPLOAD[name], b"")
    assert taken.status_code == 201


async def test_an_internal_error_can_come_with_the_post_live(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film()
    made = (await init(http, acme, whole(len(data)))).json()["data"]
    await arm(http, "tiktok", "internal_error_after", step="create")

    answer = await put(http, made["upload_url"], data, 0, len(data))

    assert (answer.status_code, answer.content) == (500, b"")
    assert len(await posts(http)) == 1


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("error_429", (429, "rate_limit_exceeded")),
        ("error_401", (401, "access_token_invalid")),
        ("error_503", (503, "internal_error")),
        ("error_503_after", (503, "internal_error")),
    ],
)
async def test_general_faults_speak_tiktoks_words(
    http: httpx.AsyncClient, acme: Person, fault: str, expected: tuple[int, str]
) -> None:
    await arm(http, "tiktok", fault, step="status")
    publish_id = await sent(http, acme)

    answer = await call(http, acme, f"{POST}/status/fetch/", publish_id=publish_id)

    assert said(answer) == expected
