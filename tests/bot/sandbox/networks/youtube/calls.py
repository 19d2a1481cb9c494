"""YouTube's calls by hand."""

from __future__ import annotations

import struct
from typing import Any

import httpx

from tests.bot.sandbox.networks.files import video
from tests.bot.sandbox.networks.hands import Person

API = "/youtube/youtube/v3"
SENT = "/youtube/upload/youtube/v3"
AUTH = "https://www.googleapis.com/auth/"
PIECE = 262_144
PUBLIC = {"privacyStatus": "public", "selfDeclaredMadeForKids": False}


def film(size_bytes: int = 0) -> bytes:
    """Return a video, blown up to a size by a box that players skip."""
    data = video()
    missing = size_bytes - len(data)
    return (
        data + struct.pack(">I4s", missing, b"free").ljust(missing, b"\0") if missing > 0 else data
    )


async def opened(
    http: httpx.AsyncClient,
    who: Person,
    *,
    part: str = "snippet,status",
    length: int | None = None,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    **body: Any,
) -> httpx.Response:
    """Ask for an address to send a video to."""
    whole = {"snippet": {"title": "Harbour at dawn"}, "status": PUBLIC, **body}
    told = {"x-upload-content-type": "video/mp4"}
    if length is not None:
        told["x-upload-content-length"] = str(length)
    return await http.post(
        f"{SENT}/videos",
        params={"uploadType": "resumable", "part": part, **(query or {})},
        json=whole,
        headers={**who.auth, **told, **(headers or {})},
    )


async def address(http: httpx.AsyncClient, who: Person, **asked: Any) -> str:
    answer = await opened(http, who, **asked)
    assert answer.status_code == 200, answer.text
    location: str = answer.headers["location"]
    return location


async def send(
    http: httpx.AsyncClient, uri: str, data: bytes = b"", span: str | None = None
) -> httpx.Response:
    headers = {} if span is None else {"content-range": f"bytes {span}"}
    return await http.put(uri, content=data, headers=headers)


async def uploaded(
    http: httpx.AsyncClient, who: Person, data: bytes | None = None, **asked: Any
) -> str:
    """Put a video on the channel in one request; return its id."""
    answer = await send(http, await address(http, who, **asked), film() if data is None else data)
    assert answer.status_code == 200, answer.text
    video_id: str = answer.json()["id"]
    return video_id


async def get(http: httpx.AsyncClient, who: Person, path: str, **params: Any) -> httpx.Response:
    return await http.get(f"{API}/{path}", params=params, headers=who.auth)


async def seen(
    http: httpx.AsyncClient, who: Person, video_id: str, part: str = "status,processingDetails"
) -> dict[str, Any]:
    """Look one video up."""
    answer = await get(http, who, "videos", id=video_id, part=part)
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["items"]
    result: dict[str, Any] = found
    return result


async def processed(http: httpx.AsyncClient, who: Person, video_id: str) -> dict[str, Any]:
    """Poll until nothing is left to do; return the last answer."""
    for _ in range(6):
        found = await seen(http, who, video_id)
        if found["status"]["uploadStatus"] != "uploaded":
            return found
    raise AssertionError("The video never got ready.")


def reason(answer: httpx.Response) -> tuple[int, str]:
    """Return how a refusal is to be told apart: its status and the first reason."""
    error = answer.json()["error"]
    assert error["message"] == error["errors"][0]["message"]
    assert error["code"] == answer.status_code
    return answer.status_code, error["errors"][0]["reason"]
