"""
Connecting a member's account or the pages that a member administers.

https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from platforms import oauth
from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.errors import NeedsReconnect, Step
from platforms.linkedin.calls import API_URL, MEMBER, ORGANIZATION, WEB_URL
from platforms.linkedin.errors import classify
from platforms.linkedin.rules import LABEL, NETWORK
from platforms.login import Consent, Login

LIVES = timedelta(days=60)
"""How long a token lives where the answer does not say it."""
_PAGE = "https://www.linkedin.com/oauth/v2/authorization"
_IDENTITY = ("openid", "profile", "w_member_social")
_PAGES = ("w_organization_social", "r_organization_social", "rw_organization_admin")
LOGINS = {
    MEMBER: Login(
        flavour=MEMBER,
        label=LABEL,
        url=_PAGE,
        scopes=_IDENTITY,
        needed=_IDENTITY,
        source="https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin",
    ),
    ORGANIZATION: Login(
        flavour=ORGANIZATION,
        label="LinkedIn page",
        url=_PAGE,
        scopes=_PAGES,
        needed=_PAGES,
        source="https://learn.microsoft.com/en-us/linkedin/marketing/increasing-access",
    ),
}
TOKENS = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/oauth/v2/accessToken",
    grant_type="refresh_token",
    token_field="refresh_token",  # noqa: S106 - the name of a form field
    client_in_form=True,
)


async def trade(flavour: str, consent: Consent, wire: Wire) -> Tokens:
    """Trade a consent, which is for all scopes or none, for tokens."""
    # The web flow has no proof key, and a verifier without a challenge is refused.
    plain = replace(consent, verifier="")
    tokens = await oauth.trade_code(TOKENS, plain, wire, classify, api_url=_token_url(wire))
    return _completed(replace(tokens, scopes=tokens.scopes or LOGINS[flavour].scopes), wire)


async def renew(account: Account, refresh_token: str, wire: Wire) -> Tokens:
    """Get a fresh access token, for which only LinkedIn's partners have a refresh token."""
    if refresh_token in {"", account.access_token}:
        raise NeedsReconnect(
            "LinkedIn no longer accepts this connection: it lasts 60 days, or somebody ended it.",
            network=NETWORK,
            step=Step.OAUTH,
            code="no_refresh_token",
        )
    url = _token_url(wire)
    return _completed(await oauth.refresh(TOKENS, refresh_token, wire, classify, api_url=url), wire)


async def revoke(token: str, wire: Wire) -> None:
    """End a token."""
    await oauth.revoke(TOKENS, "/oauth/v2/revoke", token, wire, classify, api_url=_token_url(wire))


def named_member(account: Account, facts: Mapping[str, Any]) -> Account:
    """Name a member's account; LinkedIn tells apps a member's name and no handle."""
    names = (str(facts.get(part) or "") for part in ("given_name", "family_name"))
    name = str(facts.get("name") or " ".join(names))
    return _named(account, facts.get("sub"), _as_handle(name))


def named_page(account: Account, facts: Mapping[str, Any]) -> Account:
    """Name a page's account as in the page's address."""
    name = str(facts.get("vanityName") or _as_handle(str(facts.get("localizedName") or "")))
    return _named(account, facts.get("id") or account.remote_id, name)


def _named(account: Account, remote_id: object, handle: str) -> Account:
    if not remote_id:
        reason = "LinkedIn did not say whose connection this is."
        raise NeedsReconnect(reason, network=NETWORK, step=Step.OAUTH)
    return replace(account, remote_id=str(remote_id), handle=handle or str(remote_id))


def _as_handle(name: str) -> str:
    """Write a name as LinkedIn does in addresses: ``Zoë van Dam`` becomes ``zoë-van-dam``."""
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


def _completed(tokens: Tokens, wire: Wire) -> Tokens:
    return replace(tokens, expires_at=tokens.expires_at or wire.clock.now() + LIVES)


def _token_url(wire: Wire) -> str:
    return wire.endpoints.beside(API_URL, WEB_URL)
