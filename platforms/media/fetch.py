"""The one safe way to get a file from an address that a person gave us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpcore
import httpx

from platforms.media.addresses import CheckedBackend, PrivateAddress, Resolve
from platforms.media.sniff import NEEDED_BYTES, PICTURES, VIDEOS, WEB_PAGE, sniff

MAX_REDIRECTS = 5
TIME_LIMIT_S = 120.0
MAX_BYTES = 512 * 1024 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = (
    (b"Accept", b"image/*, video/*"),
    (b"Accept-Encoding", b"identity"),
    (b"User-Agent", b"Callboard"),
)
_PUBLIC_LINK = "Use a public http or https link to the file itself, or add the file to Slack."


class NotFetched(Exception):
    """The file could not be fetched, or must not be; ``sentence`` says why."""

    def __init__(self, sentence: str, advice: str = _PUBLIC_LINK) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on disk, with the type its bytes told and the address it finally came from."""

    path: Path
    mime: str
    size_bytes: int
    url: str


async def fetch(
    url: str,
    *,
    to: Path,
    allow: frozenset[str] = frozenset(),
    max_bytes: int = MAX_BYTES,
    time_limit_s: float = TIME_LIMIT_S,
    resolve: Resolve | None = None,
) -> Fetched:
    """
    Download a picture or video into ``to``.

    Only http and https, only public addresses (``allow`` lists ``host:port`` exceptions),
    checked again after each redirect; at most ``max_bytes``; judged by its bytes. Raises
    ``NotFetched`` and leaves no file behind.
    """
    try:
        return await _limited(url, to, max_bytes, time_limit_s, CheckedBackend(allow, resolve))
    except NotFetched:
        await asyncio.to_thread(to.unlink, missing_ok=True)
        raise


async def _limited(
    url: str, to: Path, max_bytes: int, time_limit_s: float, backend: CheckedBackend
) -> Fetched:
    """Fetch within the time limit; every fault of the way becomes a ``NotFetched``."""
    try:
        async with (
            asyncio.timeout(time_limit_s),
            httpcore.AsyncConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                max_keepalive_connections=0,
                network_backend=backend,
            ) as pool,
        ):
            return await _follow(pool, _checked(url), to, max_bytes)
    except PrivateAddress as error:
        sentence = f"The link leads to {error}, which is not on the public internet."
        raise NotFetched(sentence) from error
    except TimeoutError as error:
        raise NotFetched(f"The file did not arrive within {time_limit_s:.0f} seconds.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        raise NotFetched("The link could not be reached.") from error


def _checked(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotFetched("This is not a link.") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise NotFetched("Only http and https links can be fetched.")
    if parsed.userinfo:
        raise NotFetched("The link holds a user name or password, which is not safe to use.")
    return parsed


async def _follow(
    pool: httpcore.AsyncConnectionPool, url: httpx.URL, to: Path, max_bytes: int
) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        extensions = {"timeout": httpx.Timeout(20.0).as_dict()}
        async with pool.stream(
            "GET",
            str(url),
            headers=[(b"Host", url.netloc), *_HEADERS],
            extensions=extensions,
        ) as response:
            headers = httpx.Headers(response.headers)
            if response.status in _REDIRECTS and "location" in headers:
                url = _checked(str(url.join(headers["location"])))
                continue
            _refuse_status(response.status)
            if int(headers.get("content-length", "0")) > max_bytes:
                raise _too_large(max_bytes)
            mime, size = await _store(response.aiter_stream(), to, max_bytes)
            return Fetched(to, mime, size, str(url))
    raise NotFetched("The link leads from one redirect to the next without an end.")


def _refuse_status(status: int) -> None:
    if status in {401, 403}:
        raise NotFetched("The link asks for a login.")
    if status in {404, 410}:
        raise NotFetched("There is no file at this link any more.")
    if status != 200:
        raise NotFetched(f"The server of this link answered with error {status}.")


async def _store(chunks: AsyncIterator[bytes], to: Path, max_bytes: int) -> tuple[str, int]:
    file: BinaryIO = await asyncio.to_thread(to.open, "wb")
    head, size, mime = b"", 0, None
    with file:
        async for chunk in chunks:
            size += len(chunk)
            if size > max_bytes:
                raise _too_large(max_bytes)
            file.write(chunk)
            if mime is None:
                head += chunk
                if len(head) >= NEEDED_BYTES:
                    mime = _media_type(head)
    return mime or _media_type(head), size


def _media_type(head: bytes) -> str:
    mime = sniff(head)
    if mime == WEB_PAGE:
        raise NotFetched("The link leads to a web page and not to a picture or video.")
    if mime not in PICTURES | VIDEOS:
        raise NotFetched("There is no picture or video at this link.")
    return str(mime)


def _too_large(max_bytes: int) -> NotFetched:
    advice = "Use a smaller file."
    return NotFetched(f"The file is larger than {max_bytes / 1e6:,.0f} MB.", advice)
