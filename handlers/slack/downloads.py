"""Downloads from Slack: the token goes to Slack's own hosts only, and a login page is no file."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

log = structlog.get_logger(__name__)

MOST_BYTES = 512 * 1024 * 1024
"""The largest file any network takes (X: 512 MB of video); more is refused before downloading."""
DOWNLOAD_TIMEOUT_S = 300.0
CHUNK_BYTES = 256 * 1024
SLACK_HOSTS = ("slack.com", "slack-files.com", "slack-edge.com")

Facts = Mapping[str, object]
"""What ``files.info`` says of a file."""


class FileRefused(Exception):
    """A file was not taken; sentence and advice are for the person who sent it."""

    def __init__(self, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice


def refuse_unfit(name: str, facts: Facts) -> None:
    """Refuse what can be refused by its facts alone, before a byte is downloaded."""
    if facts.get("mode") == "external" or facts.get("is_external"):
        raise FileRefused(
            f"{name} is a link to another service, not a file in Slack.",
            "Upload the file itself.",
        )
    size = facts.get("size")
    if isinstance(size, int) and size > MOST_BYTES:
        raise _too_large(name, size)
    if size == 0:
        raise FileRefused(f"{name} is empty: it has 0 bytes.", "Upload it again.")


async def download(client: AsyncWebClient, name: str, facts: Facts, to: Path) -> None:
    """Write the file's bytes to ``to``; raise ``FileRefused`` if they are not to be had."""
    url = str(facts.get("url_private_download") or facts.get("url_private") or "")
    if not is_slacks(url, client.base_url):
        raise FileRefused(f"Slack gave no usable address for {name}.", "Upload it again.")
    timeout = aiohttp.ClientTimeout(total=DOWNLOAD_TIMEOUT_S)
    headers = {"Authorization": f"Bearer {client.token}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status == 404:
                raise gone(name, "file_deleted")
            if answer.status >= 500 or answer.status == 429:
                raise _not_now(name)
            if answer.status != 200 or answer.content_type == "text/html":
                raise _login_page(name)
            written = await _write(answer, to, name)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("slack.download_failed", file=facts.get("id"), error=type(error).__name__)
        raise _not_now(name) from None
    size = facts.get("size")
    if isinstance(size, int) and written != size:
        raise FileRefused(
            f"{name} arrived incomplete: {written} of {size} bytes.", "Upload it again."
        )


def is_slacks(url: str, api_url: str) -> bool:
    """Guard the token: it goes to Slack's hosts, or to the host our Slack API is on."""
    parts, own = urlsplit(url), urlsplit(api_url)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and any(
        host == slack or host.endswith("." + slack) for slack in SLACK_HOSTS
    )


def gone(name: str, code: str) -> FileRefused:
    """Word what it means that Slack does not know the file (any more); its name may be unknown."""
    named = f"The file {name}" if name else "A file"
    if code in {"file_not_found", "file_deleted", "not_visible"}:
        return FileRefused(
            f"{named} was deleted, or I may not see it, before I could read it.",
            "Upload it again.",
        )
    return FileRefused(
        f"Slack did not let me read {named[0].lower()}{named[1:]} ({code}).",
        "Upload it again; if this stays, reinstall the app so that it may read files.",
    )


async def _write(answer: aiohttp.ClientResponse, to: Path, name: str) -> int:
    written = 0
    try:
        with await asyncio.to_thread(to.open, "wb") as file:
            async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
                written += len(chunk)
                if written > MOST_BYTES:
                    raise _too_large(name, written)
                await asyncio.to_thread(file.write, chunk)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise FileRefused(
            f"{name} could not be kept: Callboard's disk is full.",
            "Tell whoever runs Callboard to make room, then upload it again.",
        ) from None
    return written


def _too_large(name: str, size: int) -> FileRefused:
    return FileRefused(
        f"{name} has {size / 2**20:,.0f} MB or more, which no network takes.",
        f"Upload a file of at most {MOST_BYTES // 2**20} MB.",
    )


def _not_now(name: str) -> FileRefused:
    return FileRefused(
        f"{name} could not be downloaded from Slack just now.",
        "Upload it again in this thread.",
    )


def _login_page(name: str) -> FileRefused:
    return FileRefused(
        f"Slack sent a login page instead of {name}: the bot's token may not read files.",
        "Ask an admin to reinstall the app with the scope files:read, then upload it again.",
    )
