"""
What TikTok's refusals mean, by code; its HTTP statuses say little, and some come with 200.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
https://developers.tiktok.com/doc/oauth-error-handling
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from platforms.http import no_clear_answer
from platforms.statuses import MAX_DETAIL, by_status
from platforms.tiktok.rules import LABEL, NETWORK


@dataclass(frozen=True, slots=True)
class Sign:
    """What one code of TikTok's asks for; ``wait`` before the next try where it is known."""

    reaction: type[PlatformError]
    reason: str
    advice: str = ""
    wait: timedelta | None = None


_A_MINUTE, _A_DAY = timedelta(seconds=60), timedelta(hours=24)
_SCOPES = "Connect the account again and leave every right allowed, then press Retry."
_IN_APP = "Open the TikTok app with this account, follow what it says, then press Retry."
_NEW_VIDEO = (
    "Export it again as MP4 (H.264, 23 to 60 frames a second), upload it and plan the post again."
)
_KEYS = (
    "Ask whoever runs Callboard to check CALLBOARD_TIKTOK__CLIENT_ID"
    " and CALLBOARD_TIKTOK__CLIENT_SECRET."
)
_BAD_FIELD = Sign(Rejected, "TikTok refused the text or one of the settings of this post.")
_NO_RIGHT = Sign(NeedsReconnect, "This connection lacks a right that TikTok asks for.", _SCOPES)
_NO_FETCH = Sign(
    Unavailable,
    "TikTok could not fetch the files from Callboard.",
    "Ask whoever runs Callboard to check that CALLBOARD_PUBLIC_URL can be reached from the"
    " internet, then press Retry.",
)
_SPAM = Sign(
    Rejected,
    "TikTok took the post for spam and did not publish it.",
    "Press Edit, change the text and press Retry, or post it by hand in the TikTok app.",
)

SIGNS: Mapping[str, Sign] = {
    "invalid_param": _BAD_FIELD,
    "invalid_params": _BAD_FIELD,
    "app_version_check_failed": Sign(
        Rejected,
        "The TikTok app of this account is too old for this kind of post.",
        "Update the TikTok app on the phone, then press Retry.",
    ),
    "access_token_invalid": Sign(TokenExpired, "TikTok no longer accepts this connection."),
    "scope_not_authorized": _NO_RIGHT,
    "scope_permission_missed": _NO_RIGHT,
    "spam_risk_too_many_posts": Sign(
        RateLimited, "This account has reached TikTok's number of posts for a day.", wait=_A_DAY
    ),
    "spam_risk_too_many_pending_share": Sign(
        RateLimited,
        "Too many drafts wait in this account's TikTok inbox.",
        "Finish or delete drafts in the TikTok app, then press Retry;"
        " Callboard tries again by itself after a day.",
        wait=_A_DAY,
    ),
    "spam_risk_user_banned_from_posting": Sign(
        NeedsReconnect, "TikTok has banned this account from posting.", _IN_APP
    ),
    "reached_active_user_cap": Sign(
        RateLimited,
        "As many accounts as TikTok allows have posted through Callboard's app today.",
        wait=_A_DAY,
    ),
    "unaudited_client_can_only_post_to_private_accounts": Sign(
        NeedsOwner,
        "TikTok has not audited Callboard's app yet, so it may post only on private accounts,"
        " visible to nobody else.",
        "Make the account private, press Edit and choose Only you; or ask whoever runs Callboard"
        " to pass TikTok's audit. Then press Retry.",
    ),
    "url_ownership_unverified": Sign(
        NeedsOwner,
        "TikTok does not know that Callboard's public address belongs to Callboard's app.",
        "Ask whoever runs Callboard to verify the domain of CALLBOARD_PUBLIC_URL in TikTok's"
        " developer portal, then press Retry.",
    ),
    "privacy_level_option_mismatch": Sign(
        Rejected,
        "TikTok does not let this account use this choice of who can see the post.",
        "Press Edit, choose somebody else for “Who can see it”, then press Retry.",
    ),
    "rate_limit_exceeded": Sign(
        RateLimited, "TikTok asks to wait before the next call.", wait=_A_MINUTE
    ),
}
"""By ``error.code``."""

