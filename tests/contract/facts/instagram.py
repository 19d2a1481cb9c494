"""Instagram, with its own login and with Facebook's."""

from __future__ import annotations

from platforms.content import Kind
from platforms.errors import (
    NeedsReconnect,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from tests.contract.facts.facts import Facts

INSTAGRAM = Facts(
    network="instagram",
    flavours=("instagram", "facebook"),
    steps_before=dict.fromkeys(
        (Kind.IMAGE, Kind.CAROUSEL, Kind.VIDEO), (Step.PREPARE, Step.STATUS)
    ),
    texts=lambda heard: [
        str(body["caption"]) for body in heard.bodies("/media") if "caption" in body
    ],
    option=("is_ai_generated", True, "true"),
    option_sent=lambda heard: heard.bodies("/media")[-1]["is_ai_generated"],
    tried_elsewhere=frozenset(
        {
            "container_error",  # needs a word of its own: see test_instagram
        }
    ),
    needs_client_id=False,
    ends_one_grant=False,
    refusals={
        "action_blocked": (Step.CREATE, OutcomeUnknown),
        "action_blocked_before": (Step.CREATE, OutcomeUnknown),
        "unknown_error": (Step.CREATE, OutcomeUnknown),
        "unknown_error_after": (Step.CREATE, OutcomeUnknown),
        "server_error": (Step.PREPARE, Unavailable),
        "server_error_after": (Step.CREATE, OutcomeUnknown),
        "fetch_timeout": (Step.PREPARE, Unavailable),
        "media_expired": (Step.PREPARE, Unavailable),
        "creation_failed": (Step.PREPARE, Unavailable),
        "upload_unknown_error": (Step.PREPARE, Rejected),
        "app_throttled": (Step.CREATE, RateLimited),
        "user_throttled": (Step.STATUS, RateLimited),
        "page_throttled": (Step.CREATE, RateLimited),
        "calls_throttled": (Step.CREATE, RateLimited),
        "publish_cap": (Step.CREATE, RateLimited),
        "permission_missing": (Step.PREPARE, NeedsReconnect),
        "media_not_found": (Step.CREATE, Unavailable),
        "container_missing": (Step.CREATE, Unavailable),
        "account_restricted": (Step.CREATE, NeedsReconnect),
        "reads_100_33": (Step.STATUS, Unavailable),
        "app_removed": (Step.PREPARE, NeedsReconnect),
        "checkpoint": (Step.PREPARE, NeedsReconnect),
        "password_changed": (Step.PREPARE, NeedsReconnect),
        "token_expired": (Step.PREPARE, TokenExpired),
        "account_unconfirmed": (Step.PREPARE, NeedsReconnect),
        "token_invalid": (Step.PREPARE, TokenExpired),
        "no_page_role": (Step.PREPARE, NeedsReconnect),
        "video_unsupported": (Step.PREPARE, Rejected),
        "policy_blocked": (Step.CREATE, NeedsReconnect),
        "media_not_fetchable": (Step.PREPARE, Unavailable),
        "not_ready": (Step.CREATE, Unavailable),
        "trial_reels_denied": (Step.PREPARE, Rejected),
    },
)
