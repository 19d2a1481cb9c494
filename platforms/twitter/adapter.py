"""Publishing to X as the connected account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from platforms import fingerprint, oauth
from platforms.adapter import Delivery, Wire
from platforms.composition import Composition, Part
from platforms.content import Account, Content, Published, Tokens
from platforms.endpoints import Endpoints
from platforms.errors import NeedsReconnect, OutcomeUnknown, Rejected, Step
from platforms.http import no_clear_answer
from platforms.login import Claim, Consent, Login
from platforms.rules import Rules
from platforms.text import final_text
from platforms.twitter.calls import Calls
from platforms.twitter.errors import classify
from platforms.twitter.login import LOGIN, TOKENS
from platforms.twitter.rules import NETWORK, RULES
from platforms.twitter.uploads import Tell, media_id_of

API_URL = "https://api.x.com"
WEB_URL = "https://x.com"
_UPLOADED = 0.8
"""How far a post is when all its files are uploaded."""


class Twitter:
    """X. https://docs.x.com/x-api/posts/create-post"""

    network: str = NETWORK
    rules: Rules = RULES
    default_endpoints = Endpoints(API_URL)
    logins: Mapping[str, Login] = MappingProxyType({LOGIN.flavour: LOGIN})

    def compose(self, content: Content) -> Composition:
        """Decide exactly what X gets; a setting that is off is left out, X takes no ``false``."""
        options = {name: value for name, value in content.options.items() if value}
        return Composition(NETWORK, (Part(final_text(content), content.media),), options)

    async def publish(self, delivery: Delivery, wire: Wire) -> Published:
        """Upload what is not uploaded yet, then create the post."""
        composition = self.compose(delivery.content)
        calls = Calls(wire, delivery.account)
        media_ids = [
            await media_id_of(file, calls, wire, _telling(wire, index, len(delivery.files)))
            for index, file in enumerate(delivery.files)
        ]
        await wire.journal.progress(_UPLOADED, "Sending the post")
        name = f"unanswered:{fingerprint.of_composition(composition, delivery.files)}"
        post_id = await _created(composition, media_ids, calls, wire, name)
        return Published(post_id, permalink(wire.endpoints, delivery.account.handle, post_id))

    async def whoami(self, account: Account, wire: Wire) -> Account:
        """Ask X whose token this is."""
        data = await Calls(wire, account).me()
        if not data.get("id") or not data.get("username"):
            reason = "X did not say whose token this is."
            raise NeedsReconnect(reason, network=NETWORK, step=Step.OAUTH)
        return replace(account, remote_id=str(data["id"]), handle=str(data["username"]))

    async def refresh(
        self,
        account: Account,  # noqa: ARG002 - other networks' renewal depends on the account
        refresh_token: str,
        wire: Wire,
    ) -> Tokens:
        """Trade the refresh token in; X answers with a new one and the old one dies."""
        return await oauth.refresh(TOKENS, refresh_token, wire, classify)

    async def claim(
        self,
        flavour: str,
        consent: Consent,
        wire: Wire,
    ) -> tuple[Claim, ...]:
        """Trade a consent for the tokens of the one account that gave it."""
        tokens = await oauth.trade_code(TOKENS, consent, wire, classify)
        unnamed = Account("", NETWORK, "", "", tokens.access_token, flavour, tokens.scopes)
        return (Claim(await self.whoami(unnamed, wire), tokens),)

    async def revoke(self, account: Account, refresh_token: str, wire: Wire) -> None:
        """End both tokens."""
        for token in filter(None, (refresh_token, account.access_token)):
            await oauth.revoke(TOKENS, "/2/oauth2/revoke", token, wire, classify)


async def _created(
    composition: Composition, media_ids: Sequence[str], calls: Calls, wire: Wire, name: str
) -> str:
    """
    Create the post, remembering under ``name`` when X gave no clear answer.

    A refusal as duplicate after such a silence most likely means that the first try worked.
    """
    try:
        post_id = await calls.create_post(composition, media_ids)
        if post_id is None:
            raise no_clear_answer(NETWORK, Step.CREATE)
    except OutcomeUnknown:
        await wire.journal.checkpoint(name, "yes")
        raise
    except Rejected as error:
        if error.code == "duplicate" and wire.journal.reached(name):
            raise OutcomeUnknown(
                "X says the same text was just posted, so the first try most likely worked.",
                network=NETWORK,
                step=Step.CREATE,
                code=error.code,
            ) from error
        raise
    return post_id


def permalink(endpoints: Endpoints, handle: str, post_id: str) -> str:
    """Return where people can open the post; a stand-in shows its posts at its own address."""
    web_url = WEB_URL if endpoints.api_url == API_URL else endpoints.api_url
    return f"{web_url}/{handle}/status/{post_id}"


def _telling(wire: Wire, index: int, count: int) -> Tell:
    async def tell(done: float) -> None:
        saying = f"Uploading file {index + 1} of {count}"
        await wire.journal.progress(_UPLOADED * (index + done) / count, saying)

    return tell
