"""YouTube."""

from __future__ import annotations

from typing import Any

from platforms.content import Kind
from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from tests.contract.facts.facts import Facts
from tests.contract.overheard import Overheard


def _announced(heard: Overheard) -> list[dict[str, Any]]:
    return [dict(body) for body in heard.bodies("/upload/youtube/v3/videos")]


YOUTUBE = Facts(
    network="youtube",
    simplest=Kind.VIDEO,
    steps_before={Kind.VIDEO: (Step.PREPARE,)},
    texts=lambda heard: [body["snippet"]["description"] for body in _announced(heard)],
    option=("privacy", "unlisted", "unlisted"),
    option_sent=lambda heard: _announced(heard)[-1]["status"]["privacyStatus"],
    shown=lambda composed: f"{composed.options['title']}\n\n{composed.parts[0].text}",
    tried_elsewhere=frozenset(
        {
            "invalid_image",  # a thumbnail never fails a video: see test_youtube
            "upload_rate_limit",  # as above
            "video_not_found",  # as above
            "playlist_not_found",  # the fallback after a lost upload: see test_youtube
            "session_gone",  # see test_youtube
            "session_gone_410",  # see test_youtube
            "bytes_lost",  # see test_youtube
            "comments_disabled",  # Callboard writes no comments
            "refresh_token_dead",  # see test_youtube
            "client_invalid",  # see test_youtube
        }
    ),
    refusals={
        **dict.fromkeys(
            (
                *("invalid_title", "invalid_description", "invalid_tags", "invalid_category"),
                *("invalid_publish_at", "invalid_metadata", "invalid_filename"),
                *("invalid_recording_details", "invalid_game_rating", "default_language_not_set"),
                *("media_body_required", "bad_request", "failed_precondition"),
                *("precondition_failed", "forbidden_privacy", "forbidden_license"),
            ),
            (Step.PREPARE, Rejected),
        ),
        **dict.fromkeys(
            (
                *("upload_limit", "daily_limit", "quota_exceeded", "rate_limit"),
                *("user_rate_limit", "user_rate_limit_429", "resource_exhausted"),
            ),
            (Step.PREPARE, RateLimited),
        ),
        **dict.fromkeys(
            (
                *("signup_required", "scope_insufficient", "forbidden", "channel_closed"),
                *("channel_suspended", "account_closed", "account_suspended"),
                "delegation_forbidden",
            ),
            (Step.PREPARE, NeedsReconnect),
        ),
        "api_not_enabled": (Step.PREPARE, NeedsOwner),
        "auth_error": (Step.PREPARE, TokenExpired),
        "error_500": (Step.PREPARE, Unavailable),
        "error_500_after": (Step.CREATE, OutcomeUnknown),
        "processing_failed": (Step.STATUS, Rejected),
        "upload_rejected": (Step.STATUS, Rejected),
    },
)
