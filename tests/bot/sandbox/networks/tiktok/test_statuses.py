from __future__ import annotations

import httpx
import pytest

from bot.sandbox.networks.tiktok.statuses import FAIL_REASONS
from tests.bot.sandbox.networks.files import picture
from tests.bot.sandbox.networks.hands import Person, arm, posts, turn
from tests.bot.sandbox.networks.hosting import MediaHost
from tests.bot.sandbox.networks.tiktok.calls import (
    POST,
    ask,
    call,
    ended,
    error_of,
    film,
    init,
    init_photos,
    moderated,
    put,
    said,
    sent,
    shared,
    state,
    whole,
)

ID = "publicaly_available_post_id"


async def cancel(http: httpx.AsyncClient, who: Person, publish_id: str) -> httpx.Response:
    return await call(http, who, f"{POST}/cancel/", publish_id=publish_id)


async def test_a_film_is_processed_then_complete_and_only_later_has_an_id(
    http: httpx.AsyncClient, acme: Person
) -> None:
    publish_id = await sent(http, acme)

    told = [await state(http, acme, publish_id) for _ in range(5)]

    assert [data["status"] for data in told] == [
        *("PROCESSING_UPLOAD", "PROCESSING_UPLOAD"),
        *("PUBLISH_COMPLETE", "PUBLISH_COMPLETE", "PUBLISH_COMPLETE"),
    ]
    assert [len(data[ID]) for data in told] == [0, 0, 0, 1, 1]
    assert {data["uploaded_bytes"] for data in told} == {len(film())}
    assert all("fail_reason" not in data for data in told)


async def test_the_id_is_a_number_of_64_bits(http: httpx.AsyncClient, acme: Person) -> None:
    publish_id = await sent(http, acme)

    post_id = await moderated(http, acme, publish_id)

    raw = (await ask(http, acme, publish_id)).text
    assert isinstance(post_id, int)
    assert 2**53 < post_id < 2**63
    assert f'"{ID}":[{post_id}]' in raw


@pytest.mark.parametrize("level", ["SELF_ONLY", "MUTUAL_FOLLOW_FRIENDS"])
async def test_a_post_that_is_not_public_never_tells_its_id(
    http: httpx.AsyncClient, acme: Person, level: str
) -> None:
    publish_id = await sent(http, acme, privacy_level=level)

    told = [await state(http, acme, publish_id) for _ in range(6)]

    assert told[-1]["status"] == "PUBLISH_COMPLETE"
    assert {len(data[ID]) for data in told} == {0}


