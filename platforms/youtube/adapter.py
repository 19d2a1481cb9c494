"""Publishing to YouTube as the connected channel."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from platforms import fingerprint
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition
from platforms.content import Account, Content, MediaKind, Published, Rendition, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import PlatformError, Rejected, Step
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules
from platforms.youtube import login
from platforms.youtube.calls import Calls
from platforms.youtube.login import API_URL, LOGIN
from platforms.youtube.resource import compose
from platforms.youtube.rules import NETWORK, RULES
from platforms.youtube.uploads import forget, video_of

WATCH_URL = "https://www.youtube.com"
FIRST_LOOK_S, LONGEST_WAIT_S, MOST_LOOKS = 5.0, 60.0, 20

_WHY = {
    "codec": "it cannot read this codec",
    "conversion": "it could not convert the file",
    "emptyFile": "the file is empty",
    "invalidFile": "it does not know this kind of file",
    "tooSmall": "the file is too small",
    "claim": "somebody claims its content",
    "copyright": "of a copyright complaint",
    "duplicate": "it is there already",
    "inappropriate": "it found the content inappropriate",
    "legal": "of a legal complaint",
    "length": "it is too long for this channel",
    "termsOfUse": "it breaks the terms of use",
    "trademark": "of a trademark complaint",
    "uploaderAccountClosed": "the account is closed",
    "uploaderAccountSuspended": "the account is suspended",
}
"""https://developers.google.com/youtube/v3/docs/videos#status.failureReason and rejectionReason"""


class YouTube:
    """YouTube. https://developers.google.com/youtube/v3/docs/videos/insert"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(API_URL)
    logins: Mapping[str, Login] = MappingProxyType({LOGIN.flavour: LOGIN})

    def compose(self, content: Content) -> Composition:
        """Decide exactly what YouTube gets."""
        return compose(content)

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Upload the video, then its thumbnail, and look whether YouTube keeps it."""
        composition = self.compose(delivery.content)
        calls = Calls(wire, delivery.account)
        file = next(one for one in delivery.files if one.media.kind is MediaKind.VIDEO)
        thumbnails = [one for one in delivery.files if one.media.kind is MediaKind.IMAGE]
        checkpoint = f"video:{fingerprint.of_composition(composition, [file])}"
        video_id = wire.journal.reached(checkpoint)
        if not video_id:
            video_id = str((await video_of(composition, file, calls, wire))["id"])
            await wire.journal.checkpoint(checkpoint, video_id)
        for picture in thumbnails:
            await _set_thumbnail(video_id, picture, calls)
        await wire.journal.progress(0.95, "YouTube is processing the video")
        if refusal := await _refusal(video_id, calls, wire):
            await wire.journal.checkpoint(checkpoint, "")
            await forget(composition, file, wire)
            raise refusal
        return Published(video_id, permalink(wire.endpoints, video_id, file))

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask YouTube whose token this is."""
        channel = await Calls(wire, account).my_channel()
        snippet = channel.get("snippet") or {}
        handle = str(snippet.get("customUrl") or snippet.get("title") or channel["id"])
        return replace(account, remote_id=str(channel["id"]), handle=handle.removeprefix("@"))

    async def refresh(
        self,
        account: Account,  # noqa: ARG002 - other networks' renewal depends on the account
        refresh_token: str,
        wire: Wire,
    ) -> Tokens:
        """Get a fresh access token."""
        return await login.renew(refresh_token, wire)

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a consent for the tokens of the one channel that was chosen."""
        tokens = await login.trade(consent, wire)
        unnamed = replace(login.account_of(tokens), flavour=flavour)
        return (Claim(await self.whoami(unnamed, wire), tokens),)

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """End the grant: with one of its tokens all others end."""
        await login.revoke(refresh_token or account.access_token, wire)


def permalink(endpoints: Endpoints, video_id: str, file: Rendition) -> str:
    """Return where people can watch the video: an upright short one becomes a Short."""
    web_url = endpoints.beside(API_URL, WATCH_URL)
    if is_short(file):
        return f"{web_url}/shorts/{video_id}"
    return f"{web_url}/watch?v={video_id}"


def is_short(file: Rendition) -> bool:
    """Tell whether YouTube makes a Short of it. https://support.google.com/youtube/answer/15424877"""
    return file.width_px <= file.height_px and (file.duration_s or 0) <= 180


async def _set_thumbnail(video_id: str, picture: Rendition, calls: Calls) -> None:
    """Set the picture; the video is there, so no failure here may count."""
    data = await asyncio.to_thread(picture.path.read_bytes)
    try:
        await calls.set_thumbnail(video_id, data, picture.mime)
    except PlatformError:
        return


async def _refusal(video_id: str, calls: Calls, wire: Wire) -> Rejected | None:
    """Look until YouTube has processed the video; return what it says when it will not keep it."""
    wait_s = FIRST_LOOK_S
    for _ in range(MOST_LOOKS):
        try:
            video = await calls.video(video_id)
        except PlatformError:
            return None  # it is there; that nobody can look is no refusal
        status = (video or {}).get("status") or {}
        match status.get("uploadStatus"):
            case "failed" | "rejected" | "deleted":
                return _not_kept(status)
            case "processed":
                return None
        await wire.clock.sleep(wait_s)
        wait_s = min(2 * wait_s, LONGEST_WAIT_S)
    return None


def _not_kept(status: Mapping[str, Any]) -> Rejected:
    code = str(status.get("failureReason") or status.get("rejectionReason") or "")
    why = _WHY.get(code, "of a reason that it does not name")
    return Rejected(
        f"YouTube did not keep the video, because {why}.",
        network=NETWORK,
        step=Step.STATUS,
        code=code,
        advice=(
            "See in YouTube Studio why. If the video is fine, press Retry to upload it again;"
            " if not, change it, upload it and plan the post again."
        ),
    )
