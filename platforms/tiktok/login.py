"""Connecting an account: TikTok's Login Kit, which calls a client id a client key."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from platforms import oauth
from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.errors import NeedsReconnect, Step, Unavailable
from platforms.login import Consent, Login, Proof
from platforms.tiktok.errors import classify
from platforms.tiktok.rules import LABEL, NETWORK

API_URL = "https://open.tiktokapis.com"
ACCESS_LIVES = timedelta(hours=24)
"""https://developers.tiktok.com/doc/oauth-user-access-token-management"""
_BASIC, _PROFILE, _PUBLISH = "user.info.basic", "user.info.profile", "video.publish"

LOGIN = Login(
    flavour="",
    label=LABEL,
    url="https://www.tiktok.com/v2/auth/authorize/",
    scopes=(_BASIC, _PROFILE, "user.info.stats", "video.list", _PUBLISH, "video.upload"),
    # Without the profile nobody knows the account's @name: what basic tells is no name of its own.
    needed=(_BASIC, _PROFILE, _PUBLISH),
    source="https://developers.tiktok.com/doc/login-kit-web",
    separator=",",
    client_id_field="client_key",
    proof=Proof.HEX,
    # Otherwise TikTok sends whoever is logged in back at once, with no way to another account.
    extra={"disable_auto_auth": "1"},
)
TOKENS = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/v2/oauth/token/",
    grant_type="refresh_token",
    token_field="refresh_token",  # noqa: S106 - the name of a form field
    client_in_form=True,
    client_id_field="client_key",
)


async def trade(consent: Consent, wire: Wire) -> Tokens:
    """Trade a consent for tokens; both its callback and the answer tell what was granted."""
    tokens = _ending(await oauth.trade_code(TOKENS, consent, wire, classify), wire)
    if not tokens.refresh_token:
        reason = "TikTok's answer lacked the key that renews the connection."
        raise Unavailable(reason, network=NETWORK, step=Step.OAUTH)
    return replace(tokens, scopes=tokens.scopes or consent.scopes or LOGIN.scopes)


async def renew(refresh_token: str, wire: Wire) -> Tokens:
    """Get fresh tokens; the refresh token that comes with them replaces the old one."""
    return _ending(await oauth.refresh(TOKENS, refresh_token, wire, classify), wire)


async def revoke(account: Account, refresh_token: str, wire: Wire) -> None:
    """Take the app's rights away; TikTok wants an access token that still works for it."""
    path = "/v2/oauth/revoke/"
    try:
        await oauth.revoke(TOKENS, path, account.access_token, wire, classify)
    except NeedsReconnect:
        fresh = await renew(refresh_token, wire)
        await oauth.revoke(TOKENS, path, fresh.access_token, wire, classify)


def _ending(tokens: Tokens, wire: Wire) -> Tokens:
    """Every access token ends after a day, also when its answer forgets to say so."""
    return replace(tokens, expires_at=tokens.expires_at or wire.clock.now() + ACCESS_LIVES)
