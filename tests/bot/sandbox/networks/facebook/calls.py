"""Facebook's calls by hand."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.files import picture, video
from tests.bot.sandbox.networks.graph.calls import send
from tests.bot.sandbox.networks.hands import Person

V = "/facebook/v25.0"


def film(**facts: Any) -> bytes:
    """Return a film that is taken as a reel, but for what is asked otherwise."""
    return video(**{"width": 540, "height": 960, "seconds": 3.2, **facts})


async def call(http: httpx.AsyncClient, who: Person, path: str, **params: Any) -> httpx.Response:
    return await http.post(f"{V}/{path}", json=params, headers=who.auth)


async def ask(
    http: httpx.AsyncClient, who: Person, path: str, **params: str | int
) -> httpx.Response:
    return await http.get(f"{V}/{path}", params=params, headers=who.auth)


async def say(http: httpx.AsyncClient, who: Person, **params: Any) -> httpx.Response:
    return await call(http, who, f"{who.id}/feed", **params)


async def said(http: httpx.AsyncClient, who: Person, **params: Any) -> str:
    """Make a post; return its id."""
    post_id: str = taken(await say(http, who, **params))["id"]
    return post_id


async def sent(http: httpx.AsyncClient, who: Person, **form: str) -> httpx.Response:
    """Send a picture in a form."""
    return await http.post(
        f"{V}/{who.id}/photos", data=form, files={"source": picture()}, headers=who.auth
    )


async def kept(http: httpx.AsyncClient, who: Person, **form: str) -> str:
    """Send a picture ahead, unpublished; return its id."""
    photo_id: str = taken(await sent(http, who, published="false", **form))["id"]
    return photo_id


def attached(*photo_ids: str) -> list[dict[str, str]]:
    return [{"media_fbid": photo_id} for photo_id in photo_ids]


async def start(http: httpx.AsyncClient, who: Person, edge: str = "video_reels") -> dict[str, Any]:
    return taken(await call(http, who, f"{who.id}/{edge}", upload_phase="start"))


async def uploaded(
    http: httpx.AsyncClient, who: Person, data: bytes, edge: str = "video_reels"
) -> str:
    """Start a video and send its bytes; return its id."""
    begun = await start(http, who, edge)
    assert (await send(http, who, begun["upload_url"], data)).status_code == 200
    video_id: str = begun["video_id"]
    return video_id


async def finish(
    http: httpx.AsyncClient, who: Person, video_id: str, edge: str = "video_reels", **params: Any
) -> httpx.Response:
    return await call(
        http, who, f"{who.id}/{edge}", upload_phase="finish", video_id=video_id, **params
    )


async def status(http: httpx.AsyncClient, who: Person, video_id: str) -> dict[str, Any]:
    found: dict[str, Any] = taken(await ask(http, who, video_id, fields="status"))["status"]
    return found


async def wait(http: httpx.AsyncClient, who: Person, video_id: str) -> dict[str, Any]:
    """Ask until the video is no longer on its way."""
    for _ in range(10):
        found = await status(http, who, video_id)
        if found["video_status"] in {"ready", "error", "expired"}:
            return found
    raise AssertionError("The video never got ready.")


async def reel(http: httpx.AsyncClient, who: Person, **params: Any) -> str:
    """Publish a reel; return its video id."""
    video_id = await uploaded(http, who, film())
    await wait(http, who, video_id)
    taken(await finish(http, who, video_id, **params))
    return video_id


async def post_of(http: httpx.AsyncClient, who: Person, video_id: str) -> str:
    found: str = taken(await ask(http, who, video_id, fields="post_id"))["post_id"]
    return found


def taken(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body
