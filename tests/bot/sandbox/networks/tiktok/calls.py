"""TikTok's calls by hand."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.files import video
from tests.bot.sandbox.networks.hands import Person

V2 = "/tiktok/v2"
POST = f"{V2}/post/publish"
LIST_FIELDS = (
    "id,create_time,title,video_description,duration,cover_image_url,share_url,"
    "like_count,comment_count,share_count,view_count"
)


def film(**facts: Any) -> bytes:
    """Return a film that TikTok takes, but for what is asked otherwise."""
    return video(**{"width": 360, "height": 640, **facts})


def post_info(**said: Any) -> dict[str, Any]:
    return {
        "title": "Hello #shop",
        "privacy_level": "PUBLIC_TO_EVERYONE",
        "disable_duet": False,
        "disable_comment": False,
        "disable_stitch": False,
        "brand_content_toggle": False,
        "brand_organic_toggle": False,
        **said,
    }


def whole(size_bytes: int) -> dict[str, Any]:
    """Describe a film that is sent in one piece."""
    return {
        "source": "FILE_UPLOAD",
        "video_size": size_bytes,
        "chunk_size": size_bytes,
        "total_chunk_count": 1,
    }


def cut(size_bytes: int, chunk_bytes: int, count: int) -> dict[str, Any]:
    return {**whole(size_bytes), "chunk_size": chunk_bytes, "total_chunk_count": count}


def pulled(url: str) -> dict[str, Any]:
    return {"source": "PULL_FROM_URL", "video_url": url}


async def call(http: httpx.AsyncClient, who: Person, path: str, **body: Any) -> httpx.Response:
    return await http.post(path, json=body, headers=who.auth)


async def creator_info(http: httpx.AsyncClient, who: Person) -> httpx.Response:
    return await http.post(f"{POST}/creator_info/query/", headers=who.auth)


async def init(
    http: httpx.AsyncClient, who: Person, source: dict[str, Any], **said: Any
) -> httpx.Response:
    return await call(
        http, who, f"{POST}/video/init/", post_info=post_info(**said), source_info=source
    )


async def init_inbox(
    http: httpx.AsyncClient, who: Person, source: dict[str, Any]
) -> httpx.Response:
    return await call(http, who, f"{POST}/inbox/video/init/", source_info=source)


async def init_photos(
    http: httpx.AsyncClient,
    who: Person,
    urls: list[str],
    *,
    mode: str = "DIRECT_POST",
    cover: int = 0,
    is_aigc: bool = False,
    **said: Any,
) -> httpx.Response:
    body = {
        "media_type": "PHOTO",
        "post_mode": mode,
        "is_aigc": is_aigc,
        "post_info": {
            "title": "Hello",
            "description": "Look at this",
            "privacy_level": "PUBLIC_TO_EVERYONE",
            **said,
        },
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": urls,
            "photo_cover_index": cover,
        },
    }
    return await call(http, who, f"{POST}/content/init/", **body)


async def put(
    http: httpx.AsyncClient, url: str, data: bytes, first: int, total: int, **headers: str
) -> httpx.Response:
    span = f"bytes {first}-{first + len(data) - 1}/{total}"
    return await http.put(
        url, content=data, headers={"content-type": "video/mp4", "content-range": span, **headers}
    )


async def ask(http: httpx.AsyncClient, who: Person, publish_id: str) -> httpx.Response:
    return await call(http, who, f"{POST}/status/fetch/", publish_id=publish_id)


async def state(http: httpx.AsyncClient, who: Person, publish_id: str) -> dict[str, Any]:
    answer = await ask(http, who, publish_id)
    assert error_of(answer) == "ok", answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


async def ended(http: httpx.AsyncClient, who: Person, publish_id: str) -> dict[str, Any]:
    """Poll until the publication is no longer being processed."""
    for _ in range(10):
        data = await state(http, who, publish_id)
        if not data["status"].startswith("PROCESSING"):
            return data
    raise AssertionError("The processing never ended.")


async def moderated(http: httpx.AsyncClient, who: Person, publish_id: str) -> int:
    """Poll until TikTok tells the post's id."""
    for _ in range(10):
        data = await state(http, who, publish_id)
        if data["publicaly_available_post_id"]:
            post_id: int = data["publicaly_available_post_id"][0]
            return post_id
    raise AssertionError("The post never became public.")


async def sent(http: httpx.AsyncClient, who: Person, data: bytes | None = None, **said: Any) -> str:
    """Publish a film in one piece; return its publish_id."""
    data = film() if data is None else data
    answer = await init(http, who, whole(len(data)), **said)
    assert error_of(answer) == "ok", answer.text
    made = answer.json()["data"]
    done = await put(http, made["upload_url"], data, 0, len(data))
    assert done.status_code == 201
    publish_id: str = made["publish_id"]
    return publish_id


async def shared(http: httpx.AsyncClient, who: Person) -> str:
    """Send a film to the person's inbox; return its publish_id."""
    data = film()
    made = (await init_inbox(http, who, whole(len(data)))).json()["data"]
    assert (await put(http, made["upload_url"], data, 0, len(data))).status_code == 201
    publish_id: str = made["publish_id"]
    return publish_id


async def listed(http: httpx.AsyncClient, who: Person, **asked: Any) -> dict[str, Any]:
    answer = await http.post(
        f"{V2}/video/list/", params={"fields": LIST_FIELDS}, json=asked, headers=who.auth
    )
    assert error_of(answer) == "ok", answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


def error_of(answer: httpx.Response) -> str:
    code: str = answer.json()["error"]["code"]
    return code


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, error_of(answer)
