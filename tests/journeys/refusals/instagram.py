"""Instagram's."""

from __future__ import annotations

from tests.journeys.refusals.case import (
    AUTH,
    BY_ITSELF,
    CLIP,
    CONTENT,
    IN_DOUBT,
    LOOK,
    PICTURE,
    RECONNECT,
    WAITS,
    Case,
    of,
)

IN_APP = "Open the Instagram app, follow what it says, connect the account again, then press Retry."

INSTAGRAM = of(
    "instagram",
    Case(
        "permission_missing",
        "prepare",
        AUTH,
        "a permission is missing",
        "leave every permission ticked",
        PICTURE,
    ),
    Case(
        "token_expired",
        "prepare",
        AUTH,
        "Instagram no longer accepts this connection",
        RECONNECT,
        PICTURE,
    ),
    Case(
        "password_changed", "prepare", AUTH, "Instagram has ended the connection", IN_APP, PICTURE
    ),
    Case("checkpoint", "prepare", AUTH, "Instagram has ended the connection", IN_APP, PICTURE),
    Case(
        "account_restricted",
        "create",
        AUTH,
        "Instagram has restricted this account or wants it checked",
        IN_APP,
        PICTURE,
    ),
    Case(
        "publish_cap",
        "create",
        WAITS,
        "has reached Instagram's number of posts for 24 hours",
        BY_ITSELF,
        PICTURE,
    ),
    Case(
        "app_throttled",
        "create",
        WAITS,
        "Instagram takes no more calls from Callboard",
        "",
        PICTURE,
        is_told=False,
    ),
    Case(
        "action_blocked",
        "create",
        IN_DOUBT,
        "posts have been seen live all the same",
        LOOK,
        PICTURE,
        goes_live=True,
    ),
    Case(
        "media_not_fetchable",
        "prepare",
        WAITS,
        "Instagram could not fetch the file from Callboard",
        "",
        PICTURE,
        is_told=False,
    ),
    Case(
        "video_unsupported",
        "prepare",
        CONTENT,
        "Instagram does not take this kind of video",
        "plan the post again",
        CLIP,
    ),
)
