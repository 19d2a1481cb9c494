"""
LinkedIn's own refusals by name, to be armed as faults.

https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.linkedin.answers import (
    EMPTY,
    EXPIRED,
    INVALID,
    REVOKED,
    duplicate,
    oauth_error,
    rest_error,
    too_many,
)
from bot.sandbox.networks.linkedin.bodies import MISSING, UNPERMITTED
from bot.sandbox.networks.linkedin.contents import FAILED, PROCESSING
from bot.sandbox.networks.linkedin.oauth import CLIENT_REJECTED, CODE_REJECTED, REFRESH_DEAD
from bot.sandbox.networks.linkedin.session import VERSION_MISSING, version_dead
from bot.sandbox.networks.linkedin.uploading import URL_EXPIRED, WAITING
from platforms.errors import Step

ANY = frozenset(Step)
CREATE = frozenset({Step.CREATE})
UPLOAD = frozenset({Step.UPLOAD})
ASKING = frozenset({Step.PREPARE, Step.CREATE})
STATUS = frozenset({Step.STATUS})
OAUTH = frozenset({Step.OAUTH})
GHOST = "urn:li:share:7299999999999999999"
"""A post that nobody can see any more."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One error of the table: where it occurs, its status, codes and words."""

    steps: frozenset[Step]
    status: int
    code: str | None
    message: str
    service_code: int | None = None
    when: When = When.INSTEAD

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it."""
        _ = (request, armed)
        return rest_error(self.status, self.code, self.message, self.service_code)


NOT_PERMITTED = "Not enough permissions to access: posts.CREATE"
NOT_YOURS = "author does not belong to the member of this token"
CONFLICT = "A write conflict occurred. Retry the request."
BROKEN = "Internal Server Error"
SAYINGS: Mapping[str, Saying] = {
    "missing_field": Saying(ASKING, 400, "MISSING_FIELD", "title is required but missing"),
    "invalid_value": Saying(
        ASKING, 400, "INVALID_VALUE_FOR_FIELD", "visibility can't be set to ALL"
    ),
    "blank_field": Saying(CREATE, 400, "INVALID_VALUE_BLANK_FIELD", "commentary can't be blank"),
    "invalid_urn_type": Saying(
        ASKING, 400, "INVALID_URN_TYPE", "author value urn:li:company:1 must be a person URN"
    ),
    "too_long": Saying(
        *(CREATE, 400, "FIELD_LENGTH_TOO_LONG"),
        "commentary length 3001 can't exceed maximum 3000 length",
    ),
    "illegal_argument": Saying(ANY, 400, "ILLEGAL_ARGUMENT", "The request makes no sense"),
    "version_missing": Saying(ANY, 400, "VERSION_MISSING", VERSION_MISSING),
    "media_failed": Saying(CREATE, 400, "MEDIA_ASSET_PROCESSING_FAILED", FAILED),
    "media_waiting": Saying(CREATE, 400, "MEDIA_ASSET_WAITING_UPLOAD", WAITING),
    "media_processing": Saying(CREATE, 400, "MEDIA_ASSET_PROCESSING", PROCESSING),
    "upload_url_expired": Saying(UPLOAD, 400, "EXPIRED_UPLOAD_URL", URL_EXPIRED),
    "token_empty": Saying(ANY, *EMPTY),
    "token_invalid": Saying(ANY, *INVALID),
    "token_revoked": Saying(ANY, *REVOKED),
    "token_expired": Saying(ANY, *EXPIRED),
    "access_denied": Saying(ANY, 403, "ACCESS_DENIED", NOT_PERMITTED, 100),
    "unpermitted_fields": Saying(
        CREATE, 403, "ACCESS_DENIED", UNPERMITTED.format(path="content"), 100
    ),
    "not_author": Saying(ASKING, 403, "ACCESS_DENIED", NOT_YOURS, 100),
    "not_found": Saying(ANY, 404, "NOT_FOUND", "Could not find entity"),
    "conflict": Saying(ASKING, 409, "CONFLICT", CONFLICT),
    "schema": Saying(ASKING, 422, None, f"ERROR :: /author :: {MISSING}\n"),
    "error_500": Saying(ANY, 500, "INTERNAL_SERVER_ERROR", BROKEN),
    "error_500_after": Saying(CREATE, 500, "INTERNAL_SERVER_ERROR", BROKEN, when=When.AFTER),
    "error_502": Saying(ANY, 502, None, "Bad Gateway"),
    "error_504": Saying(ANY, 504, None, "Gateway Timeout"),
    "error_504_after": Saying(CREATE, 504, None, "Gateway Timeout", when=When.AFTER),
}


@dataclass(frozen=True, slots=True)
class Fixed:
    """An answer of the token calls."""

    status: int
    error: str
    description: str

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it."""
        _ = (request, armed)
        return oauth_error(self.status, self.error, self.description)


REFUSALS: Mapping[str, Refusal] = {
    **{name: Refusal(saying.steps, saying, saying.when) for name, saying in SAYINGS.items()},
    "version_dead": Refusal(ANY, lambda request, _: version_dead(_version(request))),
    "duplicate": Refusal(CREATE, lambda _request, _armed: duplicate(GHOST)),
    "daily_limit": Refusal(ANY, lambda _request, _armed: too_many(for_the_day=True)),
    "processing_failed": Refusal(STATUS, None, When.INSIDE),
    "token_field_missing": Refusal(OAUTH, None, When.INSIDE),
    "code_rejected": Refusal(OAUTH, Fixed(400, "invalid_request", CODE_REJECTED)),
    "refresh_token_dead": Refusal(OAUTH, Fixed(400, "invalid_grant", REFRESH_DEAD)),
    "client_invalid": Refusal(OAUTH, Fixed(401, "invalid_client", CLIENT_REJECTED)),
}


def _version(request: Request) -> str:
    return request.headers.get("linkedin-version", "202401")
