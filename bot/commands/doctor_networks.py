"""
What the doctor finds about the networks: their settings, our address, their answers, the clock.

The credentials are tried with a code that nobody was given. A network looks at the app before
it looks at the code, so a refusal of the code says that the app is known. Nothing is changed by
it anywhere, and no account is needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from bot.foundation import endpoints
from bot.settings import NetworkSettings, Settings
from platforms.adapter import Adapter, Wire
from platforms.clock import Clock
from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    NotSent,
    PlatformError,
    RateLimited,
    Rejected,
    Unavailable,
)
from platforms.login import Consent
from platforms.registry import ADAPTERS
from scheduling.networks import NothingIrreversible

Verdict = tuple[bool, str]
"""Whether it is fine, and the sentence that says so or what to do."""

MOST_CLOCK_DRIFT_S = 30.0
TAKES_PUBLIC_APPS = frozenset({"twitter"})
"""Where an app may have no secret. https://docs.x.com/fundamentals/authentication/oauth-2-0"""
DEAD_CODE: Mapping[str, frozenset[str]] = {
    "linkedin": frozenset({"invalid_grant", "invalid_request"}),
    "tiktok": frozenset({"invalid_grant"}),
    "twitter": frozenset({"invalid_grant", "invalid_request"}),
    "youtube": frozenset({"invalid_grant"}),
}
"""How a network refuses a dead code of an app that it knows, and nothing else."""
PERHAPS_DEAD_CODE = frozenset({"100", "190"})
"""
How Meta's networks refuse a dead code, and other things too: it proves only that they answer.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""
NOBODYS_CODE = "this-code-was-given-to-nobody"
VERIFIER = "the-proof-key-that-belongs-to-nobodys-code-"
"""As long as RFC 7636 §4.1 wants it."""


@dataclass(slots=True)
class Drifts:
    """How far the clocks of those who answer are from ours, in seconds, by host."""

    clock: Clock
    by_host: dict[str, float] = field(default_factory=dict)

    async def hear(self, response: httpx.Response) -> None:
        """Note what time an answer says it is."""
        drift_s = drift_of(response.headers.get("date", ""), self.clock.now())
        if drift_s is not None:
            self.by_host[response.request.url.host] = drift_s

    def verdicts(self) -> Iterator[Verdict]:
        """Judge by the host that agrees most: one network's wrong clock is not ours."""
        if self.by_host:
            host = min(self.by_host, key=lambda name: abs(self.by_host[name]))
            yield clock_verdict(host, self.by_host[host])


async def look_at_networks(
    settings: Settings, *, http: httpx.AsyncClient, clock: Clock
) -> list[Verdict]:
    """Look at every network that settings speak of; without any, only say so."""
    named = {
        name: adapter
        for name, adapter in ADAPTERS.items()
        if settings.network(name) != NetworkSettings()
    }
    if not named:
        return [(True, "No network has settings; docs/networks/ says what to register where.")]
    reached = [await public_address(settings, http)] if _is_public(settings) else []
    drifts = Drifts(clock)
    http.event_hooks = {"response": [drifts.hear]}
    found = await asyncio.gather(
        *(_network(adapter, settings, http, clock) for adapter in named.values())
    )
    return [*reached, *(verdict for several in found for verdict in several), *drifts.verdicts()]


async def public_address(settings: Settings, http: httpx.AsyncClient) -> Verdict:
    """Ask the bot for a sign of life at the address that people and networks are sent to."""
    if not _is_address(settings.public_url):
        return False, "CALLBOARD_PUBLIC_URL is no address. Write it anew."
    url = f"{settings.public_url}/healthz"
    passed_on = f"let your https proxy pass /healthz, /connect/ and /media/ on to {settings.bind}"
    try:
        answer = await http.get(url)
    except httpx.HTTPError as error:
        return False, (
            f"Nobody answers at {url} ({type(error).__name__}). Start the bot with"
            f" callboard run, {passed_on}, and ask the doctor again."
        )
    if answer.is_success and "alive" in answer.text:
        return True, f"The bot answers at {url}."
    return False, (
        f"{url} answers {answer.status_code}, and not as Callboard does. Start the bot with"
        f" callboard run, {passed_on}, and ask the doctor again."
    )


def drift_of(date: str, now: datetime) -> float | None:
    """Return how many seconds ``now`` is after a Date header; ``None`` for one that is none."""
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return None
    return (now - (told if told.tzinfo else told.replace(tzinfo=UTC))).total_seconds()


