"""What a hand on the control interface does in many tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Person:
    """An account on a stand-in with tokens for it."""

    id: str
    handle: str
    access_token: str
    refresh_token: str

    @property
    def auth(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.access_token}"}


async def account(
    http: httpx.AsyncClient, network: str, handle: str = "acme", **wanted: Any
) -> Person:
    answer = await http.post(
        "/_sandbox/accounts", json={"network": network, "handle": handle, **wanted}
    )
    assert answer.status_code == 201, answer.text
    body = answer.json()
    return Person(body["account_id"], body["handle"], body["access_token"], body["refresh_token"])


async def arm(http: httpx.AsyncClient, network: str, fault: str, **details: Any) -> None:
    answer = await http.post(
        "/_sandbox/faults", json={"network": network, "fault": fault, **details}
    )
    assert answer.status_code == 201, answer.text


async def turn(http: httpx.AsyncClient, network: str, name: str, value: object) -> None:
    answer = await http.post(
        "/_sandbox/switches", json={"network": network, "name": name, "value": value}
    )
    assert answer.status_code == 200, answer.text


async def posts(http: httpx.AsyncClient) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await http.get("/_sandbox/posts")).json()
    return listed