async def test_photos_are_processed_as_a_download(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    made = await init_photos(http, acme, [host.put("a.jpg", picture())])

    data = await state(http, acme, made.json()["data"]["publish_id"])

    assert data["status"] == "PROCESSING_DOWNLOAD"


async def test_processing_and_moderation_take_as_long_as_set(
    http: httpx.AsyncClient, acme: Person
) -> None:
    await turn(http, "tiktok", "processing_polls", 0)
    await turn(http, "tiktok", "moderation_polls", 3)
    publish_id = await sent(http, acme)

    told = [await state(http, acme, publish_id) for _ in range(4)]

    assert {data["status"] for data in told} == {"PUBLISH_COMPLETE"}
    assert [len(data[ID]) for data in told] == [0, 0, 0, 1]


async def test_a_film_whose_bytes_never_came_is_still_waited_for(
    http: httpx.AsyncClient, acme: Person
) -> None:
    made = (await init(http, acme, whole(1_000))).json()["data"]

    told = [await state(http, acme, made["publish_id"]) for _ in range(6)]

    assert {(data["status"], data["uploaded_bytes"]) for data in told} == {("PROCESSING_UPLOAD", 0)}


@pytest.mark.parametrize("reason", FAIL_REASONS)
async def test_each_reason_to_fail_can_be_brought_about(
    http: httpx.AsyncClient, acme: Person, reason: str
) -> None:
    publish_id = await sent(http, acme)
    await arm(http, "tiktok", reason)

    told = [await state(http, acme, publish_id) for _ in range(3)]

    assert {(data["status"], data["fail_reason"]) for data in told} == {("FAILED", reason)}
    assert await posts(http) == []


async def test_an_unknown_id_is_refused(http: httpx.AsyncClient, acme: Person) -> None:
    unknown = await ask(http, acme, "v_pub_file~v2-1.1")
    empty = await call(http, acme, f"{POST}/status/fetch/")

    assert said(unknown) == (400, "invalid_publish_id")
    assert said(empty) == (400, "invalid_param")


async def test_somebody_elses_id_is_refused(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    publish_id = await sent(http, acme)

    answers = [await ask(http, rival, publish_id), await cancel(http, rival, publish_id)]

    refusal = (400, "token_not_authorized_for_specified_publish_id")
    assert [said(answer) for answer in answers] == [refusal] * 2


async def test_a_publication_under_way_is_cancelled(http: httpx.AsyncClient, acme: Person) -> None:
    publish_id = await sent(http, acme)

    answer = await cancel(http, acme, publish_id)

    end = await ended(http, acme, publish_id)
    assert error_of(answer) == "ok"
    assert set(answer.json()) == {"error"}
    assert (end["status"], end["fail_reason"]) == ("FAILED", "publish_cancelled")
    assert await posts(http) == []


async def test_what_is_through_cannot_be_cancelled(http: httpx.AsyncClient, acme: Person) -> None:
    done, gone, draft = await sent(http, acme), await sent(http, acme), await shared(http, acme)
    await ended(http, acme, done)
    await ended(http, acme, draft)
    await cancel(http, acme, gone)

    answers = [await cancel(http, acme, publish_id) for publish_id in (done, gone, draft)]

    assert [said(answer) for answer in answers] == [(400, "publish_not_cancellable")] * 3
    assert len(await posts(http)) == 1


async def test_a_share_ends_in_the_inbox_and_is_no_post(
    http: httpx.AsyncClient, acme: Person
) -> None:
    publish_id = await shared(http, acme)

    end = await ended(http, acme, publish_id)

    assert (end["status"], end[ID]) == ("SEND_TO_USER_INBOX", [])
    assert await posts(http) == []


async def test_a_person_finishes_a_share_in_the_inbox(
    http: httpx.AsyncClient, acme: Person
) -> None:
    publish_id, other = await shared(http, acme), await shared(http, acme)
    shown = await http.get("/tiktok/inbox/acme")

    pressed = await http.post("/tiktok/inbox/acme", data={"publish_id": publish_id})

    (post,) = await posts(http)
    left = await http.get(pressed.headers["location"])
    assert publish_id in shown.text
    assert pressed.status_code == 303
    assert publish_id not in left.text
    assert other in left.text
    assert await moderated(http, acme, publish_id) == int(post["id"])
    assert (await ended(http, acme, publish_id))["status"] == "PUBLISH_COMPLETE"


async def test_photos_wait_in_the_inbox_with_their_title(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    urls = [host.put("a.jpg", picture()), host.put("b.jpg", picture())]
    made = await init_photos(http, acme, urls, mode="MEDIA_UPLOAD", title="<Spring>")

    shown = await http.get("/tiktok/inbox/acme")

    assert made.json()["data"]["publish_id"] in shown.text
    assert "&lt;Spring&gt;, 2 photos" in shown.text


async def test_nothing_waits_in_an_empty_inbox_and_nobody_has_no_inbox(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    publish_id = await shared(http, rival)

    empty = await http.get("/tiktok/inbox/acme")
    foreign = await http.post("/tiktok/inbox/acme", data={"publish_id": publish_id})
    nobody = await http.get("/tiktok/inbox/nobody")

    assert "Nothing is waiting." in empty.text
    assert foreign.status_code == nobody.status_code == 404
    assert await posts(http) == []


async def test_a_share_that_was_finished_makes_room_for_another(
    http: httpx.AsyncClient, acme: Person
) -> None:
    drafts = [await shared(http, acme) for _ in range(5)]
    await http.post("/tiktok/inbox/acme", data={"publish_id": drafts[0]})

    sixth = await shared(http, acme)

    assert (await ended(http, acme, sixth))["status"] == "SEND_TO_USER_INBOX"


async def test_a_film_with_a_fault_does_not_reach_the_inbox(
    http: httpx.AsyncClient, acme: Person
) -> None:
    data = film(fps=15)
    body = {"source_info": whole(len(data))}
    made = (await call(http, acme, f"{POST}/inbox/video/init/", **body)).json()["data"]
    await put(http, made["upload_url"], data, 0, len(data))

    end = await ended(http, acme, made["publish_id"])

    assert end["fail_reason"] == "frame_rate_check_failed"
    assert "Nothing is waiting." in (await http.get("/tiktok/inbox/acme")).text
