"""Connecting a channel by hand: the consent page, and the token host behind it."""

from __future__ import annotations

from typing import Any

import httpx

from tests.bot.sandbox.networks.consenting import (
    CHALLENGE,
    REDIRECT,
    VERIFIER,
    answer_consent,
    came_back,
)
from tests.bot.sandbox.networks.youtube.calls import API, AUTH

PAGE = "/youtube/o/oauth2/v2/auth"
TOKEN = "/youtube/token"
REVOKE = "/youtube/revoke"
UPLOAD, READONLY = AUTH + "youtube.upload", AUTH + "youtube.readonly"
ASKED = {
    "response_type": "code",
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "scope": f"{UPLOAD} {READONLY}",
    "state": "s-1",
    "access_type": "offline",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
CLIENT = {"client_id": "app-1", "client_secret": "secret"}
DEAD = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


async def consented(http: httpx.AsyncClient, **asked: str) -> dict[str, str]:
    return came_back(await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme"))


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    whole = {
        **CLIENT,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return await http.post(TOKEN, data={**whole, **form})


async def connected(http: httpx.AsyncClient, **asked: str) -> dict[str, Any]:
    answer = await trade(http, (await consented(http, **asked))["code"])
    assert answer.status_code == 200, answer.text
    pair: dict[str, Any] = answer.json()
    return pair


async def refresh(http: httpx.AsyncClient, token: str, **form: str) -> httpx.Response:
    whole = {**CLIENT, "grant_type": "refresh_token", "refresh_token": token}
    return await http.post(TOKEN, data={**whole, **form})


async def channels(http: httpx.AsyncClient, token: str) -> httpx.Response:
    return await http.get(
        f"{API}/channels",
        params={"part": "snippet,contentDetails,status", "mine": "true"},
        headers={"authorization": f"Bearer {token}"},
    )
