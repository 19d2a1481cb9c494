"""LinkedIn's calls by hand."""

from __future__ import annotations

import struct
from typing import Any
from urllib.parse import quote

import httpx

from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.hands import Person

REST = "/linkedin/rest"
POSTS = f"{REST}/posts"
VERSIONED = {"LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0"}
PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n2 0 obj << /Type /Page >> endobj\n%%EOF\n"
ARTICLE = {"source": "https://example.com/a", "title": "A title", "description": "About it"}
POLL = {
    "question": "Which one?",
    "options": [{"text": "This"}, {"text": "That"}],
    "settings": {"duration": "THREE_DAYS"},
}
KIBIBYTE = 1024
PART_BYTES = 4_194_304


def headers(who: Person, **more: str) -> dict[str, str]:
    return {**who.auth, **VERSIONED, **more}


def person(who: Person) -> str:
    return f"urn:li:person:{who.id}"


def organization(who: Person) -> str:
    return f"urn:li:organization:{who.id}"


def encoded(urn: str) -> str:
    return quote(urn, safe="")


def film(size_bytes: int = 80 * KIBIBYTE, **facts: Any) -> bytes:
    """Return an MP4 of an exact size; a box at its end takes the room that is left."""
    data = video(**facts)
    room = size_bytes - len(data)
    return data + struct.pack(">I4s", room, b"free") + b"\0" * (room - 8)


def post_body(author: str, commentary: str = "Hello", **more: Any) -> dict[str, Any]:
    return {
        "author": author,
        "commentary": commentary,
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
        **more,
    }


async def publish(http: httpx.AsyncClient, who: Person, body: dict[str, Any]) -> httpx.Response:
    return await http.post(POSTS, json=body, headers=headers(who))


async def say(
    http: httpx.AsyncClient, who: Person, commentary: str = "Hello", **more: Any
) -> httpx.Response:
    """Publish as the member."""
    return await publish(http, who, post_body(person(who), commentary, **more))


async def published(http: httpx.AsyncClient, who: Person, author: str, **more: Any) -> str:
    """Publish and return the post's URN."""
    answer = await publish(http, who, post_body(author, **more))
    assert answer.status_code == 201, answer.text
    return answer.headers["x-restli-id"]


async def initialize(
    http: httpx.AsyncClient, who: Person, collection: str, owner: str, **more: Any
) -> httpx.Response:
    return await http.post(
        f"{REST}/{collection}",
        params={"action": "initializeUpload"},
        json={"initializeUploadRequest": {"owner": owner, **more}},
        headers=headers(who),
    )


async def uploaded(
    http: httpx.AsyncClient,
    who: Person,
    owner: str,
    data: bytes | None = None,
    collection: str = "images",
) -> str:
    """Send a picture or a document and return its URN."""
    value = (await initialize(http, who, collection, owner)).json()["value"]
    content = picture() if data is None else data
    put = await http.put(value["uploadUrl"], content=content, headers=who.auth)
    assert put.status_code == 201, put.text
    urn: str = value[collection.removesuffix("s")]
    return urn


async def begun(
    http: httpx.AsyncClient, who: Person, owner: str, size_bytes: int, **more: Any
) -> dict[str, Any]:
    """Announce a film and return its upload addresses."""
    answer = await initialize(
        http,
        who,
        "videos",
        owner,
        **{
            "fileSizeBytes": size_bytes,
            "uploadCaptions": False,
            "uploadThumbnail": False,
            **more,
        },
    )
    assert answer.status_code == 200, answer.text
    value: dict[str, Any] = answer.json()["value"]
    return value


async def send_pieces(http: httpx.AsyncClient, value: dict[str, Any], data: bytes) -> list[str]:
    """Send each piece to its own address and return their ETags."""
    etags = []
    for piece in value["uploadInstructions"]:
        content = data[piece["firstByte"] : piece["lastByte"] + 1]
        put = await http.put(piece["uploadUrl"], content=content)
        assert put.status_code == 200, put.text
        etags.append(put.headers["etag"].strip('"'))
    return etags


async def finalize(
    http: httpx.AsyncClient, who: Person, video_urn: str, etags: list[str]
) -> httpx.Response:
    return await http.post(
        f"{REST}/videos",
        params={"action": "finalizeUpload"},
        json={
            "finalizeUploadRequest": {
                "video": video_urn,
                "uploadToken": "",
                "uploadedPartIds": etags,
            }
        },
        headers=headers(who),
    )


async def sent_film(http: httpx.AsyncClient, who: Person, owner: str, data: bytes) -> str:
    """Send a film and finalize it; return its URN."""
    value = await begun(http, who, owner, len(data))
    etags = await send_pieces(http, value, data)
    done = await finalize(http, who, value["video"], etags)
    assert done.status_code == 200, done.text
    urn: str = value["video"]
    return urn


async def poll(
    http: httpx.AsyncClient, who: Person, urn: str, collection: str = "videos"
) -> httpx.Response:
    return await http.get(f"{REST}/{collection}/{encoded(urn)}", headers=headers(who))


async def processed(http: httpx.AsyncClient, who: Person, owner: str, data: bytes) -> str:
    """Send a film, wait for its processing and return its URN."""
    urn = await sent_film(http, who, owner, data)
    for _ in range(5):
        if (await poll(http, who, urn)).json()["status"] == "AVAILABLE":
            return urn
    raise AssertionError(urn)
