"""Publishing to Instagram: containers that pull media from us, polled, then made public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from platforms import oauth
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition, Part
from platforms.content import Account, Content, Published, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import OutcomeUnknown, PlatformError
from platforms.instagram.calls import FACEBOOK, INSTAGRAM_URL, Calls, api_url
from platforms.instagram.containers import (
    PUBLISHED,
    make_ready,
    media_type_of,
    parent_checkpoint,
)
from platforms.instagram.earlier import Try, adopt, is_live, recall
from platforms.instagram.errors import classify
from platforms.instagram.login import LOGINS, RENEWED, WITH_FACEBOOK, account_of, trade
from platforms.instagram.rules import NETWORK, RULES
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules
from platforms.text import final_text

_MAYBE_PUBLISHED = frozenset({"24", "100"})
"""How Instagram may refuse a container that is published already: look before believing it."""


class Instagram:
    """Instagram. https://developers.facebook.com/docs/instagram-platform/content-publishing"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(INSTAGRAM_URL)
    logins: Mapping[str, Login] = MappingProxyType(LOGINS)

    def compose(self, content: Content) -> Composition:
        """Decide exactly what Instagram gets."""
        media_type = media_type_of(content.kind)
        options = {**({"media_type": media_type} if media_type else {}), **content.options}
        return Composition(NETWORK, (Part(final_text(content), content.media),), options)

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Make the post's container ready, then publish it; a container yields one post at most."""
        composition = self.compose(delivery.content)
        text = composition.parts[0].text
        calls = Calls(wire, delivery.account)
        checkpoint = parent_checkpoint(composition, delivery.files)
        earlier = recall(wire.journal.reached(f"tried:{checkpoint}"))
        if earlier is not None and await _worked(earlier, checkpoint, calls, wire):
            return await adopt(earlier.container, text, earlier.at, calls)
        container = await make_ready(composition, delivery.files, calls, wire)
        this = Try(container, earlier.at if earlier else wire.clock.now())
        await wire.journal.progress(0.9, "Publishing")
        return await _published(this, text, f"tried:{checkpoint}", calls, wire)

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask Instagram whose token this is."""
        remote_id, handle = await Calls(wire, account).me()
        return replace(account, remote_id=remote_id, handle=handle)

    async def refresh(self, account: Account, refresh_token: str, wire: Wire) -> Tokens:
        """
        Renew a token before its 60 days are over.

        With Instagram's login the long-lived token is its own refresh token. With Facebook's
        the person's token is renewed, and with it the Page's token that publishes.
        """
        old, url = refresh_token or account.access_token, api_url(account, wire)
        if account.flavour != FACEBOOK:
            tokens = await oauth.refresh(RENEWED, old, wire, classify, api_url=url)
            return replace(tokens, refresh_token=tokens.access_token)
        persons = await oauth.refresh(WITH_FACEBOOK, old, wire, classify, api_url=url)
        asking = Calls(wire, replace(account, access_token=persons.access_token))
        page_token = await asking.page_token()
        return replace(persons, access_token=page_token, refresh_token=persons.access_token)

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a consent for tokens; with Facebook, one for each Page with an account."""
        tokens = await trade(flavour, consent, wire)
        unnamed = account_of(flavour, tokens)
        if flavour != FACEBOOK:
            return (Claim(await self.whoami(unnamed, wire), tokens),)
        calls = Calls(wire, unnamed)
        scopes = await calls.granted()
        return tuple(
            Claim(
                replace(unnamed, remote_id=remote_id, handle=handle, access_token=page_token),
                replace(
                    tokens,
                    access_token=page_token,
                    refresh_token=tokens.access_token,
                    scopes=scopes,
                ),
            )
            for remote_id, handle, page_token in await calls.accounts()
        )

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """Do nothing: people take the app out in Instagram's own settings."""
        del account, refresh_token, wire


async def _worked(earlier: Try, checkpoint: str, calls: Calls, wire: Wire) -> bool:
    """Ask whether the earlier call worked; where nobody can tell, a person decides what is next."""
    try:
        return await is_live(earlier, calls, wire)
    except OutcomeUnknown:
        await wire.journal.checkpoint(checkpoint, "")
        await wire.journal.checkpoint(f"tried:{checkpoint}", "")
        raise


async def _published(this: Try, text: str, checkpoint: str, calls: Calls, wire: Wire) -> Published:
    """Publish, remembering the try unless Instagram clearly refused it."""
    await wire.journal.checkpoint(checkpoint, this.as_text())
    try:
        media_id = await calls.publish_container(this.container)
    except OutcomeUnknown:
        raise
    except PlatformError as refusal:
        if refusal.code.partition("/")[0] in _MAYBE_PUBLISHED and await _is_published(this, calls):
            return await adopt(this.container, text, this.at, calls)
        await wire.journal.checkpoint(checkpoint, "")
        raise
    return Published(media_id, await _permalink(media_id, calls))


async def _is_published(this: Try, calls: Calls) -> bool:
    try:
        status, _ = await calls.container_status(this.container)
    except PlatformError:
        return False
    return status == PUBLISHED


async def _permalink(media_id: str, calls: Calls) -> str | None:
    """Read the post's address; the post is live, so no failure here may count."""
    try:
        return await calls.permalink(media_id)
    except PlatformError:
        return None
