"""
Facebook Login: a code becomes a person's token of an hour, and that one of sixty days.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
"""

from __future__ import annotations

from platforms import oauth
from platforms.adapter import Wire
from platforms.content import Tokens
from platforms.graph.calls import VERSION
from platforms.http import Classify
from platforms.login import Consent

DIALOG_URL = f"https://www.facebook.com/{VERSION}/dialog/oauth"


def token_rule(network: str, label: str) -> oauth.TokenRule:
    """Return how a network behind this login gives out and prolongs a person's token."""
    return oauth.TokenRule(
        network=network,
        label=label,
        path=f"/{VERSION}/oauth/access_token",
        grant_type="fb_exchange_token",
        token_field="fb_exchange_token",  # noqa: S106 - the name of a form field
        client_in_form=True,
    )


async def trade(
    rule: oauth.TokenRule, consent: Consent, wire: Wire, classify: Classify, *, api_url: str
) -> Tokens:
    """Trade a consent for the person's token of sixty days."""
    hour = await oauth.trade_code(rule, consent, wire, classify, api_url=api_url)
    return await oauth.refresh(rule, hour.access_token, wire, classify, api_url=api_url)
