"""
TikTok's ways to answer: an envelope everywhere but for OAuth and uploads.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from starlette.responses import JSONResponse, Response

STATUS: Mapping[str, int] = {
    "invalid_param": 400,
    "invalid_params": 400,
    "invalid_publish_id": 400,
    "token_not_authorized_for_specified_publish_id": 400,
    "publish_not_cancellable": 400,
    "app_version_check_failed": 400,
    "access_token_invalid": 401,
    "scope_not_authorized": 401,
    "scope_permission_missed": 401,
    "spam_risk_too_many_posts": 403,
    "spam_risk_too_many_pending_share": 403,
    "spam_risk_user_banned_from_posting": 403,
    "reached_active_user_cap": 403,
    "unaudited_client_can_only_post_to_private_accounts": 403,
    "url_ownership_unverified": 403,
    "privacy_level_option_mismatch": 403,
    "rate_limit_exceeded": 429,
    "internal_error": 500,
}
"""The HTTP status that each error code comes with."""
WORDS: Mapping[str, str] = {
    "invalid_param": "The request parameters are not valid.",
    "invalid_params": "The request parameters are not valid.",
    "invalid_publish_id": "The publish_id does not exist.",
    "token_not_authorized_for_specified_publish_id": "This token did not make the publish_id.",
    "publish_not_cancellable": "The post can no longer be cancelled.",
    "app_version_check_failed": "The user's TikTok app is too old for this kind of post.",
    "access_token_invalid": "The access token is invalid or not found in the request.",
    "scope_not_authorized": "The user did not authorize the scope required for this call.",
    "scope_permission_missed": "The client lacks the scope required for this call.",
    "spam_risk_too_many_posts": "The daily post cap from the API is reached for this user.",
    "spam_risk_too_many_pending_share": "The user has too many shares pending in the inbox.",
    "spam_risk_user_banned_from_posting": "The user is banned from making new posts.",
    "reached_active_user_cap": "The daily cap of active publishing users is reached.",
    "unaudited_client_can_only_post_to_private_accounts": (
        "An unaudited client can only post to private accounts, visible to nobody else."
    ),
    "url_ownership_unverified": "The ownership of the URL's host is not verified.",
    "privacy_level_option_mismatch": "The privacy_level is not one of this creator's options.",
    "rate_limit_exceeded": "The rate limit is exceeded.",
    "internal_error": "Something went wrong at TikTok.",
}


class Refused(Exception):
    """The request is refused; ``answer`` is what TikTok says."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def success(data: Mapping[str, Any] | None = None) -> JSONResponse:
    """Return the envelope of a call that worked; a call may have nothing to tell."""
    inner = {} if data is None else {"data": data}
    return JSONResponse({**inner, "error": {"code": "ok", "message": "", "log_id": log_id()}})


def failure(code: str, message: str = "", *, status: int | None = None) -> JSONResponse:
    """Return the envelope of an error; only a refused token comes without ``data``."""
    status = STATUS[code] if status is None else status
    error = {"code": code, "message": message or WORDS[code], "log_id": log_id()}
    inner: dict[str, Any] = {} if status == 401 else {"data": {}}
    return JSONResponse({**inner, "error": error}, status)


def refused(code: str, message: str = "") -> Refused:
    """Return a refusal to raise."""
    return Refused(failure(code, message))


def oauth_error(error: str, description: str, status: int = 400) -> JSONResponse:
    """Return an error of the token calls, which is flat."""
    body = {"error": error, "error_description": description, "log_id": log_id()}
    return JSONResponse(body, status, headers={"cache-control": "no-store"})


def log_id() -> str:
    """Return the name under which TikTok's support finds a request."""
    return token_hex(17).upper()
