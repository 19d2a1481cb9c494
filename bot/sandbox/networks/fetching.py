"""Fetching media from an address, as networks that pull do."""

from __future__ import annotations

import ipaddress
import ssl
from urllib.parse import urlsplit

import httpx

from bot.sandbox.networks.blobs import Blob, Blobs

TIMEOUT_S = 20.0
AGENT = "facebookexternalhit/1.1"


class NotFetched(Exception):
    """The address gave no bytes; the text says why."""


class Fetcher:
    """Fetches over real HTTP and keeps what it got."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._tls: ssl.SSLContext | None = None

    async def fetch(
        self, url: str, *, max_bytes: int, agent: str = AGENT, follows: bool = True
    ) -> Blob:
        """
        Return the bytes behind ``url``, with ``follows=False`` only if they are right there.

        Raises ``NotFetched``.
        """
        refusal = unfit(url)
        if refusal:
            raise NotFetched(refusal)
        self._tls = self._tls or ssl.create_default_context()
        try:
            async with httpx.AsyncClient(
                verify=self._tls,
                timeout=TIMEOUT_S,
                follow_redirects=follows,
                headers={"user-agent": agent},
            ) as http:
                return await self._download(http, url, max_bytes)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotFetched(f"{type(error).__name__} while fetching") from error

    async def _download(self, http: httpx.AsyncClient, url: str, max_bytes: int) -> Blob:
        async with http.stream("GET", url) as answer:
            if answer.status_code != 200:
                raise NotFetched(f"the address answered HTTP {answer.status_code}")
            chunks: list[bytes] = []
            size = 0
            async for chunk in answer.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > max_bytes:
                    break
        return self._blobs.keep(chunks)


def unfit(url: str) -> str | None:
    """
    Say why a network would not even try this address.

    Plain HTTP is taken from addresses of this machine or its private network, because that
    is where stand-ins live; the real networks want public HTTPS.
    """
    if not url.isascii() or any(letter.isspace() for letter in url):
        return "the address has characters other than plain ASCII"
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "this is no web address"
    if parts.username or parts.password:
        return "the address asks for a password"
    if parts.scheme == "http" and not _is_near(parts.hostname):
        return "the address is not HTTPS"
    return None


def _is_near(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host
