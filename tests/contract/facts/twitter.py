"""X."""

from __future__ import annotations

from platforms.content import Kind
from platforms.errors import NeedsOwner, NeedsReconnect, OutcomeUnknown, RateLimited, Rejected, Step
from tests.contract.facts.facts import Facts

X = Facts(
    network="twitter",
    steps_before={
        Kind.IMAGE: (Step.UPLOAD,),
        Kind.VIDEO: (Step.PREPARE, Step.UPLOAD, Step.STATUS),
    },
    texts=lambda heard: [str(body["text"]) for body in heard.bodies("/2/tweets")],
    option=("reply_settings", "following", "following"),
    option_sent=lambda heard: heard.bodies("/2/tweets")[-1]["reply_settings"],
    tried_elsewhere=frozenset(
        {
            "partial_errors",  # not a refusal: see test_twitter
            "processing_failed",  # needs a video: see test_twitter
            "refresh_token_dead",  # see test_tokens
            "client_unauthorized",  # see test_tokens
        }
    ),
    one_use_refresh=True,
    refuses_unknown_options=True,
    refusals={
        "credits_depleted": (Step.CREATE, NeedsOwner),
        "spend_cap": (Step.CREATE, RateLimited),
        "usage_capped": (Step.CREATE, RateLimited),
        "legacy_429": (Step.CREATE, RateLimited),
        "duplicate": (Step.CREATE, Rejected),
        "too_long": (Step.CREATE, Rejected),
        "suspended": (Step.CREATE, NeedsReconnect),
        "not_permitted": (Step.UPLOAD, NeedsReconnect),
        "premium_required": (Step.CREATE, NeedsReconnect),
        "video_too_long": (Step.CREATE, Rejected),
        "reply_not_allowed": (Step.CREATE, Rejected),
        "quote_not_allowed": (Step.CREATE, Rejected),
        "cashtags": (Step.CREATE, Rejected),
        "parent_gone": (Step.CREATE, Rejected),
        "media_invalid": (Step.CREATE, Rejected),
        "not_enrolled": (Step.CREATE, NeedsOwner),
        "unsupported_authentication": (Step.CREATE, NeedsReconnect),
        "oauth1_permissions": (Step.CREATE, NeedsOwner),
        "chunk_too_large": (Step.UPLOAD, Rejected),
        "error_500_after": (Step.CREATE, OutcomeUnknown),
    },
)
