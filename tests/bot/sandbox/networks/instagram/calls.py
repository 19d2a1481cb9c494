"""Instagram's calls by hand."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.hands import Person

V = "/instagram/v25.0"


async def contain(http: httpx.AsyncClient, who: Person, **params: Any) -> httpx.Response:
    return await http.post(f"{V}/{who.id}/media", json=params, headers=who.auth)


async def status(http: httpx.AsyncClient, who: Person, container_id: str) -> dict[str, Any]:
    answer = await http.get(
        f"{V}/{container_id}", params={"fields": "id,status_code,status"}, headers=who.auth
    )
    found: dict[str, Any] = answer.json()
    return found


async def wait(http: httpx.AsyncClient, who: Person, container_id: str) -> dict[str, Any]:
    """Poll until the container is no longer in progress."""
    for _ in range(10):
        found = await status(http, who, container_id)
        if found["status_code"] != "IN_PROGRESS":
            return found
    raise AssertionError("The container never got ready.")


async def publish(http: httpx.AsyncClient, who: Person, creation_id: str) -> httpx.Response:
    return await http.post(
        f"{V}/{who.id}/media_publish", json={"creation_id": creation_id}, headers=who.auth
    )


async def ready(http: httpx.AsyncClient, who: Person, **params: Any) -> str:
    """Make a container and wait for it."""
    answer = await contain(http, who, **params)
    assert answer.status_code == 200, answer.text
    container_id: str = answer.json()["id"]
    assert (await wait(http, who, container_id))["status_code"] == "FINISHED"
    return container_id


async def posted(http: httpx.AsyncClient, who: Person, **params: Any) -> str:
    """Publish something; return its media id."""
    answer = await publish(http, who, await ready(http, who, **params))
    assert answer.status_code == 200, answer.text
    media_id: str = answer.json()["id"]
    return media_id
