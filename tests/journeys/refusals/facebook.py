"""Facebook's."""

from __future__ import annotations

from tests.journeys.refusals.case import (
    AUTH,
    BY_ITSELF,
    CLIP,
    CONTENT,
    EDIT_TEXT,
    IN_DOUBT,
    LOOK,
    PICTURE,
    RECONNECT,
    WAITS,
    Case,
    of,
)

FACEBOOK = of(
    "facebook",
    Case(
        "permission_denied",
        "create",
        AUTH,
        "a permission is missing",
        "leave every permission ticked, then press Retry",
    ),
    Case(
        "token_expired",
        "create",
        AUTH,
        "Facebook no longer accepts this connection",
        RECONNECT,
        times=2,
    ),
    Case(
        "password_changed",
        "create",
        AUTH,
        "Facebook has ended the connection to this Page",
        "connect the Page again, then press Retry",
    ),
    Case("task_denied", "create", AUTH, "may no longer post on it", "Ask an admin of the Page"),
    Case(
        "posting_too_fast",
        "create",
        WAITS,
        "this Page posts too fast",
        BY_ITSELF,
    ),
    Case("duplicate", "create", CONTENT, "the Page's last one says the same", EDIT_TEXT),
    Case(
        "community_standards",
        "create",
        CONTENT,
        "against its standards",
        "Read Facebook's Community Standards, press Edit",
    ),
    Case(
        "photo_too_big",
        "prepare",
        CONTENT,
        "the picture too large or of a wrong kind",
        "plan the post again",
        PICTURE,
    ),
    Case(
        "reel_ratio",
        "create",
        CONTENT,
        "videos of the shape 9:16 only",
        "plan the post again",
        CLIP,
    ),
    Case(
        "service_error_after",
        "create",
        IN_DOUBT,
        "posts have been seen live all the same",
        LOOK,
        goes_live=True,
    ),
)
