"""
Posts of text, a link or pictures, so that no crash and no lost answer makes a second one.

Facebook knows no key that makes a repeat harmless. But a post can be made unseen first: its id
is kept, and letting everybody see it can be repeated. Several pictures, and Pages that refuse
the switch, need one step; then the pictures' ids, or the text, find what is there already.

https://developers.facebook.com/docs/pages-api/posts
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from platforms.adapter import Wire
from platforms.content import Rendition
from platforms.errors import OutcomeUnknown, PlatformError, Rejected, Step, Unavailable
from platforms.facebook.calls import Calls
from platforms.facebook.earlier import Sought, find_settled, find_soon
from platforms.facebook.errors import ALREADY_POSTED, DUPLICATE, GONE, LINK_UNREAD, NO_SWITCH
from platforms.facebook.photos import UPLOADED, forget, photo_ids
from platforms.facebook.rules import NETWORK

LINK_WAITS_S = (3.0, 10.0)
"""A page that Facebook could not read is read again twice."""
SHOWING_WAITS_S = (1.0, 3.0, 10.0)
"""How long a post may still be told as unseen after it was shown."""

Make = Callable[[dict[str, str], Sequence[str]], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Posting:
    """One post about to be made; ``name`` is its fingerprint."""

    name: str
    text: str
    link: str
    files: tuple[Rendition, ...]
    calls: Calls
    wire: Wire

    async def post(self) -> str:
        """Return the id of the public post, made now or by an earlier attempt."""
        waiting = self._kept("waiting")
        if waiting and self._kept("tried") and await self._is_public(waiting):
            return waiting
        if len(self.files) > 1 or self._kept("at once"):
            return await self._at_once()
        if not waiting:
            waiting = await self._made(self.calls.make_post, await self._photos())
            await self._keep("waiting", waiting)
        await self.wire.journal.progress(UPLOADED, "Sending the post")
        return await self._shown(waiting)

    async def _shown(self, waiting: str) -> str:
        """Let everybody see the post, or make another one where this Page refuses that."""
        had_tried = await self._try_begins()
        try:
            await self.calls.show_post(waiting)
        except PlatformError as refusal:
            if refusal.code == ALREADY_POSTED:
                await self._start_over()
            if isinstance(refusal, OutcomeUnknown):
                raise
            if await self._was_shown(waiting, refusal, had_tried=had_tried):
                return waiting
            await self._try_failed(had_tried=had_tried)
            if refusal.code not in NO_SWITCH:
                raise
        else:
            return await self._seen(waiting)
        await self._start_over()
        await self._keep("at once", "yes")
        return await self._at_once()

    async def _was_shown(self, waiting: str, refusal: PlatformError, *, had_tried: bool) -> bool:
        """Tell whether the post is public though Facebook refuses to make it so."""
        if refusal.code not in NO_SWITCH | {DUPLICATE}:
            return False
        is_public = await self._is_public(waiting)
        if is_public is None and had_tried:
            raise _most_likely_there(refusal) from refusal
        return bool(is_public)

    async def _seen(self, waiting: str) -> str:
        """Make sure that everybody sees the post; that nobody can look is no doubt."""
        for wait_s in SHOWING_WAITS_S:
            if await self._is_public(waiting) is not False:
                return waiting
            await self.wire.clock.sleep(wait_s)
        await self._keep("at once", "yes")
        raise OutcomeUnknown(
            "Facebook said yes to the post, but still shows it to nobody.",
            network=NETWORK,
            step=Step.CREATE,
        )

    async def _at_once(self) -> str:
        """Make the post in one step, unless an earlier try turns out to have worked."""
        photos = await self._photos()
        sought, calls, wire = Sought(self.text, tuple(photos)), self.calls, self.wire
        await wire.journal.progress(UPLOADED, "Sending the post")
        had_tried = await self._try_begins()
        since = datetime.fromisoformat(self._kept("tried"))
        if had_tried and (found := await find_settled(sought, since, calls, wire)):
            return found
        try:
            return await self._made(calls.publish_post, photos)
        except PlatformError as refusal:
            if refusal.code == ALREADY_POSTED or (refusal.code == DUPLICATE and had_tried):
                if found := await find_soon(sought, since, calls, wire):
                    return found
                raise _most_likely_there(refusal) from refusal
            if not isinstance(refusal, OutcomeUnknown):
                await self._try_failed(had_tried=had_tried)
            raise

    async def _photos(self) -> list[str]:
        return await photo_ids(self.files, self.calls, self.wire)

    async def _made(self, make: Make, photos: Sequence[str]) -> str:
        """Make the post; pictures that Facebook lost, or has shown, are sent anew next time."""
        try:
            return await self._made_reading(make, photos)
        except PlatformError as refusal:
            if refusal.code in {ALREADY_POSTED, GONE}:
                await forget(self.files, self.wire)
            if photos and refusal.code == GONE:
                raise Unavailable(
                    "Facebook no longer has the post's pictures.",
                    network=NETWORK,
                    step=refusal.step,
                    code=refusal.code,
                ) from refusal
            raise

    async def _made_reading(self, make: Make, photos: Sequence[str]) -> str:
        """Make the post, again while Facebook cannot read the page behind its link."""
        told = {"message": self.text, "link": self.link}
        fields = {name: value for name, value in told.items() if value}
        for wait_s in LINK_WAITS_S:
            try:
                return await make(fields, photos)
            except Rejected as refusal:
                if refusal.code != LINK_UNREAD:
                    raise
            await self.wire.clock.sleep(wait_s)
        return await make(fields, photos)

    async def _is_public(self, post_id: str) -> bool | None:
        """Ask whether everybody sees a post; ``None`` where Facebook does not say."""
        try:
            told = (await self.calls.post(post_id)).get("is_published")
        except PlatformError:
            return None
        return told if isinstance(told, bool) else None

    async def _try_begins(self) -> bool:
        """Note when the first call was made that may have shown the post; tell whether one was."""
        had_tried = bool(self._kept("tried"))
        if not had_tried:
            await self._keep("tried", self.wire.clock.now().isoformat())
        return had_tried

    async def _try_failed(self, *, had_tried: bool) -> None:
        """Take the note back after a clear no, unless an earlier call is still in doubt."""
        if not had_tried:
            await self._keep("tried", "")

    async def _start_over(self) -> None:
        """Leave what waits unseen, and its pictures with it."""
        await self._keep("waiting", "")
        await forget(self.files, self.wire)

    def _kept(self, what: str) -> str:
        return self.wire.journal.reached(f"{what}:{self.name}") or ""

    async def _keep(self, what: str, value: str) -> None:
        await self.wire.journal.checkpoint(f"{what}:{self.name}", value)


def _most_likely_there(refusal: PlatformError) -> OutcomeUnknown:
    return OutcomeUnknown(
        "Facebook says that this was just posted, so an earlier try most likely worked.",
        network=NETWORK,
        step=Step.CREATE,
        code=refusal.code,
    )
