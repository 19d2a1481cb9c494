"""LinkedIn, for members and for pages."""

from __future__ import annotations

from bot.sandbox.networks.linkedin.little_text import displayed
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

LINKEDIN = Facts(
    network="linkedin",
    flavours=("member", "organization"),
    handles={"member": "acme-example"},
    steps_before={
        **dict.fromkeys((Kind.IMAGE, Kind.CAROUSEL), (Step.PREPARE, Step.UPLOAD)),
        Kind.VIDEO: (Step.PREPARE, Step.UPLOAD, Step.STATUS),
    },
    texts=lambda heard: [
        displayed(str(body["commentary"])).text for body in heard.bodies("/rest/posts")
    ],
    option=("no_reshare", True, True),
    option_sent=lambda heard: heard.bodies("/rest/posts")[-1]["isReshareDisabledByAuthor"],
    renews=False,
    ends_one_grant=False,  # of pages; see test_linkedin for members
    tried_elsewhere=frozenset(
        {
            "media_waiting",  # waited for: see test_linkedin
            "media_processing",  # as above
            "processing_failed",  # needs a video: see test_linkedin
            "token_field_missing",  # of the token call: see test_linkedin
            "code_rejected",  # as above
            "refresh_token_dead",  # as above
            "client_invalid",  # as above
        }
    ),
    refusals={
        **dict.fromkeys(
            (
                *("missing_field", "invalid_value", "blank_field", "invalid_urn_type", "too_long"),
                *("illegal_argument", "media_failed", "not_found", "schema", "duplicate"),
            ),
            (Step.CREATE, Rejected),
        ),
        **dict.fromkeys(("version_missing", "version_dead"), (Step.PREPARE, NeedsOwner)),
        "unpermitted_fields": (Step.CREATE, NeedsOwner),
        **dict.fromkeys(
            ("token_empty", "token_invalid", "token_revoked", "token_expired"),
            (Step.PREPARE, TokenExpired),
        ),
        **dict.fromkeys(("access_denied", "not_author"), (Step.PREPARE, NeedsReconnect)),
        "upload_url_expired": (Step.UPLOAD, Unavailable),
        "conflict": (Step.CREATE, Unavailable),
        "daily_limit": (Step.CREATE, RateLimited),
        **dict.fromkeys(("error_500", "error_502", "error_504"), (Step.PREPARE, Unavailable)),
        **dict.fromkeys(("error_500_after", "error_504_after"), (Step.CREATE, OutcomeUnknown)),
    },
)
