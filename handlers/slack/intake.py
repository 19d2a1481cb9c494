"""Files from Slack: looked up, downloaded, checked by their bytes, kept."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.downloads import MOST_BYTES, Facts, FileRefused, download, gone, refuse_unfit
from handlers.slack.refused import reason
from platforms.clock import Clock
from platforms.media.fetch import NotFetched, fetch
from platforms.media.probe import NotMedia, probe
from store import assets
from store.database import Database
from store.files import AssetFiles
from store.ids import new_id
from store.words import Asset

MEDIA_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".mov"})
READY_AFTER_S = (0.0, 0.3, 0.7, 1.5, 3.0, 6.0, 12.0)
"""
How long to wait before each look at a fresh upload. Only its address is waited for: what a
file is, its bytes tell.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message's files."""

    assets: tuple[Asset, ...]
    refusals: tuple[FileRefused, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from, and what it is called there."""

    name: str
    alt_text: str = ""
    slack_file_id: str | None = None
    source_url: str | None = None


def leads_to_media(url: str) -> bool:
    """Whether a link names a picture or a clip, rather than a page to be shared."""
    return PurePosixPath(urlsplit(url).path).suffix.lower() in MEDIA_SUFFIXES


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files in; ``scratch`` is a folder on the same disk for downloads under way."""

    client: AsyncWebClient
    database: Database
    files: AssetFiles
    clock: Clock
    scratch: Path
    fetch_allow: frozenset[str] = frozenset()
    """``host:port`` places that links may lead to although they are private."""

    async def take_link(self, workspace_id: str, user_id: str, url: str) -> Asset | FileRefused:
        """Take the picture or clip behind a link that a person gave, by the safe way only."""
        name = PurePosixPath(urlsplit(url).path).name or "the linked file"
        self.scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            path = Path(folder) / "download"
            try:
                await fetch(url, to=path, allow=self.fetch_allow, max_bytes=MOST_BYTES)
                return await self._keep(workspace_id, user_id, path, Origin(name, source_url=url))
            except NotFetched as error:
                return FileRefused(f"{name}: {error.sentence}", error.advice)
            except FileRefused as refusal:
                return refusal

    async def take(self, workspace_id: str, user_id: str, files: Mapping[str, str]) -> Taken:
        """Take every file that is of use; say of each other one why not and what to do."""
        results = await asyncio.gather(
            *(self._one(workspace_id, user_id, file_id, name) for file_id, name in files.items())
        )
        return Taken(
            assets=tuple(one for one in results if isinstance(one, Asset)),
            refusals=tuple(one for one in results if isinstance(one, FileRefused)),
        )

    async def _one(
        self, workspace_id: str, user_id: str, file_id: str, name: str
    ) -> Asset | FileRefused:
        known = await self.database.read(
            lambda db: assets.for_slack_file(db, workspace_id, file_id)
        )
        if known:
            return known
        try:
            facts = await self._facts(file_id, name)
            name = str(facts.get("name") or facts.get("title") or name or file_id)
            refuse_unfit(name, facts)
            self.scratch.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
                path = Path(folder) / "download"
                await download(self.client, name, facts, path)
                origin = Origin(name, str(facts.get("alt_txt") or ""), str(facts["id"]))
                return await self._keep(workspace_id, user_id, path, origin)
        except FileRefused as refusal:
            return refusal

    async def _facts(self, file_id: str, name: str) -> Facts:
        facts: Facts = {}
        for pause_s in READY_AFTER_S:
            await asyncio.sleep(pause_s)
            try:
                facts = (await self.client.files_info(file=file_id))["file"]
            except SlackApiError as error:
                raise gone(name, reason(error)) from None
            if facts.get("mode") == "tombstone":
                raise gone(name, "file_deleted")
            if facts.get("url_private") or facts.get("mode") == "external":
                return facts
        return facts

    async def _keep(self, workspace_id: str, user_id: str, path: Path, origin: Origin) -> Asset:
        try:
            probed = await asyncio.to_thread(probe, path)
        except NotMedia as error:
            raise FileRefused(f"{origin.name}: {error.sentence}", error.advice) from None
        sha256 = await asyncio.to_thread(self.files.keep, path)
        asset = Asset(
            id=new_id(),
            workspace_id=workspace_id,
            user_id=user_id,
            sha256=sha256,
            kind=probed.kind,
            mime=probed.mime,
            size_bytes=probed.size_bytes,
            width_px=probed.width_px,
            height_px=probed.height_px,
            duration_s=probed.duration_s,
            filename=origin.name,
            alt_text=origin.alt_text,
            slack_file_id=origin.slack_file_id,
            source_url=origin.source_url,
            created_at=self.clock.now(),
        )
        return await self.database.write(lambda db: assets.add(db, asset))
