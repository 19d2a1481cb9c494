"""What an HTTP status means where a network's own error table has nothing better to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from platforms.errors import PlatformError, RateLimited, Rejected, Step, TokenExpired, Unavailable
from platforms.http import no_clear_answer

MAX_DETAIL = 200


def by_status(
    response: httpx.Response,
    step: Step,
    now: datetime,
    *,
    network: str,
    label: str,
    detail: str = "",
) -> PlatformError:
    """Return the error for a refusing answer, judged by its status alone."""
    status = response.status_code
    code = str(status)
    if status == 401:
        reason = f"{label} no longer accepts this connection."
        return TokenExpired(reason, network=network, step=step, code=code)
    if status == 429:
        at = retry_after(response, now)
        reason = f"{label} asks to wait before the next call."
        return RateLimited(reason, network=network, step=step, code=code, retry_at=at)
    if status == 408 and step is not Step.CREATE:
        reason = f"{label} took too long to answer."
        return Unavailable(reason, network=network, step=step, code=code)
    if 400 <= status < 500 and status != 408:
        said = f" It says: {detail[:MAX_DETAIL].rstrip('.')}." if detail else ""
        return Rejected(f"{label} refused the post.{said}", network=network, step=step, code=code)
    return no_clear_answer(network, step, code=code)


def retry_after(response: httpx.Response, now: datetime) -> datetime | None:
    """Read ``Retry-After``, which is seconds or a date; ``None`` when it is missing or odd."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return now + timedelta(seconds=int(value))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
