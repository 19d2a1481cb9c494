"""
YouTube's own refusals by name, to be armed as faults.

https://developers.google.com/youtube/v3/docs/errors
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.youtube.answers import (
    auth_error,
    backend_error,
    google_error,
    oauth_error,
    quota_exceeded,
    signup_required,
    too_narrow,
)
from bot.sandbox.networks.youtube.oauth import DEAD
from platforms.errors import Step

WORDS = frozenset({Step.PREPARE})
SENDING = frozenset({Step.UPLOAD, Step.CREATE})
SESSION = SENDING | {Step.READ_BACK}
CREATE = frozenset({Step.CREATE})
UPLOAD = frozenset({Step.UPLOAD})
STATUS = frozenset({Step.STATUS})
OAUTH = frozenset({Step.OAUTH})
ANY = frozenset(Step)
VIDEO, PLAYLIST = "youtube.video", "youtube.playlistItem"
USAGE = "usageLimits"


@dataclass(frozen=True, slots=True)
class Saying:
    """One row of the error table: where it occurs, what it is called and how it is said."""

    steps: frozenset[Step]
    code: int
    reason: str
    message: str
    domain: str = VIDEO
    word: str = ""
    info: str = ""

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it."""
        _ = (request, armed)
        return google_error(
            *(self.code, self.reason, self.message),
            domain=self.domain,
            word=self.word,
            info=self.info,
        )


def _words(reason: str, message: str) -> Saying:
    return Saying(WORDS, 400, reason, f"The request metadata specifies {message}.")


def _person(reason: str, message: str) -> Saying:
    return Saying(ANY, 403, reason, message, "youtube.common")


SAYINGS: Mapping[str, Saying] = {
    "invalid_title": _words("invalidTitle", "an invalid or empty video title"),
    "invalid_description": _words("invalidDescription", "an invalid video description"),
    "invalid_tags": _words("invalidTags", "invalid video keywords"),
    "invalid_category": _words("invalidCategoryId", "an invalid category ID"),
    "invalid_publish_at": _words("invalidPublishAt", "an invalid scheduled publishing time"),
    "invalid_metadata": _words("invalidVideoMetadata", "invalid metadata"),
    "invalid_filename": _words("invalidFilename", "an invalid file name"),
    "invalid_recording_details": _words("invalidRecordingDetails", "invalid recording details"),
    "invalid_game_rating": _words("invalidVideoGameRating", "an invalid video game rating"),
    "default_language_not_set": _words("defaultLanguageNotSet", "no default language"),
    "media_body_required": Saying(
        WORDS | SENDING, 400, "mediaBodyRequired", "The request does not include the video content."
    ),
    "bad_request": Saying(ANY, 400, "badRequest", "Bad Request", "global", word="INVALID_ARGUMENT"),
    "failed_precondition": Saying(
        WORDS | SENDING,
        400,
        "failedPrecondition",
        "Precondition check failed.",
        "global",
        word="FAILED_PRECONDITION",
    ),
    "precondition_failed": Saying(ANY, 412, "conditionNotMet", "Precondition Failed", "global"),
    "upload_limit": Saying(
        WORDS | SENDING,
        400,
        "uploadLimitExceeded",
        "The user has exceeded the number of videos they may upload.",
    ),
    "daily_limit": Saying(ANY, 403, "dailyLimitExceeded", "Daily Limit Exceeded", USAGE),
    "rate_limit": Saying(ANY, 403, "rateLimitExceeded", "Rate Limit Exceeded", USAGE),
    "user_rate_limit": Saying(ANY, 403, "userRateLimitExceeded", "User Rate Limit Exceeded", USAGE),
    "user_rate_limit_429": Saying(
        ANY, 429, "userRateLimitExceeded", "User Rate Limit Exceeded", USAGE
    ),
    "resource_exhausted": Saying(
        ANY,
        429,
        "rateLimitExceeded",
        "Resource has been exhausted (e.g. check quota).",
        "global",
        word="RESOURCE_EXHAUSTED",
    ),
    "upload_rate_limit": Saying(
        UPLOAD,
        429,
        "uploadRateLimitExceeded",
        "The channel has uploaded too many thumbnails recently. Please try the request later.",
        "youtube.thumbnail",
    ),
    "api_not_enabled": Saying(
        ANY,
        403,
        "accessNotConfigured",
        "YouTube Data API v3 has not been used in project 1 before or it is disabled.",
        USAGE,
        word="PERMISSION_DENIED",
        info="SERVICE_DISABLED",
    ),
    "forbidden": Saying(ANY, 403, "forbidden", "The request is not properly authorized."),
    "forbidden_privacy": Saying(
        WORDS, 403, "forbiddenPrivacySetting", "The privacy setting is not allowed."
    ),
    "forbidden_license": Saying(
        WORDS, 403, "forbiddenLicenseSetting", "The license setting is not allowed."
    ),
    "channel_closed": _person("channelClosed", "The channel has been closed."),
    "channel_suspended": _person("channelSuspended", "The channel has been suspended."),
    "account_closed": _person("authenticatedUserAccountClosed", "The YouTube account is closed."),
    "account_suspended": _person(
        "authenticatedUserAccountSuspended", "The YouTube account is suspended."
    ),
    "delegation_forbidden": _person(
        "accountDelegationForbidden", "The user cannot act for this Google Account."
    ),
    "video_not_found": Saying(
        ANY - OAUTH, 404, "videoNotFound", "The video cannot be found. Check the value of the id."
    ),
    "playlist_not_found": Saying(
        frozenset({Step.READ_BACK}),
        404,
        "playlistNotFound",
        "The playlist cannot be found.",
        PLAYLIST,
    ),
    "comments_disabled": Saying(
        CREATE | {Step.READ_BACK},
        403,
        "commentsDisabled",
        "The video has disabled comments.",
        "youtube.commentThread",
    ),
    "invalid_image": Saying(
        UPLOAD, 400, "invalidImage", "The provided image content is invalid.", "youtube.thumbnail"
    ),
}


def _fixed(answer: Callable[[], Response]) -> Callable[[Request, Armed], Response]:
    return lambda _request, _armed: answer()


def _gone(code: int) -> Callable[[Request, Armed], Response]:
    return _fixed(lambda: Response("Not Found", code, media_type="text/plain"))


REFUSALS: Mapping[str, Refusal] = {
    **{name: Refusal(said.steps, said) for name, said in SAYINGS.items()},
    "quota_exceeded": Refusal(ANY, _fixed(quota_exceeded)),
    "auth_error": Refusal(ANY, _fixed(auth_error)),
    "signup_required": Refusal(ANY, _fixed(signup_required)),
    "scope_insufficient": Refusal(ANY, _fixed(too_narrow)),
    "error_500": Refusal(ANY, _fixed(lambda: backend_error(500))),
    "error_500_after": Refusal(CREATE, _fixed(lambda: backend_error(500)), When.AFTER),
    "session_gone": Refusal(SESSION, _gone(404)),
    "session_gone_410": Refusal(SESSION, _gone(410)),
    "refresh_token_dead": Refusal(OAUTH, _fixed(lambda: oauth_error(400, "invalid_grant", DEAD))),
    "client_invalid": Refusal(
        OAUTH, _fixed(lambda: oauth_error(401, "invalid_client", "Unauthorized"))
    ),
    "bytes_lost": Refusal(SENDING, None, When.INSIDE),
    "processing_failed": Refusal(STATUS, None, When.INSIDE),
    "upload_rejected": Refusal(STATUS, None, When.INSIDE),
}
