"""Facebook Pages."""

from __future__ import annotations

from platforms.content import Kind
from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
)
from tests.contract.facts.facts import Facts
from tests.contract.overheard import Overheard


def _texts(heard: Overheard) -> list[str]:
    """Read the posts' texts and the reels', which are said when a video is finished."""
    finished = [body for body in heard.bodies("/video_reels") if "description" in body]
    said = [body["message"] for body in heard.bodies("/feed")]
    return [str(text) for text in (*said, *(body["description"] for body in finished))]


FACEBOOK = Facts(
    network="facebook",
    simplest=Kind.TEXT,
    steps_before={
        **dict.fromkeys((Kind.TEXT, Kind.LINK, Kind.IMAGE, Kind.CAROUSEL), (Step.PREPARE,)),
        Kind.VIDEO: (Step.PREPARE, Step.UPLOAD, Step.STATUS),
    },
    texts=_texts,
    option=("is_ai_generated", True, "true"),
    option_kind=Kind.VIDEO,
    option_sent=lambda heard: heard.bodies("/video_reels")[-1]["is_ai_generated"],
    tokens_end=False,  # a Page's token lives until something ends it: see test_facebook
    needs_client_id=False,
    ends_one_grant=False,
    tried_elsewhere=frozenset(
        {
            "link_scrape_failed",  # tried again: see test_facebook
            "video_error",  # needs a video: see test_facebook
            "object_gone",  # as above
            "endpoint_unsupported",  # another way is found: see test_facebook
            "field_unsupported",  # as above
            "edge_unsupported",  # as above
        }
    ),
    refusals={
        **dict.fromkeys(
            (
                *("service_error", "service_error_after", "unknown_error", "unknown_error_after"),
                *("unknown_error_99", "unknown_error_99_after", "unknown_upload_error"),
                *("unknown_link_error", "html_outage", "html_outage_after"),
                "photos_already_posted",
            ),
            (Step.CREATE, OutcomeUnknown),
        ),
        **dict.fromkeys(
            (
                *("app_throttled", "user_throttled", "page_throttled", "calls_throttled"),
                *("temporarily_limited", "page_calls_throttled", "posting_too_fast"),
            ),
            (Step.CREATE, RateLimited),
        ),
        **dict.fromkeys(
            (
                *("photo_too_big", "invalid_file", "facebook_link", "bad_url"),
                *("invalid_content_format", "image_missing", "abusive", "community_standards"),
                *("policy_blocked", "duplicate", "video_problem", "reel_ratio"),
                *("reel_resolution", "reel_duration", "reel_frame_rate"),
            ),
            (Step.CREATE, Rejected),
        ),
        "bad_parameter": (Step.PREPARE, Rejected),
        **dict.fromkeys(
            (
                *("app_removed", "checkpoint", "password_changed", "account_unconfirmed"),
                *("no_page_role", "session_app_removed", "permission_missing"),
                *("permission_denied", "publishing_authorization", "task_denied"),
                *("security_check", "identity_unconfirmed", "limited_access", "unknown_id"),
            ),
            (Step.CREATE, NeedsReconnect),
        ),
        **dict.fromkeys(
            (
                *("token_expired", "token_invalid", "token_unrecognised", "session_replaced"),
                "page_token_required",
            ),
            (Step.CREATE, TokenExpired),
        ),
        "capability_missing": (Step.PREPARE, NeedsOwner),
    },
)
