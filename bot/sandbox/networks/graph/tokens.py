"""Tokens of the Graph API: where a request carries one, and whether it is good."""

from __future__ import annotations

from starlette.requests import Request

from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.graph.answers import refused
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.world import World

USER_SHORT, USER_LONG, PAGE = "user_short", "user_long", "page"
LOGIN_TOKENS = frozenset({USER_SHORT, USER_LONG, PAGE})
"""What Facebook Login gives out."""


class Tokens:
    """Recognises the tokens of one network."""

    def __init__(self, world: World, network: str, kinds: frozenset[str]) -> None:
        self._world = world
        self._network = network
        self._kinds = kinds

    def recognise(self, token: str) -> Grant:
        """Find the grant of a token; raises ``Refused``."""
        grant = self._world.grants.find(self._network, token)
        if grant is None or grant.kind not in self._kinds:
            raise refused(190, "Invalid OAuth access token - Cannot parse access token")
        if grant.is_dead:
            text = "Error validating access token: The user has not authorized application."
            raise refused(190, text, subcode=458)
        if self._world.grants.is_expired(grant):
            text = "Error validating access token: Session has expired."
            raise refused(190, text, subcode=463)
        return grant


def token_of(request: Request, params: Params) -> str:
    """Return the token that a request carries; raises ``Refused``."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = bearer if scheme.lower() in {"bearer", "oauth"} else params.get("access_token")
    if not token:
        raise refused(104, "An access token is required to request this resource.")
    return token
