"""The files of a post as its network takes them, made in a thread and found by signed addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from platforms.content import Content, Media, Rendition
from platforms.errors import Rejected, Step
from platforms.media.prepare import prepare
from platforms.media.probe import NotMedia
from platforms.rules import Rules
from store.errors import NotFound
from store.files import AssetFiles

GONE_ADVICE = "Add the file again, then press Retry."


@dataclass(frozen=True, slots=True)
class Renditions:
    """
    Makes renditions in ``folder``.

    ``media_url`` turns a rendition's file name into a short-lived signed address, or into
    ``None`` where Callboard has no public address.
    """

    files: AssetFiles
    folder: Path
    media_url: Callable[[str], str | None]

    async def of(self, content: Content, rules: Rules) -> tuple[Rendition, ...]:
        """Return one rendition a file, in order; raise ``Rejected`` for a file that is no use."""
        return tuple([await self._one(media, rules) for media in content.media])

    async def _one(self, media: Media, rules: Rules) -> Rendition:
        try:
            path = self.files.path_of(media.sha256)
            made = await asyncio.to_thread(prepare, path, media, rules, self.folder)
        except NotFound as error:
            raise Rejected(
                f"The file {media.filename or media.id} is no longer kept.",
                network=rules.network,
                step=Step.PREPARE,
                advice=GONE_ADVICE,
            ) from error
        except NotMedia as error:
            raise Rejected(
                error.sentence, network=rules.network, step=Step.PREPARE, advice=error.advice
            ) from error
        made.path.touch()  # it is in use: the sweep of old renditions leaves it alone
        return replace(made, public_url=self.media_url(made.path.name))
