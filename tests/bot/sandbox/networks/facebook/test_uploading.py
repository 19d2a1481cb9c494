from __future__ import annotations

import httpx
import pytest

from tests.bot.sandbox.networks.facebook.calls import film, finish, start, status, wait
from tests.bot.sandbox.networks.graph.calls import codes, send
from tests.bot.sandbox.networks.hands import Person, posts
from tests.bot.sandbox.networks.hosting import MediaHost


async def pull(http: httpx.AsyncClient, who: Person, upload_url: str, url: str) -> httpx.Response:
    headers = {"authorization": f"OAuth {who.access_token}", "file_url": url}
    return await http.post(upload_url, headers=headers)


async def test_a_broken_upload_goes_on_where_it_stopped(
    http: httpx.AsyncClient, acme: Person
) -> None:
    begun, data = await start(http, acme), film()
    url, size = begun["upload_url"], str(len(data))

    first = await send(http, acme, url, data[:1000], file_size=size)
    told = await status(http, acme, begun["video_id"])
    gap = await send(http, acme, url, data[2000:], offset="2000", file_size=size)
    rest = await send(http, acme, url, data[1000:], offset="1000", file_size=size)

    assert first.json()["debug_info"]["type"] == "PartialRequestError"
    assert told["uploading_phase"] == {"status": "in_progress", "bytes_transfered": 1000}
    assert gap.json()["debug_info"]["type"] == "OffsetInvalidError"
    assert gap.json()["debug_info"]["retriable"] is True
    assert rest.json() == {"success": True}
    assert (await wait(http, acme, begun["video_id"]))["video_status"] == "ready"


async def test_an_address_is_fetched_while_the_caller_goes_on(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    begun, url = await start(http, acme), host.put("a.mp4", film())

    sent = await pull(http, acme, begun["upload_url"], url)
    told = await status(http, acme, begun["video_id"])
    ready = await wait(http, acme, begun["video_id"])
    done = await finish(http, acme, begun["video_id"])

    assert sent.json() == {"success": True}
    assert told["uploading_phase"]["status"] == "in_progress"
    assert ready["video_status"] == "ready"
    assert done.status_code == 200
    assert len(await posts(http)) == 1


async def test_finishing_while_it_is_fetched_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    begun, url = await start(http, acme), host.put("a.mp4", film())
    await pull(http, acme, begun["upload_url"], url)

    early = await finish(http, acme, begun["video_id"])

    assert codes(early) == (6000, None)


async def test_an_address_without_a_file_is_told_by_the_status_alone(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    begun = await start(http, acme)

    sent = await pull(http, acme, begun["upload_url"], f"{host.base}/missing.mp4")
    told = await wait(http, acme, begun["video_id"])

    assert sent.json() == {"success": True}
    assert told["video_status"] == "error"
    assert told["uploading_phase"]["status"] == "error"
    assert told["processing_phase"] == {"status": "not_started"}
    assert codes(await finish(http, acme, begun["video_id"])) == (6000, None)


async def test_a_host_that_shuts_the_crawler_out_is_refused(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    begun, url = await start(http, acme), host.put("a.mp4", film())
    host.put("robots.txt", b"User-agent: facebookexternalhit\nDisallow: /\n")

    answer = await pull(http, acme, begun["upload_url"], url)

    assert answer.status_code == 400
    assert "robots.txt" in answer.json()["debug_info"]["message"]


async def test_a_host_that_shuts_others_out_is_taken(
    http: httpx.AsyncClient, acme: Person, host: MediaHost
) -> None:
    begun, url = await start(http, acme), host.put("a.mp4", film())
    host.put("robots.txt", b"User-agent: GPTBot\nDisallow: /\n")

    answer = await pull(http, acme, begun["upload_url"], url)

    assert answer.json() == {"success": True}


@pytest.mark.parametrize(
    "url",
    ["https://video.xx.fbcdn.net/a.mp4", "http://public.example/a.mp4", "ftp://x/a.mp4", "a.mp4"],
)
async def test_an_address_that_is_never_fetched_is_refused(
    http: httpx.AsyncClient, acme: Person, url: str
) -> None:
    begun = await start(http, acme)

    answer = await pull(http, acme, begun["upload_url"], url)

    assert answer.status_code == 400
    assert answer.json()["debug_info"]["type"] == "ProcessingFailedError"


@pytest.mark.parametrize(
    "headers", [{"offset": "zero"}, {"file_size": ""}, {"file_size": "10"}, {"offset": "5"}]
)
async def test_wrong_headers_are_refused(
    http: httpx.AsyncClient, acme: Person, headers: dict[str, str]
) -> None:
    begun = await start(http, acme)

    answer = await send(http, acme, begun["upload_url"], film(), **headers)

    assert answer.status_code == 400
    assert answer.json()["debug_info"]["message"]


async def test_no_bytes_are_refused(http: httpx.AsyncClient, acme: Person) -> None:
    answer = await send(http, acme, (await start(http, acme))["upload_url"], b"")

    assert answer.status_code == 400


async def test_an_upload_takes_its_bytes_once(http: httpx.AsyncClient, acme: Person) -> None:
    begun = await start(http, acme)
    await send(http, acme, begun["upload_url"], film())

    again = await send(http, acme, begun["upload_url"], film())

    assert again.status_code == 400


async def test_the_token_is_named_oauth_here(http: httpx.AsyncClient, acme: Person) -> None:
    begun = await start(http, acme)

    answer = await send(http, acme, begun["upload_url"], film(), **acme.auth)

    assert codes(answer) == (100, 33)


async def test_another_pages_upload_is_not_visible(
    http: httpx.AsyncClient, acme: Person, rival: Person
) -> None:
    begun = await start(http, acme)

    answer = await send(http, rival, begun["upload_url"], film())

    assert codes(answer) == (100, 33)
