"""
Instagram's own refusals by name, to be armed as faults.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.networks.faults import Refusal, When
from bot.sandbox.networks.graph.sayings import (
    CREATE,
    PUBLISHING,
    READING,
    SHARED,
    TOO_MANY,
    Saying,
    named,
)
from platforms.errors import Step

MAKING = frozenset({Step.PREPARE})
SAYINGS: Mapping[str, Saying] = {
    **SHARED,
    "action_blocked": Saying(CREATE, 4, 2207051, TOO_MANY, 403, when=When.AFTER),
    "action_blocked_before": Saying(CREATE, 4, 2207051, TOO_MANY, 403),
    "server_error": Saying(PUBLISHING, -1, 2207001, "Instagram server error", 500),
    "server_error_after": Saying(
        CREATE, -1, 2207001, "Instagram server error", 500, when=When.AFTER
    ),
    "fetch_timeout": Saying(MAKING, -2, 2207003, "It takes too long to download the media"),
    "media_expired": Saying(PUBLISHING, -2, 2207020, "The media has expired"),
    "creation_failed": Saying(MAKING, -1, 2207032, "Create media failed, please try again"),
    "upload_unknown_error": Saying(MAKING, -1, 2207053, "An unknown upload error occurred"),
    "publish_cap": Saying(CREATE, 9, 2207042, "The number of posts per day is reached"),
    "media_not_found": Saying(CREATE, 24, 2207006, "The media could not be found"),
    "container_missing": Saying(
        frozenset({Step.STATUS, Step.CREATE}), 24, 2207008, "The requested resource does not exist"
    ),
    "account_restricted": Saying(PUBLISHING, 25, 2207050, "The Instagram account is restricted"),
    "reads_100_33": Saying(READING, 100, 33, "Unsupported get request. Object does not exist."),
    "video_unsupported": Saying(MAKING, 352, 2207026, "The video format is not supported"),
    "policy_blocked": Saying(PUBLISHING, 368, None, "The action is deemed abusive"),
    "media_not_fetchable": Saying(
        MAKING, 9004, 2207052, "The media could not be fetched from this URI"
    ),
    "not_ready": Saying(CREATE, 9007, 2207027, "Media ID is not available"),
    "trial_reels_denied": Saying(MAKING, 100, 2207081, "The account cannot do trial reels"),
}
REFUSALS: Mapping[str, Refusal] = {
    **named(SAYINGS),
    "container_error": Refusal(frozenset({Step.STATUS}), None, When.INSIDE),
}
