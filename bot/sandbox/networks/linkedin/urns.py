"""
LinkedIn's names for things, and how they are written in addresses.

https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/urns
https://linkedin.github.io/rest.li/spec/protocol
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.requests import Request

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.linkedin.answers import illegal

URN = re.compile(r"urn:li:(?P<kind>[A-Za-z]+):(?P<id>[\w-]+)")
POST_KINDS = ("share", "ugcPost", "activity")
SYNTAX = "Syntax exception in path variables"


def kind_of(urn: str) -> str:
    """Return what a URN names, such as ``share``; empty when it is no URN."""
    match = URN.fullmatch(urn)
    return match["kind"] if match else ""


def person_of(account: RemoteAccount) -> str:
    """Return the URN of the member."""
    return f"urn:li:person:{account.id}"


def organization_of(account: RemoteAccount) -> str:
    """Return the URN of the page that the member looks after."""
    return f"urn:li:organization:{account.details['organization_id']}"


def check_encoding(request: Request) -> None:
    """Raise ``Refused`` for URNs whose colons are not percent-encoded."""
    raw_path = request.scope.get("raw_path") or b""
    if b"urn:li:" in raw_path or b"urn:li:" in request.scope["query_string"]:
        raise illegal(SYNTAX)


def listed(request: Request, name: str) -> list[str]:
    """Return the items of ``name=List(…)``, whose brackets and commas stand unencoded."""
    raw = _raw(request, name)
    if raw is None:
        return []
    match = re.fullmatch(r"List\(([^()]*)\)", raw)
    if match is None:
        raise illegal(f"Invalid value for query parameter {name}")
    return [unquote(item) for item in match[1].split(",") if item]


def chosen(request: Request, name: str) -> tuple[str, str]:
    """Return which of its forms the value of ``name=(form:value)`` has, and the value."""
    match = re.fullmatch(r"\((\w+):([^(),:]+)\)", _raw(request, name) or "")
    if match is None:
        raise illegal(f"Invalid value for query parameter {name}")
    return match[1], unquote(match[2])


def _raw(request: Request, name: str) -> str | None:
    for part in request.scope["query_string"].decode("latin-1").split("&"):
        key, _, value = part.partition("=")
        if unquote(key) == name:
            return str(value)
    return None
