"""TikTok."""

from __future__ import annotations

from platforms.composition import Composition
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


def _said(heard: Overheard) -> list[dict[str, object]]:
    """Return what was said about each post, videos and photos alike."""
    bodies = [*heard.bodies("/video/init/"), *heard.bodies("/content/init/")]
    return [info for body in bodies if isinstance(info := body["post_info"], dict)]


def _text(info: dict[str, object]) -> str:
    return str(info.get("description", info["title"]))


def _shown(composed: Composition) -> str:
    """Photos have a title above their text, for a video the text is the title."""
    title, text = composed.options.get("title"), composed.parts[0].text
    return f"{title}\n{text}" if title else text


TIKTOK = Facts(
    network="tiktok",
    steps_before=dict.fromkeys((Kind.IMAGE, Kind.CAROUSEL, Kind.VIDEO), (Step.PREPARE,)),
    texts=lambda heard: [_text(info) for info in _said(heard)],
    option=("allow_comment", True, False),
    option_sent=lambda heard: _said(heard)[-1]["disable_comment"],
    shown=_shown,
    choices={"privacy_level": "PUBLIC_TO_EVERYONE"},
    one_use_refresh=True,
    tried_elsewhere=frozenset(
        {
            "publish_not_cancellable",  # Callboard cancels nothing at TikTok
            *("upload_bad_header", "upload_url_expired", "upload_unknown"),  # see test_tiktok
            "upload_range_mismatch",  # as above
            *("oauth_access_denied", "oauth_invalid_client", "oauth_invalid_grant"),  # as above
            *("oauth_invalid_request", "oauth_invalid_scope", "oauth_unauthorized_client"),
            *("oauth_unsupported_grant_type", "oauth_unsupported_response_type"),
            *("oauth_server_error", "oauth_temporarily_unavailable"),
        }
    ),
    refusals={
        "invalid_param": (Step.CREATE, Rejected),
        "invalid_params": (Step.PREPARE, Rejected),
        "app_version_check_failed": (Step.CREATE, Rejected),
        "privacy_level_option_mismatch": (Step.CREATE, Rejected),
        "access_token_invalid": (Step.PREPARE, TokenExpired),
        "scope_not_authorized": (Step.PREPARE, NeedsReconnect),
        "scope_permission_missed": (Step.CREATE, NeedsReconnect),
        "spam_risk_user_banned_from_posting": (Step.PREPARE, NeedsReconnect),
        "spam_risk_too_many_posts": (Step.PREPARE, RateLimited),
        "reached_active_user_cap": (Step.PREPARE, RateLimited),
        "spam_risk_too_many_pending_share": (Step.CREATE, RateLimited),
        "rate_limit_exceeded": (Step.CREATE, RateLimited),
        "unaudited_client_can_only_post_to_private_accounts": (Step.CREATE, NeedsOwner),
        "url_ownership_unverified": (Step.CREATE, NeedsOwner),
        "internal_error": (Step.CREATE, OutcomeUnknown),
        "internal_error_after": (Step.CREATE, OutcomeUnknown),
        "invalid_publish_id": (Step.STATUS, OutcomeUnknown),
        "token_not_authorized_for_specified_publish_id": (Step.STATUS, OutcomeUnknown),
        **dict.fromkeys(
            (
                *("file_format_check_failed", "duration_check_failed", "frame_rate_check_failed"),
                *("picture_size_check_failed", "publish_cancelled", "spam_risk_text"),
                "spam_risk",
            ),
            (Step.STATUS, Rejected),
        ),
        **dict.fromkeys(
            ("internal", "video_pull_failed", "photo_pull_failed"), (Step.STATUS, Unavailable)
        ),
        "auth_removed": (Step.STATUS, NeedsReconnect),
    },
)
