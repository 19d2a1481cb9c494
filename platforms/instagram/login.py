"""
Connecting a professional account of Instagram, with Instagram's own login or with Facebook's.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login
"""

from __future__ import annotations

from dataclasses import replace

from platforms import oauth
from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.graph import login as graph_login
from platforms.graph.calls import FACEBOOK_URL
from platforms.instagram.calls import FACEBOOK, INSTAGRAM, INSTAGRAM_URL
from platforms.instagram.errors import classify
from platforms.instagram.rules import LABEL, NETWORK
from platforms.login import Consent, Login

CODE_URL = "https://api.instagram.com"
_GUIDE = "https://developers.facebook.com/docs/instagram-platform"

_BASIC, _PUBLISH = "instagram_business_basic", "instagram_business_content_publish"
_WITH_PAGE = ("instagram_basic", "instagram_content_publish", "pages_read_engagement")
LOGINS = {
    INSTAGRAM: Login(
        flavour=INSTAGRAM,
        label=LABEL,
        url="https://www.instagram.com/oauth/authorize",
        scopes=(_BASIC, _PUBLISH, "instagram_business_manage_insights"),
        needed=(_BASIC, _PUBLISH),
        source=f"{_GUIDE}/instagram-api-with-instagram-login/business-login",
        separator=",",
    ),
    FACEBOOK: Login(
        flavour=FACEBOOK,
        label="Instagram with Facebook",
        url=graph_login.DIALOG_URL,
        scopes=(*_WITH_PAGE, "pages_show_list", "instagram_manage_insights"),
        needed=(*_WITH_PAGE, "pages_show_list"),
        source=f"{_GUIDE}/instagram-api-with-facebook-login",
        separator=",",
    ),
}
CODE = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/oauth/access_token",
    grant_type="authorization_code",
    token_field="code",  # noqa: S106 - the name of a form field
    client_in_form=True,
)
LONG_LIVED = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/access_token",
    grant_type="ig_exchange_token",
    token_field="access_token",  # noqa: S106 - the name of a field; Instagram documents it as GET
    method="GET",
    client_in_form=True,
)
RENEWED = replace(
    LONG_LIVED, path="/refresh_access_token", grant_type="ig_refresh_token", needs_client=False
)
WITH_FACEBOOK = graph_login.token_rule(NETWORK, LABEL)


async def trade(flavour: str, consent: Consent, wire: Wire) -> Tokens:
    """Trade a consent for a token of sixty days, by way of one of an hour."""
    if flavour == FACEBOOK:
        url = wire.endpoints.beside(INSTAGRAM_URL, FACEBOOK_URL)
        return await graph_login.trade(WITH_FACEBOOK, consent, wire, classify, api_url=url)
    code = replace(consent, code=consent.code.removesuffix("#_"))
    url = wire.endpoints.beside(INSTAGRAM_URL, CODE_URL)
    hour = await oauth.trade_code(CODE, code, wire, classify, api_url=url)
    long = await oauth.refresh(LONG_LIVED, hour.access_token, wire, classify)
    return replace(long, scopes=long.scopes or hour.scopes)


def account_of(flavour: str, tokens: Tokens) -> Account:
    """Return whatever account ``tokens`` are for, before its name is known."""
    return Account(
        id="",
        network=NETWORK,
        handle="",
        remote_id="",
        access_token=tokens.access_token,
        flavour=flavour,
        scopes=tokens.scopes,
        expires_at=tokens.expires_at,
    )
