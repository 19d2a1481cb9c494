"""Connecting an account of X: OAuth 2.0 with a proof key."""

from __future__ import annotations

from platforms import oauth
from platforms.login import Login, Proof
from platforms.twitter.rules import LABEL, NETWORK

LOGIN = Login(
    flavour="",
    label=LABEL,
    url="https://x.com/i/oauth2/authorize",
    scopes=("tweet.read", "tweet.write", "users.read", "media.write", "offline.access"),
    needed=("tweet.read", "tweet.write", "users.read", "media.write", "offline.access"),
    source="https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
    proof=Proof.BASE64,
)
TOKENS = oauth.TokenRule(
    network=NETWORK,
    label=LABEL,
    path="/2/oauth2/token",
    grant_type="refresh_token",
    token_field="refresh_token",  # noqa: S106 - the name of a form field
)
