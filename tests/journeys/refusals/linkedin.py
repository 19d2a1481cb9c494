"""LinkedIn's."""

from __future__ import annotations

from tests.journeys.refusals.case import (
    AUTH,
    BY_ITSELF,
    CONTENT,
    EDIT_TEXT,
    IN_DOUBT,
    LOOK,
    OWNER,
    PICTURE,
    RECONNECT,
    WAITS,
    Case,
    of,
)

LINKEDIN = of(
    "linkedin",
    Case(
        "token_expired",
        "create",
        AUTH,
        "LinkedIn no longer accepts this connection: it lasts 60 days",
        RECONNECT,
    ),
    Case("token_revoked", "create", AUTH, "or somebody ended it", RECONNECT),
    Case(
        "access_denied",
        "create",
        AUTH,
        "a right, or a role at the page, is missing",
        "as somebody who may post for it, then press Retry",
    ),
    Case("not_author", "create", AUTH, "this connection belongs to somebody else", RECONNECT),
    Case("duplicate", "create", CONTENT, "the same was posted a short while ago", EDIT_TEXT),
    Case(
        "invalid_value",
        "create",
        CONTENT,
        "LinkedIn refused a part of the post. It says:",
        "Press Edit and mend it, then press Retry",
    ),
    Case(
        "media_failed",
        "create",
        CONTENT,
        "LinkedIn could not use a file of the post",
        "plan the post again",
        PICTURE,
    ),
    Case(
        "version_dead",
        "create",
        OWNER,
        "LinkedIn no longer works with this version of Callboard",
        "Ask whoever runs Callboard to update it",
    ),
    Case("daily_limit", "create", WAITS, "LinkedIn's limit for today is reached", BY_ITSELF),
    Case(
        "error_504_after",
        "create",
        IN_DOUBT,
        "The network gave no clear answer",
        LOOK,
        goes_live=True,
    ),
)
