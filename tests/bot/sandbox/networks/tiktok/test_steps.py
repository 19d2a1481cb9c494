"""Which calls publish depends on how TikTok gets the bytes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.bot.sandbox.networks.hands import Person, arm
from tests.bot.sandbox.networks.tiktok.calls import POST, film, init, put, whole

SENT = {"source_info": {"source": "FILE_UPLOAD"}}
FETCHED = {"source_info": {"source": "PULL_FROM_URL"}}


async def last_seen(http: httpx.AsyncClient) -> dict[str, Any]:
    seen: dict[str, Any] = (await http.get("/_sandbox/requests")).json()[-1]
    return seen


@pytest.mark.parametrize("path", ["video/init/", "inbox/video/init/"])
@pytest.mark.parametrize(
    ("body", "step"),
    [(SENT, "prepare"), (FETCHED, "create"), ({}, "prepare"), ({"source_info": []}, "prepare")],
)
async def test_an_init_publishes_only_where_bytes_are_fetched(
    http: httpx.AsyncClient, path: str, body: dict[str, Any], step: str
) -> None:
    await arm(http, "tiktok", "error_503", step=step)

    answer = await http.post(f"{POST}/{path}", json=body)

    assert answer.status_code == 503
    assert (await last_seen(http))["step"] == step


@pytest.mark.parametrize(
    ("span", "step"),
    [
        ("bytes 0-4/10", "upload"),
        ("bytes 5-9/10", "create"),
        ("bytes 0-9/10", "create"),
        ("nonsense", "upload"),
    ],
)
async def test_the_last_piece_publishes_where_bytes_are_sent(
    http: httpx.AsyncClient, span: str, step: str
) -> None:
    await http.put("/tiktok/video/", headers={"content-range": span})

    assert (await last_seen(http))["step"] == step


async def test_work_that_is_done_late_publishes_once(http: httpx.AsyncClient, acme: Person) -> None:
    data = film()
    made = (await init(http, acme, whole(len(data)))).json()["data"]
    await arm(http, "tiktok", "late_commit", step="create", seconds=30)
    with pytest.raises(httpx.RemoteProtocolError):
        await put(http, made["upload_url"], data, 0, len(data))

    early = (await http.get("/_sandbox/posts")).json()
    await http.post("/_sandbox/clock", json={"advance_s": 31})
    again = await put(http, made["upload_url"], data, 0, len(data))

    assert early == []
    assert again.status_code == 416
    assert len((await http.get("/_sandbox/posts")).json()) == 1
