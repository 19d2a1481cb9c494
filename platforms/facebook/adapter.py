"""Publishing to a Facebook Page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from platforms import fingerprint
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition, Part
from platforms.content import Account, Content, Kind, Published, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import PlatformError
from platforms.facebook import login
from platforms.facebook.calls import Calls
from platforms.facebook.posting import Posting
from platforms.facebook.reels import Reel
from platforms.facebook.rules import NETWORK, RULES
from platforms.graph.calls import FACEBOOK_URL, form_of
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules
from platforms.text import final_text

WEB_URL = "https://www.facebook.com"


class Facebook:
    """Facebook Pages. https://developers.facebook.com/docs/pages-api"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(FACEBOOK_URL)
    logins: Mapping[str, Login] = MappingProxyType({login.LOGIN.flavour: login.LOGIN})

    def compose(self, content: Content) -> Composition:
        """Decide exactly what Facebook gets; a link has a card where no picture stands."""
        card = {"link": content.link} if content.kind is Kind.LINK else {}
        part = Part(final_text(content), content.media)
        return Composition(NETWORK, (part,), {**card, **content.options})

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Make the post, or find the one that an earlier attempt made."""
        composition, calls = self.compose(delivery.content), Calls(wire, delivery.account)
        name = fingerprint.of_composition(composition, delivery.files)
        text, options = composition.parts[0].text, composition.options
        if delivery.content.kind is not Kind.VIDEO:
            link = str(options.get("link") or "")
            posting = Posting(name, text, link, delivery.files, calls, wire)
            return await _shown_post(await posting.post(), calls, wire)
        fields = {**({"description": text} if text else {}), **form_of(options)}
        reel = Reel(name, fields, delivery.files[0], calls, wire)
        video_id, remark = await reel.publish()
        return await _shown_reel(video_id, remark, delivery.account, calls, wire)

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask Facebook which Page this token belongs to."""
        return login.named(account, await Calls(wire, account).me())

    async def refresh(self, account: Account, refresh_token: str, wire: Wire) -> Tokens:
        """Get the Page's token anew, for as long as its person's token lives."""
        return await login.renew(account, refresh_token, wire)

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a consent for the tokens of every Page on which the person may post."""
        return await login.claims(flavour, consent, wire)

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """Do nothing: giving back one Page's access would end that of all the person's Pages."""
        del account, refresh_token, wire


async def _shown_post(post_id: str, calls: Calls, wire: Wire) -> Published:
    """Read the post's address; the post is live, so no failure here may count."""
    try:
        told = (await calls.post(post_id)).get("permalink_url")
    except PlatformError:
        told = None
    return Published(post_id, _address(str(told or f"/{post_id}"), wire))


async def _shown_reel(
    video_id: str, remark: str, account: Account, calls: Calls, wire: Wire
) -> Published:
    """Read the reel's address and its post's id; the video's own stands in for what is missing."""
    try:
        told = await calls.reel(video_id)
    except PlatformError:
        told = {}
    post_id = str(told.get("post_id") or "")
    if post_id and "_" not in post_id:
        post_id = f"{account.remote_id}_{post_id}"
    url = _address(str(told.get("permalink_url") or f"/reel/{video_id}"), wire)
    return Published(post_id or video_id, url, remark)


def _address(told: str, wire: Wire) -> str:
    """Return an address that people can open; of videos Facebook tells only its end."""
    if not told.startswith("/"):
        return told
    return wire.endpoints.beside(FACEBOOK_URL, WEB_URL) + told
