"""
Connecting accounts through the networks' own pages, asked for by a person in a door.

The door gets an address of ours for the person's browser. Opening it leads to the network's
page and binds the question to that browser, so that an answer which somebody else carries
back, a second one and an old one connect nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import structlog

from platforms.errors import PlatformError
from platforms.login import Consent, Login, authorize_url
from scheduling.connecting import keep_claims, with_secrets
from scheduling.errors import Gone, NoAccount, NotAllowed, PlanningError
from scheduling.networks import Networks, NothingIrreversible
from scheduling.permission import require_author
from scheduling.views import Connected, Offer
from store import accounts, consents
from store.database import Database
from store.secrets import Keyring
from store.words import ConsentRequest, Integration, Person

log = structlog.get_logger(__name__)

ANSWER_WITHIN = timedelta(minutes=15)
AGAIN = "Go back to Slack and press Connect again."


class NotConnected(PlanningError):
    """A person's answer did not connect anything; nothing was kept."""

    advice = AGAIN


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the person's browser goes, and the secret that it has to bring back."""

    url: str
    browser: str = field(repr=False)


Tell = Callable[[Connected], Awaitable[None]]


class Consents:
    """
    Asks people whether Callboard may act for their accounts.

    ``tell`` hears of each success; a failure to say it changes nothing.
    """

    def __init__(
        self, *, database: Database, keyring: Keyring, networks: Networks, public_url: str
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._networks = networks
        self._public_url = public_url
        self.tell: Tell | None = None

    @property
    def is_public_over_tls(self) -> bool:
        """Whether browsers reach this Callboard over TLS, however it is reached inside."""
        return self._public_url.startswith("https://")

    def offers(self) -> list[Offer]:
        """List every login product, with what stands in its way here."""
        return [
            Offer(network, login, self._obstacle(network))
            for network, adapter in self._networks.adapters.items()
            for login in adapter.logins.values()
        ]

    async def ask(
        self, by: Person, network: str, flavour: str, *, reply_to: Mapping[str, object]
    ) -> str:
        """Return the address that this person opens to connect an account."""
        require_author(by, doing="connect accounts")
        self._login(network, flavour)
        if obstacle := self._obstacle(network):
            raise NoAccount(obstacle, networks=[network], advice="Ask whoever runs Callboard.")
        ticket, now = secrets.token_urlsafe(32), self._networks.clock.now()
        await self._database.write(
            partial(
                consents.ask,
                workspace_id=by.workspace_id,
                user_id=by.user_id,
                network=network,
                flavour=flavour,
                reply_to=reply_to,
                ticket=ticket,
                now=now,
                expires_at=now + ANSWER_WITHIN,
            )
        )
        return f"{self._public_url}/connect/{network}?ticket={ticket}"

    async def open(self, network: str, ticket: str) -> Opened:
        """Bind a question to the browser that opens it, and return the network's page."""
        state, browser, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        bound = await self._database.write(
            lambda db: consents.begin(
                db,
                self._keyring,
                ticket,
                state=state,
                browser=browser,
                verifier=verifier,
                now=self._networks.clock.now(),
            )
        )
        if bound is None or bound.network != network:
            raise Gone("This link was used already, or is too old.", advice=AGAIN)
        url = authorize_url(
            self._login(network, bound.flavour),
            self._networks.wire(network, NothingIrreversible()).endpoints,
            redirect_uri=self._redirect_uri(network),
            state=state,
            verifier=verifier,
        )
        return Opened(url, browser)

    async def finish(self, network: str, *, answer: Mapping[str, str], browser: str) -> Connected:
        """
        Take a person's answer as the network sent it back, and keep what it opened.

        Raises ``NotConnected`` with a sentence when nothing was connected.
        """
        request = await self._database.write(
            lambda db: consents.take(
                db,
                self._keyring,
                network=network,
                state=answer.get("state", ""),
                browser=browser,
                now=self._networks.clock.now(),
            )
        )
        if request is None:
            raise NotConnected(
                "This answer does not belong to a question that was asked in this browser,"
                " or it came a second time. Nothing was connected."
            )
        connected = Connected(request, await self._keep(request, answer))
        names = [one.handle for one in connected.accounts]
        log.info("account.connected", platform=network, accounts=len(names))
        if self.tell:
            await self.tell(connected)
        return connected

    async def disconnect(self, by: Person, account_id: str) -> Integration:
        """Forget an account's tokens, here and, where one can, at the network."""
        require_author(by, doing="disconnect accounts")
        found = await self._database.read(lambda db: accounts.get(db, account_id))
        if found is None or found.workspace_id != by.workspace_id:
            raise Gone("This account is not connected here.")
        wire = self._networks.wire(found.platform, NothingIrreversible())
        known = await self._database.read(lambda db: with_secrets(db, self._keyring, account_id))
        await self._database.write(lambda db: accounts.remove(db, by.workspace_id, account_id))
        if known:
            try:
                await self._networks.adapters[found.platform].revoke(*known, wire)
            except PlatformError as error:
                log.warning("account.not_revoked", account=account_id, reason=error.reason)
        return found

    async def _keep(
        self, request: ConsentRequest, answer: Mapping[str, str]
    ) -> tuple[Integration, ...]:
        label = self._login(request.network, request.flavour).label
        if not answer.get("code"):
            raise _refused(label, answer)
        consent = Consent(
            code=answer["code"],
            redirect_uri=self._redirect_uri(request.network),
            verifier=request.verifier,
            scopes=_words(answer.get("scope") or answer.get("scopes") or ""),
        )
        adapter = self._networks.adapters[request.network]
        wire = self._networks.wire(request.network, NothingIrreversible())
        try:
            claims = await adapter.claim(request.flavour, consent, wire)
        except PlatformError as error:
            raise NotConnected(f"{error.reason} Nothing was connected.", advice=AGAIN) from error
        if not claims:
            raise NotConnected(f"{label} opened no account that can publish.")
        login = self._login(request.network, request.flavour)
        for claim in claims:
            if missing := login.missing(claim.tokens.scopes):
                raise NotConnected(
                    f"{label} did not grant {' and '.join(missing)}, without which Callboard"
                    " cannot publish. Nothing was connected.",
                    advice="Press Connect again in Slack and leave every right allowed.",
                )
        now = self._networks.clock.now()
        return await self._database.write(
            lambda db: keep_claims(db, self._keyring, request, claims, now=now)
        )

    def _obstacle(self, network: str) -> str:
        label = self._networks.label(network)
        if not self._public_url:
            return (
                f"{label} cannot send anybody back to this Callboard:"
                " CALLBOARD_PUBLIC_URL is not set."
            )
        if not self._networks.wire(network, NothingIrreversible()).endpoints.client_id:
            return (
                f"This Callboard has no app at {label}:"
                f" CALLBOARD_{network.upper()}__CLIENT_ID is not set."
            )
        return ""

    def _login(self, network: str, flavour: str) -> Login:
        adapter = self._networks.adapters.get(network)
        login = adapter.logins.get(flavour) if adapter else None
        if login is None:
            raise NotAllowed(f"Callboard knows no network called {network!r}.", advice=AGAIN)
        return login

    def _redirect_uri(self, network: str) -> str:
        return f"{self._public_url}/connect/{network}/callback"


def _refused(label: str, answer: Mapping[str, str]) -> NotConnected:
    error = answer.get("error", "")
    if error in {"access_denied", "user_cancelled_login", "user_cancelled_authorize"}:
        return NotConnected(f"Access to {label} was not allowed. Nothing was connected.")
    if error in {"unauthorized_scope_error", "invalid_scope"}:
        return NotConnected(
            f"Callboard's app at {label} lacks a right that it asks for. Nothing was connected.",
            advice=f"Ask whoever runs Callboard to add {label}'s products to the app.",
        )
    named = f" ({error})" if error.isascii() and error.replace("_", "").isalnum() else ""
    return NotConnected(f"{label} refused the connection{named}. Nothing was connected.")


def _words(scopes: str) -> tuple[str, ...]:
    return tuple(scopes.replace(",", " ").split())
