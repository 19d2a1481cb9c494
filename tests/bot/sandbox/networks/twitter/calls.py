"""X's media calls by hand."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.hands import Person

UPLOAD = "/twitter/2/media/upload"
MEGABYTE = 1024 * 1024


async def upload(
    http: httpx.AsyncClient, who: Person, data: bytes, **fields: str
) -> httpx.Response:
    return await http.post(
        UPLOAD,
        files={"media": ("a.jpg", data)},
        data={"media_category": "tweet_image", **fields},
        headers=who.auth,
    )


async def initialize(http: httpx.AsyncClient, who: Person, **body: Any) -> httpx.Response:
    return await http.post(f"{UPLOAD}/initialize", json=body, headers=who.auth)


async def append(
    http: httpx.AsyncClient, who: Person, media_id: str, index: object, data: bytes
) -> httpx.Response:
    return await http.post(
        f"{UPLOAD}/{media_id}/append",
        files={"media": ("blob", data)},
        data={"segment_index": str(index)},
        headers=who.auth,
    )


async def finalize(http: httpx.AsyncClient, who: Person, media_id: str) -> httpx.Response:
    return await http.post(f"{UPLOAD}/{media_id}/finalize", headers=who.auth)


async def poll(http: httpx.AsyncClient, who: Person, media_id: str) -> dict[str, Any]:
    answer = await http.get(
        UPLOAD, params={"command": "STATUS", "media_id": media_id}, headers=who.auth
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def sent(
    http: httpx.AsyncClient, who: Person, data: bytes, category: str, media_type: str
) -> str:
    """Send a file in pieces and finalize it."""
    made = await initialize(
        http, who, media_type=media_type, total_bytes=len(data), media_category=category
    )
    media_id: str = made.json()["data"]["id"]
    half = len(data) // 2
    for index, piece in enumerate((data[:half], data[half:])):
        assert (await append(http, who, media_id, index, piece)).status_code == 200
    done = await finalize(http, who, media_id)
    assert done.status_code == 200, done.text
    return media_id


async def processed(
    http: httpx.AsyncClient, who: Person, data: bytes, category: str = "tweet_video"
) -> dict[str, Any]:
    """Send a moving picture and wait for its processing; return its last state."""
    kind = "image/gif" if category == "tweet_gif" else "video/mp4"
    media_id = await sent(http, who, data, category, kind)
    info: dict[str, Any] = {}
    for _ in range(5):
        info = (await poll(http, who, media_id))["processing_info"]
        if info["state"] in {"succeeded", "failed"}:
            break
    return {"id": media_id, **info}


async def tweet(http: httpx.AsyncClient, who: Person, *media_ids: str) -> httpx.Response:
    return await http.post(
        "/twitter/2/tweets",
        json={"text": "Look", "media": {"media_ids": list(media_ids)}},
        headers=who.auth,
    )
