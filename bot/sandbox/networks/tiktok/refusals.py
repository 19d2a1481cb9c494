"""
TikTok's own refusals by name, to be armed as faults.

https://developers.tiktok.com/doc/tiktok-api-v2-error-handling
https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
https://developers.tiktok.com/doc/oauth-error-handling
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.tiktok.answers import failure, oauth_error
from bot.sandbox.networks.tiktok.statuses import FAIL_REASONS
from bot.sandbox.networks.tiktok.uploading import OUT_OF_ORDER
from platforms.errors import Step

ANY = frozenset(Step)
STARTING = frozenset({Step.PREPARE, Step.CREATE})
SENDING = frozenset({Step.UPLOAD, Step.CREATE})
STATUS = frozenset({Step.STATUS})
OAUTH = frozenset({Step.OAUTH})
CREATE = frozenset({Step.CREATE})
SAID_WITH_200 = frozenset(
    {
        *("spam_risk_too_many_posts", "spam_risk_user_banned_from_posting"),
        "reached_active_user_cap",
    }
)
"""What ``creator_info`` tells with HTTP 200."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One error of the table and where it occurs."""

    steps: frozenset[Step]
    code: str
    when: When = When.INSTEAD

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it as the called address says things."""
        _ = armed
        path = request.url.path
        if "/v2/" not in path:
            return Response(status_code=failure(self.code).status_code)
        calm = self.code in SAID_WITH_200 and path.endswith("/creator_info/query/")
        return failure(self.code, status=200 if calm else None)


@dataclass(frozen=True, slots=True)
class OAuthSaying:
    """One error of the token calls."""

    error: str
    status: int = 400

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it."""
        _ = (request, armed)
        return oauth_error(self.error, f"The request was refused: {self.error}.", self.status)


@dataclass(frozen=True, slots=True)
class BareSaying:
    """One of the plain statuses of an upload address."""

    status: int

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it without a word."""
        _ = (request, armed)
        return Response(status_code=self.status)


SAYINGS: Mapping[str, Saying] = {
    "invalid_param": Saying(ANY, "invalid_param"),
    "invalid_params": Saying(ANY, "invalid_params"),
    "invalid_publish_id": Saying(STATUS, "invalid_publish_id"),
    "token_not_authorized_for_specified_publish_id": Saying(
        STATUS, "token_not_authorized_for_specified_publish_id"
    ),
    "publish_not_cancellable": Saying(CREATE, "publish_not_cancellable"),
    "app_version_check_failed": Saying(STARTING, "app_version_check_failed"),
    "access_token_invalid": Saying(ANY, "access_token_invalid"),
    "scope_not_authorized": Saying(ANY, "scope_not_authorized"),
    "scope_permission_missed": Saying(ANY, "scope_permission_missed"),
    "spam_risk_too_many_posts": Saying(STARTING, "spam_risk_too_many_posts"),
    "spam_risk_too_many_pending_share": Saying(STARTING, "spam_risk_too_many_pending_share"),
    "spam_risk_user_banned_from_posting": Saying(STARTING, "spam_risk_user_banned_from_posting"),
    "reached_active_user_cap": Saying(STARTING, "reached_active_user_cap"),
    "unaudited_client_can_only_post_to_private_accounts": Saying(
        STARTING, "unaudited_client_can_only_post_to_private_accounts"
    ),
    "url_ownership_unverified": Saying(STARTING, "url_ownership_unverified"),
    "privacy_level_option_mismatch": Saying(STARTING, "privacy_level_option_mismatch"),
    "rate_limit_exceeded": Saying(ANY, "rate_limit_exceeded"),
    "internal_error": Saying(ANY, "internal_error"),
    "internal_error_after": Saying(STARTING | SENDING, "internal_error", When.AFTER),
}
OAUTH_SAYINGS: Mapping[str, OAuthSaying] = {
    "oauth_access_denied": OAuthSaying("access_denied"),
    "oauth_invalid_client": OAuthSaying("invalid_client", 401),
    "oauth_invalid_grant": OAuthSaying("invalid_grant"),
    "oauth_invalid_request": OAuthSaying("invalid_request"),
    "oauth_invalid_scope": OAuthSaying("invalid_scope"),
    "oauth_unauthorized_client": OAuthSaying("unauthorized_client", 401),
    "oauth_unsupported_grant_type": OAuthSaying("unsupported_grant_type"),
    "oauth_unsupported_response_type": OAuthSaying("unsupported_response_type"),
    "oauth_server_error": OAuthSaying("server_error", 500),
    "oauth_temporarily_unavailable": OAuthSaying("temporarily_unavailable", 503),
}
UPLOAD_SAYINGS: Mapping[str, BareSaying] = {
    "upload_bad_header": BareSaying(400),
    "upload_url_expired": BareSaying(403),
    "upload_unknown": BareSaying(404),
}
REFUSALS: Mapping[str, Refusal] = {
    **{name: Refusal(said.steps, said, said.when) for name, said in SAYINGS.items()},
    **{name: Refusal(OAUTH, said) for name, said in OAUTH_SAYINGS.items()},
    **{name: Refusal(SENDING, said) for name, said in UPLOAD_SAYINGS.items()},
    **{reason: Refusal(STATUS, None, When.INSIDE) for reason in FAIL_REASONS},
    OUT_OF_ORDER: Refusal(SENDING, None, When.INSIDE),
}
