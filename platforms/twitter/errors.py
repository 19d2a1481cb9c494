"""
What X's refusals mean and what a person can do about them.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
)
from platforms.statuses import by_status
from platforms.twitter.rules import LABEL, NETWORK


@dataclass(frozen=True, slots=True)
class Sign:
    """A refusal by its statuses and words in its type, title or detail (lower case)."""

    code: str
    statuses: tuple[int, ...]
    words: tuple[str, ...]
    reaction: type[PlatformError]
    reason: str
    advice: str = ""


SIGNS = (
    Sign(
        "credits",
        (402,),
        ("",),
        NeedsOwner,
        "The developer account at X has no credit left.",
        "Ask its owner to buy credits at console.x.com, then press Retry.",
    ),
    Sign(
        "duplicate",
        (403,),
        ("duplicate content",),
        Rejected,
        "X refused the post because the same text was posted a short while ago.",
        "If the post is already there, nothing is left to do; if not, press Edit,"
        " change the text and press Retry.",
    ),
    Sign(
        "reply_rule",
        (403,),
        ("reply to this conversation", "only reply to or quote"),
        Rejected,
        "X lets apps reply only where the account was mentioned.",
        "Post it on its own instead of as a reply.",
    ),
    Sign(
        "quote_rule",
        (403,),
        ("quoting this post", "quote"),
        Rejected,
        "X does not let this app quote posts.",
        "Put a link to the other post into the text instead.",
    ),
    Sign(
        "video_length",
        (403,),
        ("video longer than",),
        Rejected,
        "X does not let this account post a video that long.",
        "Cut the video to 2:20 minutes, upload it and plan the post again.",
    ),
    Sign(
        "cashtag",
        (400, 403),
        ("maximum of one cashtag",),
        Rejected,
        "X takes only one $cashtag in a post.",
        "Press Edit, keep one and take the others out, then press Retry.",
    ),
    Sign(
        "too_long",
        (400, 403),
        ("too long", "needs to be a bit shorter"),
        Rejected,
        "X found the text too long.",
        "Press Edit and shorten it, then press Retry.",
    ),
    Sign(
        "app_rights",
        (403,),
        ("oauth1-permissions", "client-forbidden", "client-not-enrolled", "not enrolled"),
        NeedsOwner,
        "Callboard's app at X lacks the right or the plan to do this.",
        "Ask the app's owner to give it read and write access, connect the account again,"
        " then press Retry.",
    ),
    Sign(
        "app_only_token",
        (403,),
        ("unsupported-authentication",),
        NeedsReconnect,
        "This token belongs to the app and not to the account.",
    ),
    Sign(
        "suspended",
        (403,),
        ("suspended", "locked"),
        NeedsReconnect,
        "X has suspended or locked this account.",
        "Open X, follow its instructions for the account, then press Retry.",
    ),
    Sign(
        "premium",
        (403,),
        ("not permitted to access this feature",),
        NeedsReconnect,
        "This account's plan at X does not include that feature.",
        "Press Edit and take the setting out, or upgrade the account at X, then press Retry.",
    ),
    Sign(
        "media_id",
        (400,),
        ("media id", "media_ids"),
        Rejected,
        "X no longer accepts the uploaded files.",
        "Press Retry: Callboard uploads them again.",
    ),
    Sign(
        "parent_gone",
        (404,),
        ("resource-not-found",),
        Rejected,
        "The post this one belongs to is no longer on X.",
    ),
    Sign(
        "chunk",
        (413,),
        ("",),
        Rejected,
        "X found the file too large.",
        "Make the file smaller, upload it and plan the post again.",
    ),
)
"""The first sign that fits decides; what fits none is judged by its status."""

_UNCLEAR_403 = (
    "X does not permit this: the connection lacks a right, or X has restricted the account."
)
_WINDOW = "X takes no more calls from Callboard for a while."
_MONTH = "Callboard's app at X has used up its calls for this month."
_SPENDING = "The developer account at X has reached the spending limit that its owner set."
_DEAD_GRANT = frozenset({"invalid_request", "invalid_grant"})
_WRONG_CLIENT = frozenset({"unauthorized_client", "invalid_client"})


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to X's refusing ``response``."""
    answer = _json(response)
    if step is Step.OAUTH and "error" in answer:
        return _grant_error(str(answer["error"]), response, now)
    said = _words(answer)
    status = response.status_code
    if limit := _limit(status, said):
        reset = _reset_date(answer) if limit == _SPENDING else _reset_header(response)
        return _limited(response, step, now, limit, reset=reset)
    for sign in SIGNS:
        if status in sign.statuses and any(word in said for word in sign.words):
            return sign.reaction(
                sign.reason, network=NETWORK, step=step, code=sign.code, advice=sign.advice
            )
    if status == 403:
        return NeedsReconnect(_UNCLEAR_403, network=NETWORK, step=step, code="403")
    detail = str(answer.get("detail") or "")
    return by_status(response, step, now, network=NETWORK, label=LABEL, detail=detail)


def _grant_error(error: str, response: httpx.Response, now: datetime) -> PlatformError:
    """Judge the token endpoint's refusal: a dead grant, or an app that is set up wrong."""
    if error in _DEAD_GRANT:
        reason = "X no longer accepts this connection."
        return NeedsReconnect(reason, network=NETWORK, step=Step.OAUTH, code=error)
    if error in _WRONG_CLIENT:
        reason = "X does not know Callboard's app, or its secret is wrong."
        advice = "Ask whoever runs Callboard to check CALLBOARD_TWITTER__CLIENT_ID and its secret."
        return NeedsOwner(reason, network=NETWORK, step=Step.OAUTH, code=error, advice=advice)
    return by_status(response, Step.OAUTH, now, network=NETWORK, label=LABEL)


def _limit(status: int, said: str) -> str:
    """Say which of X's limits is reached, if one is."""
    if "usagecapexceeded" in said or "usage-capped" in said:
        return _MONTH
    if status == 403 and "spendcapreached" in said.replace("-", "").replace(" ", ""):
        return _SPENDING
    return _WINDOW if status == 429 else ""


def _limited(
    response: httpx.Response, step: Step, now: datetime, reason: str, *, reset: datetime | None
) -> RateLimited:
    usual = by_status(
        httpx.Response(429, headers=response.headers), step, now, network=NETWORK, label=LABEL
    )
    asked = usual.retry_at if isinstance(usual, RateLimited) else None
    return RateLimited(
        reason,
        network=NETWORK,
        step=step,
        code=str(response.status_code),
        retry_at=reset or asked,
    )


def _reset_header(response: httpx.Response) -> datetime | None:
    value = response.headers.get("x-rate-limit-reset", "")
    return datetime.fromtimestamp(int(value), UTC) if value.isdecimal() else None


def _reset_date(answer: Mapping[str, object]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(answer.get("reset_date")))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(response: httpx.Response) -> Mapping[str, object]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _words(answer: Mapping[str, object]) -> str:
    """Join what X says, in lower case; of ``type`` only the last part, its host varies."""
    errors = answer.get("errors")
    messages = [
        str(error.get("message", ""))
        for error in (errors if isinstance(errors, list) else [])
        if isinstance(error, dict)
    ]
    kind = str(answer.get("type", "")).rsplit("/", 1)[-1]
    parts = [kind, *(str(answer.get(key, "")) for key in ("title", "detail", "reason")), *messages]
    return " ".join(parts).lower()
