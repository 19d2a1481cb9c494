from __future__ import annotations

import json

import httpx
import pytest

from bot.sandbox.networks.facebook.refusals import SAYINGS
from tests.bot.sandbox.networks.facebook.calls import (
    V,
    ask,
    call,
    film,
    finish,
    said,
    say,
    sent,
    taken,
    uploaded,
    wait,
)
from tests.bot.sandbox.networks.graph.calls import codes
from tests.bot.sandbox.networks.graph.refusing import at_each_step
from tests.bot.sandbox.networks.hands import Person, arm, posts

CODES = {
    "unknown_error": (1, None),
    "unknown_error_after": (1, None),
    "unknown_error_99": (1, 99),
    "unknown_error_99_after": (1, 99),
    "unknown_upload_error": (1, 1363047),
    "unknown_link_error": (1, 1609010),
    "service_error": (2, None),
    "service_error_after": (2, None),
    "capability_missing": (3, None),
    "app_throttled": (4, None),
    "user_throttled": (17, None),
    "page_throttled": (32, None),
    "temporarily_limited": (341, None),
    "calls_throttled": (613, None),
    "page_calls_throttled": (80001, None),
    "permission_missing": (10, None),
    "permission_denied": (200, None),
    "bad_parameter": (100, None),
    "object_gone": (100, 33),
    "photo_too_big": (100, 1366046),
    "photos_already_posted": (100, 1366051),
    "invalid_file": (100, 2069019),
    "facebook_link": (100, 1609008),
    "bad_url": (100, 2061006),
    "invalid_content_format": (100, 1349125),
    "session_app_removed": (102, 458),
    "app_removed": (190, 458),
    "checkpoint": (190, 459),
    "password_changed": (190, 460),
    "token_expired": (190, 463),
    "account_unconfirmed": (190, 464),
    "token_invalid": (190, 467),
    "session_replaced": (190, 490),
    "no_page_role": (190, 492),
    "token_unrecognised": (190, None),
    "page_token_required": (190, 2069032),
    "publishing_authorization": (200, 1404078),
    "endpoint_unsupported": (200, 2069030),
    "field_unsupported": (200, 2069031),
    "edge_unsupported": (200, 2069033),
    "image_missing": (324, None),
    "posting_too_fast": (368, 1390008),
    "abusive": (368, 1346003),
    "community_standards": (368, 1404102),
    "limited_access": (368, 1404112),
    "policy_blocked": (368, None),
    "duplicate": (506, None),
    "unknown_id": (803, None),
    "security_check": (1404006, None),
    "identity_unconfirmed": (4854002, None),
    "link_scrape_failed": (1609005, None),
    "video_problem": (6000, None),
    "reel_ratio": (1363040, None),
    "reel_resolution": (1363127, None),
    "reel_duration": (1363128, None),
    "reel_frame_rate": (1363129, None),
    "task_denied": (1, 2853006),
}
CALLS = {
    "oauth": ("GET", "/me"),
    "prepare": ("POST", "/1/photos?published=false"),
    "upload": ("POST", "/video-upload/v25.0/1"),
    "create": ("POST", "/1/feed"),
    "read_back": ("GET", "/1/feed"),
    "metrics": ("GET", "/1/insights"),
}


def test_every_named_refusal_is_tried() -> None:
    assert set(SAYINGS) == set(CODES)


