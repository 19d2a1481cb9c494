"""What is the same by hand for every network that speaks the Graph API."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.hands import Person

SCOPES = {
    "instagram": (
        "instagram_basic,instagram_content_publish,pages_read_engagement,pages_show_list"
    ),
    "facebook": "pages_show_list,pages_manage_posts,pages_read_engagement",
}
APP = {"client_id": "app-1", "client_secret": "secret"}


def asked(network: str, **params: str) -> dict[str, str]:
    return {
        "client_id": "app-1",
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": SCOPES[network],
        "state": "s-1",
        **params,
    }


def root(network: str) -> str:
    return f"/{network}/v25.0"


async def new_code(http: httpx.AsyncClient, network: str, **form: object) -> str:
    page = f"{root(network)}/dialog/oauth"
    form = {"new_handle": "acme", **form}
    return came_back(await answer_consent(http, page, asked(network), **form))["code"]


async def trade(
    http: httpx.AsyncClient, network: str, code: str, /, **params: str
) -> httpx.Response:
    whole = {**APP, "redirect_uri": REDIRECT, "code": code}
    return await http.get(f"{root(network)}/oauth/access_token", params={**whole, **params})


async def exchange(http: httpx.AsyncClient, network: str, token: str) -> httpx.Response:
    whole = {**APP, "grant_type": "fb_exchange_token", "fb_exchange_token": token}
    return await http.get(f"{root(network)}/oauth/access_token", params=whole)


async def short_token(http: httpx.AsyncClient, network: str, **form: object) -> str:
    answer = await trade(http, network, await new_code(http, network, **form))
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


async def long_token(http: httpx.AsyncClient, network: str, **form: object) -> str:
    answer = await exchange(http, network, await short_token(http, network, **form))
    token: str = answer.json()["access_token"]
    return token


async def pages_of(
    http: httpx.AsyncClient, network: str, token: str, **params: str | int
) -> list[dict[str, Any]]:
    answer = await http.get(
        f"{root(network)}/me/accounts",
        params={"fields": "id,name,access_token", **params},
        headers=bearer(token),
    )
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


async def send(
    http: httpx.AsyncClient, who: Person, url: str, data: bytes, **headers: str
) -> httpx.Response:
    """Send a video's bytes, all of them unless the headers say otherwise."""
    whole = {
        "authorization": f"OAuth {who.access_token}",
        "offset": "0",
        "file_size": str(len(data)),
    }
    return await http.post(url, content=data, headers={**whole, **headers})


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def codes(answer: httpx.Response) -> tuple[int, int | None]:
    error = answer.json()["error"]
    return error["code"], error.get("error_subcode")
