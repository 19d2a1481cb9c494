"""Publishing to TikTok: videos are sent in chunks, photos are fetched; then TikTok is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from platforms import fingerprint
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition
from platforms.content import Account, Content, Kind, Published, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import OutcomeUnknown, Step
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules
from platforms.tiktok import following, login, photos, uploads
from platforms.tiktok.calls import Calls
from platforms.tiktok.errors import of_failure
from platforms.tiktok.login import API_URL, LOGIN
from platforms.tiktok.photos import Found
from platforms.tiktok.resource import compose
from platforms.tiktok.rules import NETWORK, PUBLIC, RULES

WEB_URL = "https://www.tiktok.com"
FINISH = (
    "It waits in the inbox of the TikTok app. Finish it there, and add the text if it is missing."
)


class TikTok:
    """TikTok. https://developers.tiktok.com/doc/content-posting-api-get-started"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(API_URL)
    logins: Mapping[str, Login] = MappingProxyType({LOGIN.flavour: LOGIN})

    def compose(self, content: Content) -> Composition:
        """Decide exactly what TikTok gets."""
        return compose(content)

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Hand the files over, unless an earlier attempt did, and see what becomes of them."""
        composition = self.compose(delivery.content)
        calls = Calls(wire, delivery.account)
        checkpoint = f"publication:{fingerprint.of_composition(composition, delivery.files)}"
        try:
            made = await _handed_over(composition, delivery, checkpoint, calls, wire)
            if isinstance(made, Found):
                return Published(made.post_id, _permalink(delivery, made.post_id, wire))
            await wire.journal.progress(0.9, "TikTok is processing the post")
            standing = await following.ended(made, calls, wire)
        except OutcomeUnknown as silence:
            if silence.step is Step.STATUS:
                await _remember_silence(checkpoint, wire)
            raise
        if standing.status == following.FAILED:
            await wire.journal.checkpoint(checkpoint, "")
            raise of_failure(standing.fail_reason)
        if standing.status == following.DELIVERED:
            return Published(made, remark=FINISH)
        post_id = next(iter(standing.post_ids), None)
        if post_id is None and composition.options.get("privacy_level") == PUBLIC:
            post_id = await following.post_id_of(made, calls, wire)
        return Published(post_id or made, post_id and _permalink(delivery, post_id, wire))

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask TikTok whose token this is."""
        remote_id, handle = await Calls(wire, account).me()
        return replace(account, remote_id=remote_id, handle=handle)

    async def refresh(
        self,
        account: Account,  # noqa: ARG002 - other networks' renewal depends on the account
        refresh_token: str,
        wire: Wire,
    ) -> Tokens:
        """Trade the refresh token in; TikTok may answer with a new one, and the old one dies."""
        return await login.renew(refresh_token, wire)

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a consent for the tokens of the one account that gave it."""
        tokens = await login.trade(consent, wire)
        unnamed = Account("", NETWORK, "", "", tokens.access_token, flavour, tokens.scopes)
        return (Claim(await self.whoami(unnamed, wire), tokens),)

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """Take Callboard's access to the account away."""
        await login.revoke(account, refresh_token, wire)


async def _handed_over(
    composition: Composition, delivery: Delivery, checkpoint: str, calls: Calls, wire: Wire
) -> str | Found:
    """Return the id under which TikTok tells about the post, or the post itself."""
    files = delivery.files
    if delivery.content.kind is Kind.VIDEO:
        return await uploads.publication_of(composition, files[0], checkpoint, calls, wire)
    return await photos.publication_of(composition, files, checkpoint, calls, wire)


async def _remember_silence(checkpoint: str, wire: Wire) -> None:
    """
    Note that TikTok did not say what became of a publication.

    After the second time, which a person asked for, it is given up, so that the next attempt,
    which a person asks for again, begins anew.
    """
    name = f"silent:{checkpoint}"
    is_second = bool(wire.journal.reached(name))
    if is_second:
        await wire.journal.checkpoint(checkpoint, "")
    await wire.journal.checkpoint(name, "" if is_second else "yes")


def _permalink(delivery: Delivery, post_id: str, wire: Wire) -> str:
    """Return where people can open the post."""
    web_url = wire.endpoints.beside(API_URL, WEB_URL)
    kind = "video" if delivery.content.kind is Kind.VIDEO else "photo"
    return f"{web_url}/@{delivery.account.handle}/{kind}/{post_id}"
