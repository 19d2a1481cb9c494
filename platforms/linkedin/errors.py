"""
What LinkedIn's refusals mean and what a person can do about them.

https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import httpx

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.linkedin.rules import LABEL, NETWORK
from platforms.statuses import MAX_DETAIL, by_status


@dataclass(frozen=True, slots=True)
class Sign:
    """What a code of LinkedIn's asks for; where it ``quotes``, LinkedIn's own words are added."""

    reaction: type[PlatformError]
    reason: str
    advice: str = ""
    quotes: bool = False


_EDIT = "Press Edit and mend it, then press Retry."
_UPDATE = Sign(
    NeedsOwner,
    "LinkedIn no longer works with this version of Callboard.",
    "Ask whoever runs Callboard to update it, then press Retry.",
)
_PROCESSING = Sign(Unavailable, "LinkedIn is still processing the files.")
_FILE_GONE = Sign(
    Rejected,
    "LinkedIn no longer knows an uploaded file.",
    "Press Retry: Callboard uploads it again.",
)
_WRONG_FIELD = Sign(Rejected, "LinkedIn refused a part of the post.", _EDIT, quotes=True)
_DENIED = Sign(
    NeedsReconnect,
    "LinkedIn does not let this connection do that: a right, or a role at the page, is missing.",
    "Connect the account again as somebody who may post for it, then press Retry.",
)
_PAGE_GONE = Sign(NeedsReconnect, "LinkedIn no longer knows this account.")

PROCESSING_CODES = frozenset({"MEDIA_ASSET_WAITING_UPLOAD", "MEDIA_ASSET_PROCESSING"})
LOST_FILE_CODES = frozenset(
    {"MEDIA_ASSET_PROCESSING_FAILED", "INVALID_IMAGE_ID", "INVALID_VIDEO_ID"}
)
"""After these the file is uploaded anew."""
_DUPLICATE = "DUPLICATE_POST"

SIGNS: Mapping[str, Sign] = {
    **dict.fromkeys(
        ("MISSING_FIELD", "INVALID_VALUE_FOR_FIELD", "INVALID_URN_TYPE", "ILLEGAL_ARGUMENT"),
        _WRONG_FIELD,
    ),
    "INVALID_VALUE_BLANK_FIELD": Sign(Rejected, "LinkedIn takes no empty post.", _EDIT),
    "FIELD_LENGTH_TOO_LONG": Sign(
        Rejected,
        "LinkedIn found a text of the post too long.",
        "Press Edit and shorten it, then press Retry.",
        quotes=True,
    ),
    "VERSION_MISSING": _UPDATE,
    "NONEXISTENT_VERSION": _UPDATE,
    **dict.fromkeys(PROCESSING_CODES, _PROCESSING),
    "MEDIA_ASSET_PROCESSING_FAILED": Sign(
        Rejected,
        "LinkedIn could not use a file of the post.",
        "Save it again as JPEG, PNG or MP4, upload it and plan the post again.",
    ),
    "INVALID_IMAGE_ID": _FILE_GONE,
    "INVALID_VIDEO_ID": _FILE_GONE,
    "EXPIRED_UPLOAD_URL": Sign(Unavailable, "LinkedIn's address for the upload was too old."),
    _DUPLICATE: Sign(
        Rejected,
        "LinkedIn refused the post because the same was posted a short while ago.",
        "If the post is already there, nothing is left to do; if not, press Edit,"
        " change the text and press Retry.",
    ),
    "CONFLICT": Sign(Unavailable, "LinkedIn was busy with another change of this account."),
    "NOT_FOUND": Sign(Rejected, "LinkedIn no longer has what this post refers to."),
    "ACCESS_DENIED": _DENIED,
}
"""By ``code``; a duplicate's code stands deeper in the answer."""

_IN_WORDS = (
    (
        "unpermitted field",
        Sign(
            NeedsOwner,
            "LinkedIn does not let Callboard's app use a part of this post.",
            "Ask whoever runs Callboard to check the app's products at LinkedIn, then press Retry.",
        ),
    ),
    (
        "does not belong",
        Sign(
            NeedsReconnect,
            "LinkedIn says that this connection belongs to somebody else.",
            "Connect the account again, then press Retry.",
        ),
    ),
    ("waiting upload", _PROCESSING),
    ("still processing", _PROCESSING),
)
"""By LinkedIn's words, where the code says too little or is missing."""

