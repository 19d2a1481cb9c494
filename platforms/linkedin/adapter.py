"""Publishing to LinkedIn as a member or as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from platforms import fingerprint
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition
from platforms.content import Account, Content, Published, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import NeedsReconnect, Rejected, Step
from platforms.linkedin import login
from platforms.linkedin.calls import API_URL, ORGANIZATION, WEB_URL, Calls
from platforms.linkedin.creating import Creating
from platforms.linkedin.errors import LOST_FILE_CODES
from platforms.linkedin.login import LOGINS, named_member, named_page
from platforms.linkedin.resource import body_of, compose
from platforms.linkedin.rules import NETWORK, RULES
from platforms.linkedin.uploads import Tell, forget, urn_of
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules

_UPLOADED = 0.8
"""How far a post is when all its files are uploaded."""


class LinkedIn:
    """LinkedIn. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(API_URL)
    logins: Mapping[str, Login] = MappingProxyType(LOGINS)

    def compose(self, content: Content) -> Composition:
        """Decide exactly what LinkedIn gets."""
        return compose(content)

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Upload what is not uploaded yet, then create the post or find the one that is there."""
        composition = self.compose(delivery.content)
        account, files = delivery.account, delivery.files
        _refuse_connections_of_a_page(composition, account)
        calls = Calls(wire, account)
        urns = [
            await urn_of(file, calls, wire, _telling(wire, index, len(files)))
            for index, file in enumerate(files)
        ]
        await wire.journal.progress(_UPLOADED, "Sending the post")
        creating = Creating(
            body=body_of(composition, calls.author, files, urns),
            checkpoint=f"tried:{calls.author}:{fingerprint.of_composition(composition, files)}",
            calls=calls,
            wire=wire,
            lists_posts=account.flavour == ORGANIZATION,
        )
        try:
            urn = await creating.post()
        except Rejected as refusal:
            if refusal.code in LOST_FILE_CODES:
                await forget(files, calls, wire)
            raise
        return Published(urn, permalink(wire.endpoints, urn))

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask LinkedIn whose token this is; of a page, whether the token's member runs it."""
        calls = Calls(wire, account)
        if account.flavour != ORGANIZATION:
            return named_member(account, await calls.userinfo())
        page_id = account.remote_id or (await _pages(calls))[0]
        return named_page(account, await calls.page(page_id))

    async def refresh(self, account: Account, refresh_token: str, wire: Wire) -> Tokens:
        """Get a fresh access token where LinkedIn gave a refresh token, as to its partners."""
        return await login.renew(account, refresh_token, wire)

    async def claim(self, flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
        """Trade a consent for tokens: of the member, or of each page that the member runs."""
        tokens = await login.trade(flavour, consent, wire)
        unnamed = Account(
            id="",
            network=NETWORK,
            handle="",
            remote_id="",
            access_token=tokens.access_token,
            flavour=flavour,
            scopes=tokens.scopes,
            expires_at=tokens.expires_at,
        )
        if flavour != ORGANIZATION:
            return (Claim(await self.whoami(unnamed, wire), tokens),)
        pages = [
            replace(unnamed, remote_id=page_id) for page_id in await _pages(Calls(wire, unnamed))
        ]
        return tuple([Claim(await self.whoami(page, wire), tokens) for page in pages])

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """End a member's tokens; those of a page may serve other pages too, so they run out."""
        if account.flavour == ORGANIZATION:
            return
        for token in filter(None, (refresh_token, account.access_token)):
            await login.revoke(token, wire)


def permalink(endpoints: Endpoints, urn: str) -> str:
    """Return where people can open the post."""
    return f"{endpoints.beside(API_URL, WEB_URL)}/feed/update/{urn}/"


async def _pages(calls: Calls) -> list[str]:
    found = await calls.pages()
    if not found:
        raise NeedsReconnect(
            "This LinkedIn member administers no page.",
            network=NETWORK,
            step=Step.OAUTH,
            code="no_page",
            advice="Connect it as somebody whom the page lists as super admin.",
        )
    return found


def _refuse_connections_of_a_page(composition: Composition, account: Account) -> None:
    if account.flavour == ORGANIZATION and composition.options["visibility"] == "CONNECTIONS":
        raise Rejected(
            "A LinkedIn page has no connections, so its posts are for everybody.",
            network=NETWORK,
            step=Step.PREPARE,
            code="visibility",
            advice="Press Edit and let everybody see it, then press Retry.",
        )


def _telling(wire: Wire, index: int, count: int) -> Tell:
    async def tell(done: float) -> None:
        saying = f"Uploading file {index + 1} of {count}"
        await wire.journal.progress(_UPLOADED * (index + done) / count, saying)

    return tell
