"""Asking the Graph API: one request, one list over all its pages, and what every login has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from platforms.adapter import Wire
from platforms.errors import Step
from platforms.http import Classify, json_of, send

VERSION = "v25.0"
"""The version that the calls were written for; served until July 2028."""
FACEBOOK_URL = "https://graph.facebook.com"
MOST_PAGES = 20
"""Nobody runs two thousand Facebook Pages; a list that never ends must not hold up a login."""
_NEVER_IN_ADDRESSES = frozenset({"access_token", "appsecret_proof"})

Fields = Mapping[str, str]
Files = Mapping[str, tuple[str, bytes, str]]


@dataclass(frozen=True, slots=True)
class Graph:
    """The Graph API behind one token, which travels in a header, never in an address."""

    wire: Wire
    network: str
    classify: Classify
    api_url: str
    token: str = field(repr=False)

    async def ask(
        self, method: str, path: str, step: Step, fields: Fields, *, files: Files | None = None
    ) -> dict[str, Any]:
        """Send one request and return its answer; one that creates is announced first."""
        url = f"{self.api_url}/{VERSION}{path}"
        headers = {"Authorization": f"Bearer {self.token}"}
        build = self.wire.http.build_request
        if method == "GET":
            request = build("GET", url, headers=headers, params=dict(fields))
        else:
            request = build(method, url, headers=headers, data=dict(fields), files=files)
        return json_of(await self.through(request, step), network=self.network, step=step)

    async def through(self, request: httpx.Request, step: Step) -> httpx.Response:
        """Send a request of the caller's own making."""
        wire = self.wire
        return await send(
            wire.http,
            request,
            network=self.network,
            step=step,
            classify=self.classify,
            clock=wire.clock,
            journal=wire.journal if step is Step.CREATE else None,
        )

    async def listed(self, path: str, fields: Fields) -> list[dict[str, Any]]:
        """Return all rows of a list of the login's, however many pages they fill."""
        found: list[dict[str, Any]] = []
        asked = dict(fields)
        for _ in range(MOST_PAGES):
            answer = await self.ask("GET", path, Step.OAUTH, asked)
            rows = rows_of(answer)
            found += rows
            following = _following(answer)
            if not rows or not following:
                break
            asked |= following
        return found

    async def granted(self) -> tuple[str, ...]:
        """Return what a person let Callboard do."""
        rows = await self.listed("/me/permissions", {})
        return tuple(str(row.get("permission")) for row in rows if row.get("status") == "granted")


def form_of(options: Mapping[str, object]) -> dict[str, str]:
    """Write a composition's further fields as a form has them."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in options.items()
    }


def rows_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a list."""
    rows = answer.get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _following(answer: Mapping[str, Any]) -> dict[str, str]:
    """Read where the next page begins; the address of it is left, as it may hold a token."""
    paging = answer.get("paging")
    address = paging.get("next") if isinstance(paging, dict) else None
    if not isinstance(address, str):
        return {}
    asked = dict(parse_qsl(urlsplit(address).query))
    return {name: value for name, value in asked.items() if name not in _NEVER_IN_ADDRESSES}
