"""
The files of a post as its network takes them, made in a thread and found by signed addresses.

A file is made once for all posts and networks that take it in the same form, and pictures are
made one at a time: the answers that people wait for need the processor too.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from weakref import WeakValueDictionary

from platforms.content import Content, Media, MediaKind, Rendition
from platforms.errors import Rejected, Step
from platforms.media.prepare import form_of, prepare
from platforms.media.probe import NotMedia
from platforms.rules import Rules
from store.errors import NotFound
from store.files import AssetFiles

GONE_ADVICE = "Add the file again, then press Retry."
REMEMBERED = 1_000
"""Renditions that are found without being made again; the oldest is forgotten first."""


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
    _made: dict[tuple[object, ...], Rendition] = field(default_factory=dict)
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def of(self, content: Content, rules: Rules) -> tuple[Rendition, ...]:
        """Return one rendition a file, in order; raise ``Rejected`` for a file that is no use."""
        return tuple([await self._one(media, rules) for media in content.media])

    async def _one(self, media: Media, rules: Rules) -> Rendition:
        try:
            found = self._found(media, rules) or await self._in_turn(media, rules)
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
        return replace(found, media=media, public_url=self.media_url(found.path.name))

    async def _in_turn(self, media: Media, rules: Rules) -> Rendition:
        """Make it unless somebody else just did: pictures one by one, a video once at a time."""
        name = media.sha256 if media.kind is MediaKind.VIDEO else "pictures"
        async with self._turns.setdefault(name, asyncio.Lock()):
            return self._found(media, rules) or await self._make(media, rules)

    def _found(self, media: Media, rules: Rules) -> Rendition | None:
        """Return the rendition if it was made before and still lies there."""
        made = self._made.get(form_of(media, rules))
        try:
            if made is not None:
                os.utime(made.path)  # it is in use: the sweep of old renditions leaves it alone
        except FileNotFoundError:
            return None
        return made

    async def _make(self, media: Media, rules: Rules) -> Rendition:
        path = self.files.path_of(media.sha256)
        made = await asyncio.to_thread(prepare, path, media, rules, self.folder)
        os.utime(made.path)  # the same bytes may have been lying there for long
        self._made[form_of(media, rules)] = made
        while len(self._made) > REMEMBERED:
            del self._made[next(iter(self._made))]
        return made
