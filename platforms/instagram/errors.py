"""
What Instagram's refusals mean, by code and subcode; its HTTP statuses say little.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from platforms.errors import (
    NeedsReconnect,
    OutcomeUnknown,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.http import no_clear_answer
from platforms.instagram.rules import LABEL, NETWORK
from platforms.statuses import MAX_DETAIL, by_status


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one code or subcode means."""

    reaction: type[PlatformError]
    reason: str
    advice: str = ""
    wait: timedelta | None = None


_CHECK_ACCOUNT = "Open the Instagram app, follow what it says, then connect the account again."
_NEW_FILE = "Save the picture as JPEG and add it again, then press Retry."
_NEW_VIDEO = "Export it again as MP4 (H.264, AAC, 23 to 60 frames a second), add it, then retry."
_NO_FETCH = Meaning(
    Unavailable,
    "Instagram could not fetch the file from Callboard.",
    "Check that CALLBOARD_PUBLIC_URL can be reached from the internet; Callboard tries again.",
)
_BAD_VIDEO = Meaning(Rejected, "Instagram could not process the video.", _NEW_VIDEO)
_BAD_OPTION = Meaning(Rejected, "Instagram does not know one of the settings of this post.")
_TAGS = Meaning(Rejected, "Instagram refused the tags of this post.", "Take the tags out.")
_ASK_AGAIN = Meaning(Unavailable, "Instagram has a passing problem.")
_LIMIT = Meaning(RateLimited, "Instagram's limit of calls is reached.")
_LOST_RIGHT = Meaning(
    NeedsReconnect,
    "Instagram does not allow this: a permission is missing.",
    "Connect the account again and leave every permission ticked, then press Retry.",
)
_EXPIRED = Meaning(TokenExpired, "Instagram no longer takes the access token.")
_DISCONNECTED = Meaning(
    NeedsReconnect, "Instagram has ended the connection to this account.", _CHECK_ACCOUNT
)

BY_SUBCODE: Mapping[int, Meaning] = {
    2207001: _ASK_AGAIN,
    2207003: _NO_FETCH,
    2207004: Meaning(Rejected, "Instagram found the picture larger than 8 MB."),
    2207005: Meaning(Rejected, "Instagram does not take this kind of picture.", _NEW_FILE),
    2207006: _ASK_AGAIN,
    2207008: _ASK_AGAIN,
    2207009: Meaning(
        Rejected,
        "Instagram found the picture too tall or too wide.",
        "Crop it to between 4:5 and 1.91:1, then press Retry.",
    ),
    2207010: Meaning(Rejected, "Instagram found the text too long.", "Shorten it, then retry."),
    2207020: _ASK_AGAIN,
    2207023: _BAD_OPTION,
    2207026: Meaning(Rejected, "Instagram does not take this kind of video.", _NEW_VIDEO),
    2207027: Meaning(Unavailable, "Instagram is still processing the files."),
    2207028: Meaning(Rejected, "A carousel on Instagram has 2 to 10 files."),
    2207032: _ASK_AGAIN,
    2207035: _TAGS,
    2207036: _TAGS,
    2207037: _TAGS,
    2207040: _TAGS,
    2207042: Meaning(
        RateLimited,
        "This account has reached Instagram's number of posts for 24 hours.",
        wait=timedelta(hours=3),
    ),
    2207050: Meaning(
        NeedsReconnect, "Instagram has restricted this account or wants it checked.", _CHECK_ACCOUNT
    ),
    2207051: Meaning(
        NeedsReconnect,
        "Instagram has blocked posting for this account for a while.",
        "Wait a day, check the account in the Instagram app, then press Retry.",
    ),
    2207052: _NO_FETCH,
    2207053: _BAD_VIDEO,
    2207057: _BAD_OPTION,
    2207076: _BAD_VIDEO,
    2207077: _BAD_VIDEO,
    2207081: _BAD_OPTION,
    2207082: _ASK_AGAIN,
    2207085: _BAD_VIDEO,
}
BY_CODE: Mapping[int, Meaning] = {
    -2: _NO_FETCH,
    -1: _ASK_AGAIN,
    1: _ASK_AGAIN,
    2: _ASK_AGAIN,
    4: _LIMIT,
    10: _LOST_RIGHT,
    17: _LIMIT,
    24: _ASK_AGAIN,
    25: _DISCONNECTED,
    32: _LIMIT,
    102: _EXPIRED,
    190: _EXPIRED,
    352: BY_SUBCODE[2207026],
    368: BY_SUBCODE[2207051],
    613: _LIMIT,
    9004: _NO_FETCH,
    9007: BY_SUBCODE[2207027],
    36000: BY_SUBCODE[2207004],
    36001: BY_SUBCODE[2207005],
    36003: BY_SUBCODE[2207009],
    36004: BY_SUBCODE[2207010],
    80002: _LIMIT,
}
_NEEDS_A_PERSON = frozenset({458, 459, 460, 464, 492})
_TOKEN_CODES = frozenset({102, 190})
_AMBIGUOUS_WHEN_PUBLISHING = frozenset({-2, -1, 1, 2})
_BLOCKED = 2207051
_INVISIBLE = 33


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to Instagram's refusing ``response``."""
    error = _error_of(response)
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    if code is None:
        detail = str(error.get("message") or "")
        return by_status(response, step, now, network=NETWORK, label=LABEL, detail=detail)
    name = f"{code}/{subcode}" if subcode else str(code)
    if step is Step.CREATE and (
        code in _AMBIGUOUS_WHEN_PUBLISHING or subcode == _BLOCKED or response.status_code >= 500
    ):
        return OutcomeUnknown(
            "Instagram answered with an error that has been seen on posts that went live.",
            network=NETWORK,
            step=step,
            code=name,
        )
    meaning = _meaning(code, subcode, step)
    if meaning is None:
        return _unlisted(response, error, step, name)
    if issubclass(meaning.reaction, RateLimited):
        at = now + meaning.wait if meaning.wait else _access_back_at(response, now)
        return RateLimited(meaning.reason, network=NETWORK, step=step, code=name, retry_at=at)
    return meaning.reaction(
        meaning.reason, network=NETWORK, step=step, code=name, advice=meaning.advice
    )