FAILURES: Mapping[str, Sign] = {
    "file_format_check_failed": Sign(Rejected, "TikTok cannot read this kind of file.", _NEW_VIDEO),
    "duration_check_failed": Sign(
        Rejected,
        "The video is too short or too long for this account.",
        "Cut it or choose another, upload that and plan the post again.",
    ),
    "frame_rate_check_failed": Sign(
        Rejected, "The video has too few or too many frames a second for TikTok.", _NEW_VIDEO
    ),
    "picture_size_check_failed": Sign(
        Rejected,
        "TikTok found the picture or video too small or too large.",
        "Choose another file, upload it and plan the post again.",
    ),
    "internal": Sign(Unavailable, "TikTok could not process the post because of a passing fault."),
    "video_pull_failed": _NO_FETCH,
    "photo_pull_failed": _NO_FETCH,
    "publish_cancelled": Sign(
        Rejected, "The post was cancelled at TikTok.", "Press Retry to publish it after all."
    ),
    "auth_removed": Sign(NeedsReconnect, "Callboard's access was taken away in the TikTok app."),
    "spam_risk_text": Sign(
        Rejected, "TikTok took the text for spam.", "Press Edit, change it, then press Retry."
    ),
    "spam_risk": _SPAM,
}
"""By ``fail_reason``."""

_REFUSED = Sign(NeedsReconnect, "TikTok refused the connection.")
GRANTS: Mapping[str, Sign] = {
    "invalid_grant": Sign(
        NeedsReconnect, "TikTok no longer takes this connection: it was ended, or is too old."
    ),
    "invalid_client": Sign(
        NeedsOwner, "TikTok does not know Callboard's app, or its secret is wrong.", _KEYS
    ),
    "unauthorized_client": Sign(
        NeedsOwner,
        "TikTok does not let Callboard's app do this.",
        "Ask whoever runs Callboard to look at the app's state in TikTok's developer portal.",
    ),
    "invalid_scope": Sign(
        NeedsOwner,
        "Callboard's app at TikTok lacks rights that it asks for.",
        "Ask whoever runs Callboard to add them in TikTok's developer portal.",
    ),
    "server_error": Sign(Unavailable, "TikTok has a passing problem."),
    "temporarily_unavailable": Sign(Unavailable, "TikTok has a passing problem."),
}
"""By the ``error`` of the token calls."""

OK = "ok"


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to TikTok's refusing ``response``."""
    error = error_of(response)
    if isinstance(error, str):
        return _made(GRANTS.get(error, _REFUSED), error, step, now)
    code, detail = str(error.get("code") or ""), str(error.get("message") or "")
    if sign := SIGNS.get(code):
        return _made(sign, code, step, now)
    if code == "internal_error" or response.status_code >= 500:
        return no_clear_answer(NETWORK, step, code=code)
    if response.is_success:
        said = f" It says: {detail[:MAX_DETAIL]}" if detail else ""
        return Rejected(f"TikTok refused the post.{said}", network=NETWORK, step=step, code=code)
    return by_status(response, step, now, network=NETWORK, label=LABEL, detail=detail)


def classify_upload(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error for an upload address's refusal, which is a status and nothing else."""
    if response.status_code in {400, 403, 404}:
        reason = "TikTok dropped the upload before it was complete."
        code = str(response.status_code)
        return Unavailable(reason, network=NETWORK, step=step, code=code)
    return by_status(response, step, now, network=NETWORK, label=LABEL)


def of_failure(reason: str) -> PlatformError:
    """Return what it means that TikTok ended a publication for ``reason``."""
    sign = FAILURES.get(reason) or Sign(Rejected, "TikTok did not publish the post.")
    return _made(sign, reason, Step.STATUS)


def error_of(response: httpx.Response) -> Mapping[str, object] | str:
    """Return the error object, or the word that the token calls have in its place."""
    try:
        answer = response.json()
    except ValueError:
        return {}
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict | str) else {}


def _made(sign: Sign, code: str, step: Step, now: datetime | None = None) -> PlatformError:
    if issubclass(sign.reaction, RateLimited):
        at = now + sign.wait if now and sign.wait else None
        return sign.reaction(
            sign.reason, network=NETWORK, step=step, code=code, advice=sign.advice, retry_at=at
        )
    return sign.reaction(sign.reason, network=NETWORK, step=step, code=code, advice=sign.advice)
