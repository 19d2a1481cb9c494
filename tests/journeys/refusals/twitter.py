"""X's."""

from __future__ import annotations

from tests.journeys.refusals.case import (
    AUTH,
    BY_ITSELF,
    CLIP,
    CONTENT,
    EDIT_TEXT,
    IN_DOUBT,
    LOOK,
    OWNER,
    RECONNECT,
    WAITS,
    Case,
    of,
)

X = of(
    "twitter",
    Case(
        "credits_depleted",
        "create",
        OWNER,
        "has no credit left",
        "buy credits at console.x.com, then press Retry",
    ),
    Case(
        "spend_cap", "create", WAITS, "has reached the spending limit that its owner set", BY_ITSELF
    ),
    Case(
        "usage_capped", "create", WAITS, "has used up its calls for this month", "", is_told=False
    ),
    Case(
        "legacy_429",
        "create",
        WAITS,
        "X takes no more calls from Callboard for a while",
        "",
        is_told=False,
    ),
    Case("duplicate", "create", CONTENT, "the same text was posted a short while ago", EDIT_TEXT),
    Case(
        "not_permitted",
        "create",
        AUTH,
        "X does not permit this: the connection lacks a right",
        RECONNECT,
    ),
    Case(
        "suspended",
        "create",
        AUTH,
        "X has suspended or locked this account",
        "Open X, follow its instructions",
    ),
    Case(
        "not_enrolled",
        "create",
        OWNER,
        "Callboard's app at X lacks the right or the plan",
        "give it read and write access",
    ),
    Case(
        "video_too_long",
        "create",
        CONTENT,
        "X does not let this account post a video that long",
        "Cut the video to 2:20 minutes",
        CLIP,
    ),
    Case(
        "error_500_after",
        "create",
        IN_DOUBT,
        "The network gave no clear answer",
        LOOK,
        goes_live=True,
    ),
)
