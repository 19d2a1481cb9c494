"""Connecting a channel: Google's OAuth 2.0 for web servers, with a proof key."""

from __future__ import annotations

from dataclasses import replace

from platforms import oauth
from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.login import Consent, Login, Proof
from platforms.youtube.errors import classify
from platforms.youtube.rules import LABEL, NETWORK

API_URL = "https://www.googleapis.com"
TOKEN_URL = "https://oauth2.googleapis.com"  # noqa: S105 - an address
_SCOPE = "https://www.googleapis.com/auth"

LOGIN = Login(
    flavour="",
    label=LABEL,
    url="https://accounts.google.com/o/oauth2/v2/auth",
    scopes=(
        f"{_SCOPE}/youtube.upload",
        f"{_SCOPE}/youtube.readonly",
        f"{_SCOPE}/yt-analytics.readonly",
    ),
    needed=(f"{_SCOPE}/youtube.upload", f"{_SCOPE}/youtube.readonly"),
    source="https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps",
    proof=Proof.BASE64,
    # Google gives a refresh token only for offline access, and again only after a new consent.
    extra={"access_type": "offline", "prompt": "consent"},
)
TOKENS = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/token",
    grant_type="refresh_token",
    token_field="refresh_token",  # noqa: S106 - the name of a form field
    client_in_form=True,
)


async def trade(consent: Consent, wire: Wire) -> Tokens:
    """Trade a consent for tokens."""
    return await oauth.trade_code(TOKENS, consent, wire, classify, api_url=_token_url(wire))


async def renew(refresh_token: str, wire: Wire) -> Tokens:
    """Get a fresh access token; the refresh token stays the same."""
    return await oauth.refresh(TOKENS, refresh_token, wire, classify, api_url=_token_url(wire))


async def revoke(token: str, wire: Wire) -> None:
    """End the grant with either of its tokens."""
    # Google wants the token alone here.
    rule = replace(TOKENS, needs_client=False)
    await oauth.revoke(rule, "/revoke", token, wire, classify, api_url=_token_url(wire))


def account_of(tokens: Tokens) -> Account:
    """Return whatever channel ``tokens`` are for, before its name is known."""
    return Account(
        id="",
        network=NETWORK,
        handle="",
        remote_id="",
        access_token=tokens.access_token,
        scopes=tokens.scopes,
        expires_at=tokens.expires_at,
    )


def _token_url(wire: Wire) -> str:
    return wire.endpoints.beside(API_URL, TOKEN_URL)
