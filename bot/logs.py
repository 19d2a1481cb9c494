"""Structured logs: one line an event, with ids and never a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Literal, TextIO

import structlog

SECRET_KEYS = re.compile(r"token|secret|authorization|password|signature|cookie", re.IGNORECASE)
SECRET_VALUES = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|cb_[\w-]{16,}|(?<=Bearer )\S+|(?<=access_token=)[^&\s]+"
    r"|(?<=OAuth )\S+|v1\.[\w-]+\.[\w-]+\.[\w-]{16,}"
)
HIDDEN = "[hidden]"


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
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR if quiet else logging.INFO)
    # A stand-in that drops a connection on purpose is no error worth a line.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL if quiet else logging.INFO)
    for noisy in (
        "httpx",
        "httpcore",
        "uvicorn.access",
        "apscheduler",
        "aiohttp.access",
        "alembic",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def hide_secrets(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Blank what must never be written down, by its key or by its look."""
    for key, value in event.items():
        if SECRET_KEYS.search(key) and not isinstance(value, bool | int):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = SECRET_VALUES.sub(HIDDEN, value)
    return event
