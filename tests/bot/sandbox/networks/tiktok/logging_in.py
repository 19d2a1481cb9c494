"""An app and a person on their way through TikTok's login."""

from __future__ import annotations

import hashlib

import httpx

from tests.bot.sandbox.networks.consenting import REDIRECT, answer_consent, came_back
from tests.bot.sandbox.networks.tiktok.calls import V2

PAGE = f"{V2}/auth/authorize/"
TOKEN = f"{V2}/oauth/token/"
REVOKE = f"{V2}/oauth/revoke/"
SCOPES = "user.info.basic,user.info.profile,video.publish,video.list"
VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-0123456789"
CHALLENGE = hashlib.sha256(VERIFIER.encode()).hexdigest()
APP = {"client_key": "app-1", "client_secret": "secret"}
ASKED = {
    "client_key": "app-1",
    "response_type": "code",
    "scope": SCOPES,
    "redirect_uri": REDIRECT,
    "state": "s-1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


async def new_code(http: httpx.AsyncClient, **asked: str) -> str:
    return came_back(await answer_consent(http, PAGE, {**ASKED, **asked}, new_handle="acme"))[
        "code"
    ]


async def trade(http: httpx.AsyncClient, code: str, /, **form: str) -> httpx.Response:
    body = {
        **APP,
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return await http.post(TOKEN, data={**body, **form})


async def refresh(http: httpx.AsyncClient, token: str, **form: str) -> httpx.Response:
    body = {**APP, "grant_type": "refresh_token", "refresh_token": token}
    return await http.post(TOKEN, data={**body, **form})