@pytest.mark.parametrize("name", sorted(CODES))
async def test_a_named_refusal_has_facebooks_codes_at_each_of_its_steps(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    answers = await at_each_step(http, acme, "facebook", (name, SAYINGS[name]), CALLS)

    errors = [answer.json()["error"] for answer in answers]
    passing = name.startswith(("unknown_error", "service_error")) and "99" not in name
    assert {codes(answer) for answer in answers} == {CODES[name]}
    assert all(error["message"] and error["fbtrace_id"] for error in errors)
    assert {error["is_transient"] for error in errors} == {passing}


@pytest.mark.parametrize("name", [n for n, said in SAYINGS.items() if "status" in said.steps])
async def test_a_status_question_meets_it_too(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    begun = taken(await call(http, acme, f"{acme.id}/video_reels", upload_phase="start"))
    await arm(http, "facebook", name, step="status")

    answer = await ask(http, acme, begun["video_id"], fields="status")

    assert codes(answer) == CODES[name]


AFTER = ["service_error_after", "unknown_error_after", "unknown_error_99_after"]


@pytest.mark.parametrize("name", AFTER)
async def test_an_error_500_can_come_with_the_post_live(
    http: httpx.AsyncClient, acme: Person, name: str
) -> None:
    await arm(http, "facebook", name)

    answer = await say(http, acme, message="Hello")

    assert (answer.status_code, codes(answer)) == (500, CODES[name])
    assert [post["text"] for post in await posts(http)] == ["Hello"]


async def test_sending_a_photo_again_after_an_error_makes_a_second_copy(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "facebook", "service_error_after", times=2)

    answers = [(await sent(http, acme, caption="Hi")).status_code for _ in range(3)]

    assert answers == [500, 500, 200]
    assert len(await posts(http)) == 3


async def test_saying_it_again_after_an_error_is_a_duplicate(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "facebook", "service_error_after")
    await say(http, acme, message="Hello")

    again = await say(http, acme, message="Hello")

    assert codes(again) == (506, None)
    assert len(await posts(http)) == 1


async def test_a_reel_can_be_live_after_an_error_and_says_so(
    http: httpx.AsyncClient, acme: Person
) -> None:
    video_id = await uploaded(http, acme, film())
    await wait(http, acme, video_id)
    await arm(http, "facebook", "service_error_after")

    answer = await finish(http, acme, video_id)

    told = taken(await ask(http, acme, video_id, fields="status,published"))
    assert codes(answer) == (2, None)
    assert told["published"] is True
    assert told["status"]["publishing_phase"]["publish_status"] == "published"


@pytest.mark.parametrize(("name", "live"), [("html_outage", 0), ("html_outage_after", 1)])
async def test_an_outage_is_a_page_and_no_json(
    http: httpx.AsyncClient, acme: Person, name: str, live: int
) -> None:
    await arm(http, "facebook", name, step="create")

    answer = await say(http, acme, message="Hello")

    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")
    assert len(await posts(http)) == live


async def test_an_error_before_the_work_leaves_nothing(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await arm(http, "facebook", "service_error", step="create")

    answer = await say(http, acme, message="Hello")

    assert (answer.status_code, codes(answer)) == (500, (2, None))
    assert await posts(http) == []


async def test_a_throttle_is_told_by_code_and_header(http: httpx.AsyncClient, acme: Person) -> None:
    await arm(http, "facebook", "error_429", step="create", retry_after_s=150)

    answer = await say(http, acme, message="Hello")

    usage = next(iter(json.loads(answer.headers["x-business-use-case-usage"]).values()))
    assert (answer.status_code, codes(answer)) == (400, (80001, None))
    assert usage[0]["estimated_time_to_regain_access"] == 3


@pytest.mark.parametrize(("fault", "status"), [("error_401", 401), ("error_503", 503)])
@pytest.mark.parametrize("step", sorted(CALLS))
async def test_general_errors_have_the_graph_apis_shape_at_every_step(
    http: httpx.AsyncClient, acme: Person, step: str, fault: str, status: int
) -> None:
    await arm(http, "facebook", fault, step=step)
    method, path = CALLS[step]

    answer = await http.request(method, f"{V}{path}", headers=acme.auth)

    assert answer.status_code == status
    assert codes(answer) == {401: (190, 463), 503: (2, None)}[status]


@pytest.mark.parametrize(("fault", "live"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_connection_can_die_around_the_flip_of_a_dark_post(
    http: httpx.AsyncClient, acme: Person, fault: str, live: int
) -> None:
    post_id = await said(http, acme, message="Hello", published=False)
    await arm(http, "facebook", fault, step="create")

    with pytest.raises(httpx.RemoteProtocolError):
        await call(http, acme, post_id, is_published=True)

    assert len(await posts(http)) == live
