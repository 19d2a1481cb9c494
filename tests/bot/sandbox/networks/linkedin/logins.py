"""Consent and token calls of LinkedIn by hand."""

from __future__ import annotations

import httpx

from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back

PAGE = "/linkedin/oauth/v2/authorization"
TOKEN = "/linkedin/oauth/v2/accessToken"
ASKED = {
    "response_type": "code",
    "client_id": "app-1",
    "redirect_uri": REDIRECT,
    "scope": "openid profile w_member_social",
    "state": "s-1",
}
APP = {"client_id": "app-1", "client_secret": "secret"}


async def new_code(http: httpx.AsyncClient, **asked: str) -> str:
    answer = await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme")
    return came_back(answer)["code"]


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    whole = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT, **APP}
    return await http.post(TOKEN, data={**whole, **form})


async def refresh(http: httpx.AsyncClient, token: str, /, **form: str) -> httpx.Response:
    whole = {"grant_type": "refresh_token", "refresh_token": token, **APP}
    return await http.post(TOKEN, data={**whole, **form})
