"""Short-lived signed addresses of renditions, for networks that fetch media from us."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath

from platforms.clock import Clock

LIFETIME = timedelta(hours=2)
"""Long enough for a slow network's queue; a network that comes later gets a new address."""

SIGNATURE_CHARS = 43


class BadMediaLink(Exception):
    """The address was not made by us, was changed, or is too old."""

    advice = "Ask for the post to be published again; a fresh address is made then."


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """Makes and checks addresses. ``public_url`` is empty where we have no public address."""

    public_url: str
    clock: Clock
    key: bytes = field(repr=False)

    def url(self, filename: str) -> str | None:
        """Return an address for the rendition called ``filename``, or ``None`` without one."""
        if not self.public_url:
            return None
        expires = int((self.clock.now() + LIFETIME).timestamp())
        return f"{self.public_url}/media/{expires}-{self._sign(expires, filename)}-{filename}"

    def open(self, signed: str) -> str:
        """Return the filename that ``signed`` stands for; raise ``BadMediaLink`` otherwise."""
        expires, _, rest = signed.partition("-")
        signature, filename = rest[:SIGNATURE_CHARS], rest[SIGNATURE_CHARS + 1 :]
        if not expires.isdigit() or PurePosixPath(filename).name != filename or not filename:
            raise BadMediaLink("This is not a media address of ours.")
        if not hmac.compare_digest(signature, self._sign(int(expires), filename)):
            raise BadMediaLink("This media address was changed.")
        if int(expires) < self.clock.now().timestamp():
            raise BadMediaLink("This media address has expired.")
        return filename

    def _sign(self, expires: int, filename: str) -> str:
        digest = hmac.digest(self.key, f"{expires}\n{filename}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
