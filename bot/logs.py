"""Structured logs: one line an event, with ids and never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Literal, TextIO

import structlog

SECRET_KEYS = re.compile(
    r"token|secret|authorization|password|signature|cookie|response_url|upload_url|ticket",
    re.IGNORECASE,
)
SECRET_LOOKS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack
    r"|\bcb_[\w-]{16,}|\bv1\.[\w-]+\.[\w-]+\.[\w-]{16,}"  # our own tokens and signed media
    r"|\bya29\.[\w.-]+|\b1//[\w-]{20,}|\bGOCSPX-[\w-]+"  # Google
    r"|\b(?:rft|act|clt)\.[\w!.*-]{16,}"  # TikTok
    r"|\bEAA[A-Za-z0-9]{20,}|\bIG[A-Z]{2}[\w-]{20,}"  # Meta
    r"|\bAQ[\w-]{20,}"  # LinkedIn
    r"|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*"  # JSON web tokens
)
AFTER_ITS_NAME = re.compile(
    r"""
      ( hooks\.slack\.com/ | /response/ | /upload/v1/ ) [^\s"'<>]+            # good for one answer
    | ( /(?:connect|login|link|media)/ ) [\w.~%-]{16,}                        # one-time and signed
    | ( \bauthorization["']?\s*[:=]\s*["']? ) (?:\w+\s+)? [^\s"',;]+
    | ( \bbearer\s+ | \boauth\s+(?=[\w.~+/=-]{16}) ) [^\s"',;]+
    | ( (?:access|refresh|id|exchange|input|verify)_?token["']?\s*[:=]\s*["']?
      | (?:client_?secret|signing_?secret|password|code_verifier)["']?\s*[:=]\s*["']? ) [^\s"'&,;}]+
    | ( (?:^|[?&]) (?: code | state | token | key | sig | signature | appsecret_proof
        | oauth_\w+ | x-(?:amz|goog)-\w+ ) = ) [^\s"'&]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What cannot be told by its looks, but by what stands before it; that part is kept."""
HIDDEN = "[hidden]"
NOISY = "httpx httpcore uvicorn.access apscheduler aiohttp.access alembic slack_sdk".split()
"""Libraries that tell every step they take; only their warnings are of use."""


def configure(
    *, form: Literal["json", "console"], stream: TextIO = sys.stderr, quiet: bool = False
) -> None:
    """Send every log line of this process, ours and the libraries', to ``stream``."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    _set_levels(handler, quiet=quiet)


def _set_levels(handler: logging.Handler, *, quiet: bool) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR if quiet else logging.INFO)
    # A stand-in that drops a connection on purpose is no error worth a line.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL if quiet else logging.INFO)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def hide_secrets(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Blank what must never be written down, by its key or by its look."""
    for key, value in event.items():
        event[key] = _shown(key, value)
    return event


def without_secrets(text: str) -> str:
    """Return the text with everything blanked that looks like a secret."""
    named = AFTER_ITS_NAME.sub(lambda found: f"{found[found.lastindex or 0]}{HIDDEN}", text)
    return SECRET_LOOKS.sub(HIDDEN, named)


def _shown(key: object, value: object) -> object:
    if isinstance(value, bool | int | float | None):
        return value
    if SECRET_KEYS.search(str(key)):
        return HIDDEN
    if isinstance(value, str | bytes):
        return without_secrets(value if isinstance(value, str) else repr(value))
    if isinstance(value, Mapping):
        return {name: _shown(name, one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(key, one) for one in value]
    return without_secrets(repr(value)) if isinstance(value, BaseException) else value
