"""The query of a Data API call: parts, pages and marks of sameness."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import Any, TypeVar

from starlette.requests import Request

from bot.sandbox.networks.youtube.answers import bad_parameter

MAX_PAGE = 50
Item = TypeVar("Item")


def parts_of(request: Request, known: frozenset[str]) -> tuple[str, ...]:
    """Return the parts a call asks for; raises ``Refused`` for none and for unknown ones."""
    given = [part for value in request.query_params.getlist("part") for part in value.split(",")]
    parts = tuple(dict.fromkeys(part.strip() for part in given if part.strip()))
    if not parts:
        raise bad_parameter("part", "missingRequiredParameter", "Required parameter: part")
    unknown = [part for part in parts if part not in known]
    if unknown:
        raise bad_parameter("part", "unknownPart", f"'{unknown[0]}'")
    return parts


def paged(request: Request, items: Sequence[Item]) -> tuple[list[Item], dict[str, Any]]:
    """Return the page a call asks for, and what the answer says about pages."""
    size = request.query_params.get("maxResults", "5")
    if not size.isdigit() or int(size) > MAX_PAGE:
        text = f"Invalid value '{size}'. Values must be within the range: [0, {MAX_PAGE}]"
        raise bad_parameter("maxResults", "invalidParameter", text)
    start, count = _offset(request.query_params.get("pageToken")), int(size)
    about: dict[str, Any] = {"pageInfo": {"totalResults": len(items), "resultsPerPage": count}}
    if start + count < len(items):
        about["nextPageToken"] = _token(start + count)
    if start > 0:
        about["prevPageToken"] = _token(max(0, start - count))
    return list(items[start : start + count]), about


def etag(*facts: object) -> str:
    """Return the mark that changes when what it stands for changes."""
    digest = hashlib.sha256("\n".join(map(str, facts)).encode()).digest()
    return base64.urlsafe_b64encode(digest[:20]).decode()


def _token(offset: int) -> str:
    return base64.urlsafe_b64encode(f"at:{offset}".encode()).decode()


def _offset(token: str | None) -> int:
    if token is None:
        return 0
    try:
        name, _, offset = base64.urlsafe_b64decode(token).decode().partition(":")
    except ValueError:
        name, offset = "", ""
    if name != "at" or not offset.isdigit():
        text = "The request specifies an invalid page token."
        raise bad_parameter("pageToken", "invalidPageToken", text)
    return int(offset)
