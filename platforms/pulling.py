"""The addresses under which networks fetch files from Callboard."""

from __future__ import annotations

from platforms.content import Rendition
from platforms.errors import NeedsOwner, Step


def public_url(file: Rendition, *, network: str, label: str) -> str:
    """Return where ``network`` finds ``file``; raise ``NeedsOwner`` where it can find none."""
    if file.public_url is not None:
        return file.public_url
    raise NeedsOwner(
        f"{label} fetches files from Callboard, and this Callboard has no public address.",
        network=network,
        step=Step.PREPARE,
        advice="Ask whoever runs Callboard to set CALLBOARD_PUBLIC_URL, then press Retry.",
    )
