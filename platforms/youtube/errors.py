"""
What YouTube's refusals mean and what a person can do about them.

https://developers.google.com/youtube/v3/docs/errors
https://developers.google.com/youtube/v3/docs/videos/insert#errors
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
)
from platforms.http import no_clear_answer
from platforms.statuses import by_status, retry_after
from platforms.youtube.rules import LABEL, NETWORK

QUOTA_ZONE = ZoneInfo("America/Los_Angeles")
"""Quotas begin anew at midnight there. https://developers.google.com/youtube/v3/getting-started"""
A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sign:
    """What a reason of YouTube's asks for."""

    reaction: type[PlatformError]
    reason: str
    advice: str = ""


_EDIT = "Press Edit and mend it, then press Retry."
_SETTING = "Press Edit and choose another setting, then press Retry."
_CHANNEL = "Open YouTube with this account and follow its instructions, then press Retry."
_SCOPES = "Connect the channel again and leave every right allowed, then press Retry."

SIGNS: Mapping[str, Sign] = {
    "invalidTitle": Sign(Rejected, "YouTube refused the title.", _EDIT),
    "invalidDescription": Sign(Rejected, "YouTube refused the description.", _EDIT),
    "invalidTags": Sign(Rejected, "YouTube refused the tags.", _EDIT),
    "invalidCategoryId": Sign(Rejected, "YouTube does not take this category here.", _SETTING),
    "invalidPublishAt": Sign(Rejected, "YouTube refused the publishing time.", _EDIT),
    "invalidVideoMetadata": Sign(Rejected, "YouTube refused the video's details.", _EDIT),
    "invalidFilename": Sign(Rejected, "YouTube refused the file's name.", _EDIT),
    "invalidRecordingDetails": Sign(Rejected, "YouTube refused the recording details.", _EDIT),
    "invalidVideoGameRating": Sign(Rejected, "YouTube refused the game rating.", _EDIT),
    "defaultLanguageNotSet": Sign(Rejected, "YouTube misses the video's language.", _EDIT),
    "mediaBodyRequired": Sign(
        Rejected,
        "YouTube found no video in the upload.",
        "Upload it again and plan the post anew.",
    ),
    "forbiddenPrivacySetting": Sign(
        Rejected, "YouTube does not let this channel use that visibility.", _SETTING
    ),
    "forbiddenLicenseSetting": Sign(
        Rejected, "YouTube does not let this channel use that license.", _SETTING
    ),
    "invalidImage": Sign(Rejected, "YouTube could not read the thumbnail."),
    "youtubeSignupRequired": Sign(
        NeedsReconnect,
        "This Google account has no YouTube channel.",
        "Create a channel on YouTube and connect it, then press Retry.",
    ),
    "insufficientPermissions": Sign(
        NeedsReconnect, "This connection lacks a right that YouTube asks for.", _SCOPES
    ),
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": Sign(
        NeedsReconnect, "This connection lacks a right that YouTube asks for.", _SCOPES
    ),
    "channelClosed": Sign(NeedsReconnect, "The YouTube channel is closed.", _CHANNEL),
    "channelSuspended": Sign(NeedsReconnect, "YouTube has suspended the channel.", _CHANNEL),
    "authenticatedUserAccountClosed": Sign(
        NeedsReconnect, "The YouTube account is closed.", _CHANNEL
    ),
    "authenticatedUserAccountSuspended": Sign(
        NeedsReconnect, "YouTube has suspended the account.", _CHANNEL
    ),
    "accountDelegationForbidden": Sign(
        NeedsReconnect, "This Google account may not act for the channel.", _CHANNEL
    ),
    "forbidden": Sign(NeedsReconnect, "YouTube does not permit this for the channel.", _CHANNEL),
    "accessNotConfigured": Sign(
        NeedsOwner,
        "The YouTube Data API is not enabled in Callboard's Google project.",
        "Ask whoever runs Callboard to enable it in the Google Cloud console, then press Retry.",
    ),
    "SERVICE_DISABLED": Sign(
        NeedsOwner,
        "The YouTube Data API is not enabled in Callboard's Google project.",
        "Ask whoever runs Callboard to enable it in the Google Cloud console, then press Retry.",
    ),
}
"""By ``errors[0].reason``, or by the reason in ``details``."""

_DAILY = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_CHANNEL_CAP = frozenset({"uploadLimitExceeded"})
_TOO_FAST = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded", "RESOURCE_EXHAUSTED"}
)


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to YouTube's refusing ``response``."""
    answer = _json(response)
    if isinstance(answer.get("error"), str):
        return _grant_error(str(answer["error"]), response, step, now)
    reasons = _reasons(answer)
    code = reasons[0] if reasons else str(response.status_code)
    if limit := _limited(reasons, response, step, now):
        return limit
    for reason in reasons:
        if sign := SIGNS.get(reason):
            return sign.reaction(
                sign.reason, network=NETWORK, step=step, code=reason, advice=sign.advice
            )
    if response.status_code >= 500:
        return no_clear_answer(NETWORK, step, code=code)
    return by_status(response, step, now, network=NETWORK, label=LABEL, detail=_message(answer))


def next_quota_day(now: datetime) -> datetime:
    """Return when YouTube's quotas begin anew."""
    tomorrow = (now.astimezone(QUOTA_ZONE) + A_DAY).date()
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=QUOTA_ZONE)


def _limited(
    reasons: list[str], response: httpx.Response, step: Step, now: datetime
) -> RateLimited | None:
    found = set(reasons)
    if found & _DAILY:
        said, at = "Callboard's daily quota at YouTube is used up.", next_quota_day(now)
    elif found & _CHANNEL_CAP:
        said, at = "The channel has uploaded as many videos as YouTube takes in a day.", now + A_DAY
    elif found & _TOO_FAST:
        return RateLimited(
            "YouTube asks to wait before the next call.",
            network=NETWORK,
            step=step,
            code=reasons[0],
            retry_at=retry_after(response, now),
        )
    else:
        return None
    return RateLimited(said, network=NETWORK, step=step, code=reasons[0], retry_at=at)


def _grant_error(error: str, response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    if error == "invalid_client":
        return NeedsOwner(
            "Google does not know Callboard's app, or its secret is wrong.",
            network=NETWORK,
            step=step,
            code=error,
            advice=(
                "Ask whoever runs Callboard to check CALLBOARD_YOUTUBE__CLIENT_ID"
                " and CALLBOARD_YOUTUBE__CLIENT_SECRET."
            ),
        )
    if error in {"invalid_grant", "invalid_token"}:
        reason = "Google no longer takes this connection: it was revoked, or is too old."
        return NeedsReconnect(reason, network=NETWORK, step=step, code=error)
    found = by_status(response, step, now, network=NETWORK, label=LABEL)
    if isinstance(found, TokenExpired | Rejected):
        reason = "Google refused the connection."
        return NeedsReconnect(reason, network=NETWORK, step=step, code=error)
    return found


def _reasons(answer: Mapping[str, object]) -> list[str]:
    error = answer.get("error")
    if not isinstance(error, dict):
        return []
    rows = [error.get("errors"), error.get("details")]
    named = [
        str(row["reason"])
        for listed in rows
        if isinstance(listed, list)
        for row in listed
        if isinstance(row, dict) and row.get("reason")
    ]
    status = error.get("status")
    return [*named, *([str(status)] if status else [])]


def _message(answer: Mapping[str, object]) -> str:
    error = answer.get("error")
    return str(error.get("message") or "") if isinstance(error, dict) else ""


def _json(response: httpx.Response) -> Mapping[str, object]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
