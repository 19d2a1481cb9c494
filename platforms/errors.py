"""
The error tree: one class per reaction, each with advice a person can follow.

PlatformError
├── NotSent           nothing left this machine (refused, no DNS, TLS): try again at once
├── RateLimited       the network asks us to wait: try again at ``retry_at``
├── Unavailable       a definite "not now" before anything was committed: try again later
├── TokenExpired      the access token is no longer taken: refresh once, then try again
├── NeedsReconnect    only a person can mend the connection (revoked, scope missing, locked)
├── NeedsOwner        the network wants something of the app's owner (billing, app review)
├── Rejected          this content will never be accepted as it is
└── OutcomeUnknown    bytes of a create call were sent and no clear answer came: ask, never resend

An error names its network and the call it happened in, and never holds a token.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """Which part of publishing a call belongs to; faults, retries and the journal use it too."""

    OAUTH = "oauth"
    PREPARE = "prepare"
    UPLOAD = "upload"
    CREATE = "create"
    STATUS = "status"
    READ_BACK = "read_back"
    METRICS = "metrics"


class PlatformError(Exception):
    """The network did not do what was asked. ``reason`` and ``advice`` are sentences for people."""

    advice = "Try again; if it keeps failing, ask whoever runs Callboard to look at the log."

    def __init__(
        self,
        reason: str,
        *,
        network: str = "",
        step: Step | None = None,
        code: str = "",
        advice: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.network = network
        self.step = step
        self.code = code
        self.advice = advice or type(self).advice


class NotSent(PlatformError):
    """The request never left: connection refused, no such host, TLS failure."""

    advice = "Callboard tries again by itself."


class RateLimited(PlatformError):
    """The network asks us to wait until ``retry_at`` (``None``: it did not say)."""

    advice = "Callboard waits and tries again by itself."

    def __init__(
        self,
        reason: str,
        *,
        network: str = "",
        step: Step | None = None,
        code: str = "",
        advice: str = "",
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(reason, network=network, step=step, code=code, advice=advice)
        self.retry_at = retry_at


class Unavailable(PlatformError):
    """The network had a passing fault in a call that can safely be repeated."""

    advice = "Callboard tries again by itself."


class TokenExpired(PlatformError):
    """The access token is no longer taken; a refresh may mend it."""

    advice = "Callboard renews the connection by itself."


class NeedsReconnect(PlatformError):
    """Only a person can mend this connection."""

    advice = "Connect the account again, then press Retry."


class NeedsOwner(PlatformError):
    """The network wants something of the owner of the app or the billing account."""

    advice = "Ask the owner of the network's developer account to mend this, then press Retry."


class Rejected(PlatformError):
    """The network will not take this content as it is."""

    advice = "Edit the post, then press Retry."


class OutcomeUnknown(PlatformError):
    """The post may be live: the request was sent and no clear answer came back."""

    advice = "Look at the account: if the post is there, say so; if not, publish again."
