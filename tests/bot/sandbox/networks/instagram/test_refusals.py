from __future__ import annotations

import json

import httpx
import pytest

from bot.sandbox.networks.instagram.refusals import SAYINGS
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.graph.refusing import at_each_step
from tests.bot.sandbox.networks.hands import Person, arm, posts
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.instagram.calls import V, contain, posted, publish, ready

CODES = {
    "action_blocked": (4, 2207051),
    "action_blocked_before": (4, 2207051),
    "unknown_error": (1, None),
    "unknown_error_after": (1, None),
    "server_error": (-1, 2207001),
    "server_error_after": (-1, 2207001),
    "fetch_timeout": (-2, 2207003),
    "media_expired": (-2, 2207020),
    "creation_failed": (-1, 2207032),
    "upload_unknown_error": (-1, 2207053),
    "app_throttled": (4, None),
    "user_throttled": (17, None),
    "page_throttled": (32, None),
    "calls_throttled": (613, None),
    "publish_cap": (9, 2207042),
    "permission_missing": (10, None),
    "media_not_found": (24, 2207006),
    "container_missing": (24, 2207008),
    "account_restricted": (25, 2207050),
    "reads_100_33": (100, 33),
    "app_removed": (190, 458),
    "checkpoint": (190, 459),
    "password_changed": (190, 460),
    "token_expired": (190, 463),
    "account_unconfirmed": (190, 464),
    "token_invalid": (190, 467),
    "no_page_role": (190, 492),
    "video_unsupported": (352, 2207026),
    "policy_blocked": (368, None),
    "media_not_fetchable": (9004, 2207052),
    "not_ready": (9007, 2207027),
    "trial_reels_denied": (100, 2207081),
}
CALLS = {
    "oauth": ("GET", "/me"),
    "prepare": ("POST", "/1/media"),
    "upload": ("POST", "/ig-api-upload/v25.0/1"),
    "create": ("POST", "/1/media_publish"),
    "read_back": ("GET", "/1/media"),
    "metrics": ("GET", "/1/insights"),
}


def test_every_named_refusal_is_tried() -> None:
    assert set(SAYINGS) == set(CODES)


@pytest.mark.parametrize("name", sorted(CODES))
async def test_a_named_refusal_has_instagrams_codes_at_each_of_its_steps(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    answers = await at_each_step(http, acme, "instagram", (name, SAYINGS[name]), CALLS)

    errors = [answer.json()["error"] for answer in answers]
    assert {codes(answer) for answer in answers} == {CODES[name]}
    assert all(error["message"] for error in errors)
    assert {error["is_transient"] for error in errors} == {name.startswith("unknown_error")}


@pytest.mark.parametrize("name", [n for n, said in SAYINGS.items() if "status" in said.steps])
async def test_a_status_question_meets_it_too(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, name: str
) -> None:
    made = await contain(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", name, step="status")

    answer = await http.get(f"{V}/{made.json()['id']}", headers=acme.auth)

    assert codes(answer) == CODES[name]


@pytest.mark.parametrize("name", ["server_error_after", "unknown_error_after", "action_blocked"])
async def test_an_error_can_come_with_the_post_live(
    http: httpx.AsyncClient, acme: Person, host: MediaHost, name: str
) -> None:
    container_id = await ready(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", name)

    answer = await publish(http, acme, container_id)

    assert codes(answer) == CODES[name]
    assert len(await posts(http)) == 1


async def test_reads_can_fail_though_the_post_is_live(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    media_id = await posted(http, acme, image_url=host.put("a.jpg", picture()))
    await arm(http, "instagram", "reads_100_33", step="read_back", times=2)

    one = await http.get(f"{V}/{media_id}", headers=acme.auth)
    feed = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)
    later = await http.get(f"{V}/{media_id}", headers=acme.auth)

    assert codes(one) == codes(feed) == (100, 33)
    assert later.status_code == 200


async def test_a_throttle_is_told_by_code_and_header(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "instagram", "error_429", step="read_back", retry_after_s=150)

    answer = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)

    usage = next(iter(json.loads(answer.headers["x-business-use-case-usage"]).values()))
    assert (answer.status_code, codes(answer)) == (400, (80002, None))
    assert usage[0]["estimated_time_to_regain_access"] == 3


@pytest.mark.parametrize(("fault", "status"), [("error_401", 401), ("error_503", 503)])
async def test_general_errors_have_the_graph_apis_shape(
    http: httpx.AsyncClient, acme: Person, fault: str, status: int
) -> None:
    await arm(http, "instagram", fault, step="read_back")

    answer = await http.get(f"{V}/{acme.id}/media", headers=acme.auth)

    assert answer.status_code == status
    assert codes(answer) == {401: (190, 463), 503: (2, None)}[status]


@pytest.mark.parametrize(
    ("fault", "status"), [("error_401", 401), ("error_429", 429), ("error_503", 503)]
)
async def test_general_errors_of_the_token_host_have_its_own_shape(
    http: httpx.AsyncClient, fault: str, status: int
) -> None:
    await arm(http, "instagram", fault, step="oauth")

    answer = await http.post("/instagram/oauth/access_token")

    assert answer.status_code == answer.json()["code"] == status
    assert answer.json()["error_message"]