def clock_verdict(whose: str, drift_s: float) -> Verdict:
    """Say how far this machine's clock is from somebody's, and what follows."""
    sentence = f"This machine's clock differs {abs(drift_s):.0f} s from that of {whose}."
    if abs(drift_s) <= MOST_CLOCK_DRIFT_S:
        return True, sentence
    return False, (
        f"{sentence} Posts would go out at the wrong moment, and signed requests would be"
        " refused. Set the clock, for example with timedatectl set-ntp true."
    )


async def _network(
    adapter: Adapter, settings: Settings, http: httpx.AsyncClient, clock: Clock
) -> list[Verdict]:
    network = adapter.network
    present = _credentials_set(adapter, settings.network(network))
    verdicts = [present, _redirect(adapter, settings)]
    if present[0]:
        where = endpoints(settings, {network: adapter})[network]
        wire = Wire(http, where, clock, NothingIrreversible())
        verdicts.append(await _credentials_taken(adapter, wire, _callback(network, settings)))
    return verdicts


def _credentials_set(adapter: Adapter, said: NetworkSettings) -> Verdict:
    network, label = adapter.network, adapter.rules.label
    missing = [
        setting
        for setting, is_missing in (
            (_setting(network, "client_id"), not said.client_id),
            (
                _setting(network, "client_secret"),
                not said.client_secret.get_secret_value() and network not in TAKES_PUBLIC_APPS,
            ),
        )
        if is_missing
    ]
    if not missing:
        return True, f"{label}: the app's settings are there."
    return False, (
        f"{label}: {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."
        f" docs/networks/{network}.md says where to look."
    )


def _redirect(adapter: Adapter, settings: Settings) -> Verdict:
    network, label = adapter.network, adapter.rules.label
    if _is_public(settings):
        callback = _callback(network, settings)
        return True, f"{label}: people come back to {callback}; register exactly this address."
    return False, (
        f"{label}: accounts cannot be connected from Slack, because there is no public https"
        f" address for people to come back to. Set CALLBOARD_PUBLIC_URL to one, and register it"
        f" with /connect/{network}/callback behind it."
    )


async def _credentials_taken(adapter: Adapter, wire: Wire, callback: str) -> Verdict:
    """Tell from how the network refuses a code whether it knows the app."""
    if not _is_address(wire.endpoints.api_url):
        return False, f"{_setting(adapter.network, 'api_url')} is no address. Write it anew."
    consent = Consent(NOBODYS_CODE, callback, VERIFIER)
    try:
        await adapter.claim(next(iter(adapter.logins)), consent, wire)
    except (NeedsOwner, NeedsReconnect, Rejected) as refusal:
        return _judged(adapter, refusal)
    except PlatformError as silence:
        return False, _unanswered(adapter, silence)
    return False, _odd_answer(adapter, "")


def _judged(adapter: Adapter, refusal: PlatformError) -> Verdict:
    network, label = adapter.network, adapter.rules.label
    if isinstance(refusal, NeedsOwner):
        return False, (
            f"{refusal.reason} Copy {_setting(network, 'client_id')} and"
            f" {_setting(network, 'client_secret')} again from the app's page there."
        )
    if refusal.code in DEAD_CODE.get(network, ()):
        return True, f"{label} knows the app and takes its settings."
    if refusal.code.partition("/")[0] in PERHAPS_DEAD_CODE:
        return True, f"{label} answers; only connecting an account shows that it knows the app."
    return False, _odd_answer(adapter, refusal.code)


def _unanswered(adapter: Adapter, silence: PlatformError) -> str:
    label = adapter.rules.label
    if isinstance(silence, NotSent):
        return (
            f"{label} cannot be reached ({silence.code}). Check this machine's connection"
            f" and {_setting(adapter.network, 'api_url')}, then ask the doctor again."
        )
    if isinstance(silence, RateLimited | Unavailable):
        return f"{label}: {silence.reason} Ask the doctor again in a while."
    return _odd_answer(adapter, silence.code)


def _odd_answer(adapter: Adapter, code: str) -> str:
    return (
        f"{adapter.rules.label} gave no answer that says whether it knows the app"
        f"{f' ({code})' if code else ''}. Check {_setting(adapter.network, 'api_url')};"
        " if that is right, connect an account to see."
    )


def _setting(network: str, part: str) -> str:
    return f"CALLBOARD_{network.upper()}__{part.upper()}"


def _callback(network: str, settings: Settings) -> str:
    return f"{settings.public_url}/connect/{network}/callback"


def _is_address(url: str) -> bool:
    """Tell whether this can be called at all; a host may well not exist."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # the port is none
        return False


def _is_public(settings: Settings) -> bool:
    return settings.public_url.startswith("https://")
