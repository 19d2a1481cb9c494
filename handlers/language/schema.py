"""What a sentence asks for: the ``Command`` that the grammar fills and the doors carry out.

The JSON of these models is an interface (``callboard parse --jsonl`` and
``POST /api/social/command``): fields may be added, names and meanings stay.
"""

from __future__ import annotations

import json
from datetime import date as Date  # noqa: N812  the models below have a field called ``date``
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Platform = Literal["instagram", "twitter", "linkedin", "tiktok", "youtube", "facebook", "*"]
Status = Literal["draft", "scheduled", "publishing", "published", "failed", "cancelled"]
Kind = Literal["clip", "video", "image", "carousel", "story", "thread", "article"]
Format = Literal["story", "reel", "short", "thread", "article", "carousel"]
Strategy = Literal["optimal", "rapid", "steady", "prime_time", "weekend_warrior", "business_hours"]
Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
Action = Literal["status", "connect", "disconnect", "remove", "remove_platform"]
View = Literal["month", "week", "list"]
CaptionOp = Literal[
    "set",
    "append",
    "prepend",
    "shorten",
    "lengthen",
    "rewrite",
    "formal",
    "translate",
    "add_hashtags",
    "remove_hashtags",
    "add_emojis",
    "remove_emojis",
    "remove_links",
]
Ask = Literal[
    "which_content",
    "which_post",
    "which_platform",
    "which_time",
    "which_day",
    "past_time",
    "dst_gap",
    "dst_overlap",
    "direction",
    "caption_text",
    "unsupported_platform",
    "one_at_a_time",
    "error",
]
Intent = Literal[
    "stage",
    "schedule",
    "publish_now",
    "reschedule",
    "cancel",
    "retry",
    "pause",
    "resume",
    "swap",
    "duplicate",
    "edit_caption",
    "settings",
    "undo",
    "list",
    "status",
    "explain_failure",
    "analytics",
    "best_time",
    "preview",
    "validate",
    "connections",
    "help",
    "multi",
    "none",
]

READ_ONLY: frozenset[Intent] = frozenset(
    {
        "list",
        "status",
        "explain_failure",
        "analytics",
        "best_time",
        "preview",
        "validate",
        "connections",
        "help",
        "none",
    }
)
"""Intents that change nothing (``connections`` leads to a page where the person decides)."""

ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
ClockLimit = Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class _Word(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Now(_Word):
    """At once."""

    type: Literal["now"] = "now"


class At(_Word):
    """One instant."""

    type: Literal["at"] = "at"
    at: AwareDatetime


class OnDate(_Word):
    """A day: its best slot for a new post, the same time of day for one that is moved."""

    type: Literal["date"] = "date"
    date: Date


class AtTime(_Word):
    """A time of day: the date stays when a post is moved; in a target, posts at that time."""

    type: Literal["time"] = "time"
    time: ClockTime


class Window(_Word):
    """Any time in the half-open span [start, end)."""

    type: Literal["window"] = "window"
    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a window must end after it starts")
        return self


class By(_Word):
    """Any time from now to ``end``."""

    type: Literal["by"] = "by"
    end: AwareDatetime


class Until(_Word):
    """How long a pause lasts."""

    type: Literal["until"] = "until"
    end: AwareDatetime


class Shift(_Word):
    """Later or earlier: ``days`` keep the wall time in the person's zone, ``minutes`` elapse."""

    type: Literal["shift"] = "shift"
    days: int = 0
    minutes: int = 0


class Recurring(_Word):
    """A repetition (RFC 5545 rule without times); ``until`` is the first day that is out."""

    type: Literal["recurring"] = "recurring"
    rrule: str
    times: tuple[ClockTime, ...] = ()
    hours: tuple[ClockLimit, ...] = ()
    start: Date | None = None
    until: Date | None = None
    count: int | None = None


When = Annotated[
    Now | At | OnDate | AtTime | Window | By | Until | Shift | Recurring,
    Field(discriminator="type"),
]


class Target(_Word):
    """What the command is about; ``many`` says that more than one hit is meant."""

    ref: Literal["context", "named", "link", "ordinal", "filter", "all"]
    name: str | None = None
    url: str | None = None
    ordinals: tuple[int, ...] = ()
    """Positions in the last list shown, from 1; -1 is the last."""
    platforms: tuple[Platform, ...] = ()
    when: When | None = None
    status: Status | None = None
    keyword: str | None = None
    kind: Kind | None = None
    count: int | None = None
    many: bool = False


class Constraints(_Word):
    """Limits on where posts may be placed; ``days`` are the allowed ones, ``hours`` [from, to]."""

    max_per_day: int | None = None
    max_per_week: int | None = None
    gap_minutes: int | None = None
    days: tuple[Day, ...] = ()
    exclude_dates: tuple[Date, ...] = ()
    hours: tuple[ClockLimit, ...] = ()


class Caption(_Word):
    """What happens to the words of a post."""

    op: CaptionOp
    text: str | None = None
    language: str | None = None


class Command(_Word):
    """One understood sentence, or (with ``ask``) what must be asked back before it may run."""

    intent: Intent
    platforms: tuple[Platform, ...] = ()
    """Destinations; a filter on existing posts is ``target.platforms``."""
    target: Target | None = None
    other: Target | None = None
    """The second side of a swap."""
    when: When | None = None
    constraints: Constraints | None = None
    strategy: Strategy | None = None
    caption: Caption | None = None
    format: Format | None = None
    action: Action | None = None
    view: View | None = None
    timezone: str | None = None
    ask: tuple[Ask, ...] = ()
    """What is not clear; while it is not empty nothing may be executed."""

    @property
    def executable(self) -> bool:
        """Whether the command may be carried out (after the confirmations it needs)."""
        return not self.ask and self.intent not in ("none", "multi")

    @property
    def mutating(self) -> bool:
        """Whether carrying it out changes something."""
        return self.intent not in READ_ONLY

    def to_json(self) -> str:
        """Return compact JSON: only what was said, in the shape of the interface."""
        return json.dumps(_said(self.model_dump(mode="json")), ensure_ascii=False)


def _said(value: Any) -> Any:
    """Drop what was not said: ``None``, ``False``, empty lists and objects, a shift of 0."""
    if isinstance(value, dict):
        kept = {key: _said(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, False, [], {}, 0)}
    if isinstance(value, list):
        return [_said(item) for item in value]
    return value
