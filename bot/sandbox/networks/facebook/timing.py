"""
When a post is to be seen: at once, at a later time, or not until somebody says so.

https://developers.facebook.com/docs/pages-api/posts
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.sandbox.networks.graph.answers import bad_parameter
from bot.sandbox.networks.graph.params import Params

SOONEST = timedelta(minutes=10)
CONTENT_TYPES = frozenset({"SCHEDULED", "DRAFT", "ADS_POST", "INLINE_CREATED", "PUBLISHED"})


class Visibility(StrEnum):
    """Who sees a post."""

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Timing:
    """What a request asks for; ``at`` only for what is scheduled, in seconds since 1970."""

    visibility: Visibility
    at: float | None = None


def timing_of(params: Params, now: datetime, schedule_days: float) -> Timing:
    """Read ``published`` and its companions; raises ``Refused``."""
    kind = params.get("unpublished_content_type", "").upper()
    if kind and kind not in CONTENT_TYPES:
        raise bad_parameter("Invalid content format", subcode=1349125)
    dated = "scheduled_publish_time" in params
    if not params.is_false("published"):
        if dated or kind in {"SCHEDULED", "DRAFT"}:
            raise bad_parameter("A scheduled post or a draft must be unpublished")
        return Timing(Visibility.PUBLIC)
    if dated:
        return Timing(Visibility.SCHEDULED, scheduled_time(params, now, schedule_days))
    if kind == "SCHEDULED":
        raise bad_parameter("Param scheduled_publish_time is required")
    return Timing(Visibility.DRAFT if kind == "DRAFT" else Visibility.DARK)


def scheduled_time(params: Params, now: datetime, schedule_days: float) -> float:
    """Return ``scheduled_publish_time`` in seconds since 1970; raises ``Refused``."""
    text = params.get("scheduled_publish_time", "")
    try:
        at = float(text) if text.isdigit() else datetime.fromisoformat(text).timestamp()
    except ValueError:
        raise bad_parameter("The specified scheduled publish time is invalid") from None
    latest = now + timedelta(days=schedule_days)
    if not (now + SOONEST).timestamp() <= at <= latest.timestamp():
        text = f"The time must be 10 minutes to {schedule_days:.0f} days from now"
        raise bad_parameter(text)
    return at