def of_container(status: str) -> PlatformError:
    """Return what a container's ERROR status means; its text holds the subcode."""
    subcode = next((code for code in BY_SUBCODE if str(code) in status), None)
    meaning = BY_SUBCODE[subcode] if subcode else _ASK_AGAIN
    name = str(subcode or "")
    return meaning.reaction(
        meaning.reason, network=NETWORK, step=Step.STATUS, code=name, advice=meaning.advice
    )


def _meaning(code: int, subcode: int | None, step: Step) -> Meaning | None:
    if code in _TOKEN_CODES and (subcode in _NEEDS_A_PERSON or step is Step.OAUTH):
        return _DISCONNECTED
    if subcode is not None and subcode in BY_SUBCODE:
        return BY_SUBCODE[subcode]
    if 200 <= code <= 299:
        return _LOST_RIGHT
    if (code, subcode) == (100, _INVISIBLE) and step in {Step.STATUS, Step.READ_BACK}:
        return _ASK_AGAIN
    return BY_CODE.get(code)


def _unlisted(
    response: httpx.Response, error: Mapping[str, Any], step: Step, name: str
) -> PlatformError:
    if error.get("is_transient") or response.status_code >= 500:
        return no_clear_answer(NETWORK, step, code=name)
    said = str(error.get("error_user_msg") or error.get("message") or "")[:MAX_DETAIL]
    reason = f"Instagram refused the post. It says: {said}" if said else "Instagram refused it."
    return Rejected(reason, network=NETWORK, step=step, code=name)


def _error_of(response: httpx.Response) -> Mapping[str, Any]:
    """Return the error object; the token endpoint's flat shape is brought into the same form."""
    try:
        answer = response.json()
    except ValueError:
        return {}
    if not isinstance(answer, dict):
        return {}
    if isinstance(answer.get("error"), dict):
        return dict(answer["error"])
    if "error_message" in answer and response.status_code in {400, 401}:
        return {"code": 190, "message": answer["error_message"]}
    return {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _access_back_at(response: httpx.Response, now: datetime) -> datetime | None:
    """Read the minutes until access is back from the usage header; ``None`` when it is silent."""
    try:
        usage = json.loads(response.headers.get("x-business-use-case-usage", "{}"))
        entries = [entry for account in usage.values() for entry in account]
        minutes = max(int(e["estimated_time_to_regain_access"]) for e in entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        minutes = 0
    if minutes:
        return now + timedelta(minutes=minutes)
    limited = by_status(
        httpx.Response(429, headers=response.headers),
        Step.STATUS,
        now,
        network=NETWORK,
        label=LABEL,
    )
    return limited.retry_at if isinstance(limited, RateLimited) else None
