"""
How people let Callboard act for their accounts: a page of the network's own, then a code.

What differs between networks is data. The authorization request is RFC 6749 §4.1.1, its
proof key RFC 7636; TikTok alone wants the challenge in hexadecimal.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

from platforms.content import Account, Tokens
from platforms.endpoints import Endpoints

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Proof(StrEnum):
    """How a login proves that the one who asked is the one who comes back (PKCE)."""

    NONE = "none"
    BASE64 = "base64"
    HEX = "hex"


@dataclass(frozen=True, slots=True)
class Login:
    """
    One login product of a network; ``url`` is the page where a person says yes.

    ``scopes`` are asked for; without those in ``needed`` nothing can be published.
    """

    flavour: str
    label: str
    url: str
    scopes: tuple[str, ...]
    needed: tuple[str, ...]
    source: str
    separator: str = " "
    client_id_field: str = "client_id"
    proof: Proof = Proof.NONE
    extra: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def missing(self, granted: tuple[str, ...]) -> tuple[str, ...]:
        """Return what a person has not granted though publishing needs it."""
        return tuple(scope for scope in self.needed if scope not in granted)


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's yes as it came back; ``scopes`` where the callback itself names them."""

    code: str = field(repr=False)
    redirect_uri: str
    verifier: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One account that a consent opened, with its tokens."""

    account: Account
    tokens: Tokens


def authorize_url(
    login: Login, endpoints: Endpoints, *, redirect_uri: str, state: str, verifier: str
) -> str:
    """Return the address that a person opens to say yes."""
    asked = {
        "response_type": "code",
        login.client_id_field: endpoints.client_id,
        "redirect_uri": redirect_uri,
        "scope": login.separator.join(login.scopes),
        "state": state,
        **login.extra,
    }
    if login.proof is not Proof.NONE:
        asked |= {
            "code_challenge": challenge(verifier, login.proof),
            "code_challenge_method": "S256",
        }
    return f"{_page(login, endpoints)}?{urlencode(asked)}"


def challenge(verifier: str, proof: Proof) -> str:
    """Return what proves, later, that we know ``verifier``."""
    digest = hashlib.sha256(verifier.encode())
    if proof is Proof.HEX:
        return digest.hexdigest()
    return base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()


def _page(login: Login, endpoints: Endpoints) -> str:
    """Settings may name the page's host, or the whole page."""
    path = urlsplit(login.url).path
    said = endpoints.auth_url.rstrip("/")
    if not said:
        return login.url
    return said if said.endswith(path.rstrip("/")) else f"{said}{path}"