_POST_URN = re.compile(r"urn:li:(?:share|ugcPost|activity):\d+")
_WRONG_CLIENT = frozenset({"invalid_client", "unauthorized_client", "invalid_client_id"})


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to LinkedIn's refusing ``response``."""
    answer = _json(response)
    if isinstance(answer.get("error"), str):
        return _grant_error(str(answer["error"]), response, step, now)
    said = str(answer.get("message") or "")
    status = response.status_code
    if status == 429:
        return _limited(response, step, now, said)
    if status < 500 and status != 401 and (found := _sign(answer, said, status, step)):
        name, sign = found
        reason = f"{sign.reason}{_quoted(said)}" if sign.quotes else sign.reason
        return sign.reaction(reason, network=NETWORK, step=step, code=name, advice=sign.advice)
    return by_status(response, step, now, network=NETWORK, label=LABEL, detail=_sentence(said))


def is_duplicate(refusal: PlatformError) -> bool:
    """Tell whether LinkedIn refused a post because it has the same already."""
    return refusal.code.partition(" ")[0] == _DUPLICATE


def original_of(refusal: PlatformError) -> str | None:
    """Return the post that a refusal as duplicate names."""
    return refusal.code.partition(" ")[2] or None


def next_day(now: datetime) -> datetime:
    """Return when LinkedIn's daily limits begin anew: at midnight UTC."""
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), UTC)


def _sign(
    answer: Mapping[str, object], said: str, status: int, step: Step
) -> tuple[str, Sign] | None:
    code = str(answer.get("code") or "")
    if _DUPLICATE in str(answer.get("errorDetails")) or "is a duplicate of" in said:
        original = _POST_URN.search(said)
        return f"{_DUPLICATE} {original[0] if original else ''}".strip(), SIGNS[_DUPLICATE]
    if code == "NOT_FOUND" and step is not Step.CREATE:
        return code, _PAGE_GONE if step is Step.OAUTH else _FILE_GONE
    if code not in SIGNS or code == "ACCESS_DENIED":
        for words, sign in _IN_WORDS:
            if words in said.lower():
                return code or str(status), sign
    if code in SIGNS:
        return code, SIGNS[code]
    return ("403", _DENIED) if status == 403 else None


def _limited(response: httpx.Response, step: Step, now: datetime, said: str) -> PlatformError:
    """No header says how long; only the words tell a day's limit from a short one."""
    if "day" not in said.lower():
        return by_status(response, step, now, network=NETWORK, label=LABEL)
    return RateLimited(
        "LinkedIn's limit for today is reached.",
        network=NETWORK,
        step=step,
        code="429",
        retry_at=next_day(now),
    )


def _grant_error(error: str, response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Judge the token endpoint's refusal: an app that is set up wrong, or a dead grant."""
    if error in _WRONG_CLIENT:
        return NeedsOwner(
            "LinkedIn does not know Callboard's app, or its secret is wrong.",
            network=NETWORK,
            step=step,
            code=error,
            advice=(
                "Ask whoever runs Callboard to check CALLBOARD_LINKEDIN__CLIENT_ID"
                " and CALLBOARD_LINKEDIN__CLIENT_SECRET."
            ),
        )
    found = by_status(response, step, now, network=NETWORK, label=LABEL)
    if isinstance(found, TokenExpired | Rejected):
        reason = "LinkedIn no longer takes this connection: it was taken back, or is too old."
        return NeedsReconnect(reason, network=NETWORK, step=step, code=error)
    return found


def _quoted(said: str) -> str:
    return f" It says: {_sentence(said)}" if said.strip() else ""


def _sentence(said: str) -> str:
    """Make one closed sentence of LinkedIn's words."""
    words = " ".join(said.split())[: MAX_DETAIL - 1]
    return words if not words or words.endswith(".") else f"{words}."


def _json(response: httpx.Response) -> Mapping[str, object]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
