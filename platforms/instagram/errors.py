"""
What Instagram's refusals mean, by code and subcode; its HTTP statuses say little.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from platforms.errors import (
    NeedsReconnect,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.graph.errors import Meaning, Table, judge
from platforms.instagram.rules import LABEL, NETWORK

_CHECK_ACCOUNT = (
    "Open the Instagram app, follow what it says, connect the account again, then press Retry."
)
_NEW_FILE = "Save the picture as JPEG, upload it and plan the post again."
_NEW_VIDEO = (
    "Export it again as MP4 (H.264, AAC, 23 to 60 frames a second), upload it"
    " and plan the post again."
)
_NO_FETCH = Meaning(
    Unavailable,
    "Instagram could not fetch the file from Callboard.",
    "Ask whoever runs Callboard to check that CALLBOARD_PUBLIC_URL can be reached from the"
    " internet, then press Retry.",
)
_BAD_VIDEO = Meaning(Rejected, "Instagram could not process the video.", _NEW_VIDEO)
_BAD_OPTION = Meaning(Rejected, "Instagram does not know one of the settings of this post.")
_TAGS = Meaning(
    Rejected,
    "Instagram refused the tags of this post.",
    "Press Edit and take them out, then press Retry.",
)
_ASK_AGAIN = Meaning(Unavailable, "Instagram has a passing problem.")
_LIMIT = Meaning(RateLimited, "Instagram takes no more calls from Callboard for a while.")
_LOST_RIGHT = Meaning(
    NeedsReconnect,
    "Instagram does not allow this: a permission is missing.",
    "Connect the account again and leave every permission ticked, then press Retry.",
)
_EXPIRED = Meaning(TokenExpired, "Instagram no longer accepts this connection.")
_DISCONNECTED = Meaning(
    NeedsReconnect, "Instagram has ended the connection to this account.", _CHECK_ACCOUNT
)

BY_SUBCODE: Mapping[int, Meaning] = {
    2207001: _ASK_AGAIN,
    2207003: _NO_FETCH,
    2207004: Meaning(Rejected, "Instagram found the picture larger than 8 MB.", _NEW_FILE),
    2207005: Meaning(Rejected, "Instagram does not take this kind of picture.", _NEW_FILE),
    2207006: _ASK_AGAIN,
    2207008: _ASK_AGAIN,
    2207009: Meaning(
        Rejected,
        "Instagram found the picture too tall or too wide.",
        "Crop it to between 4:5 and 1.91:1, upload it and plan the post again.",
    ),
    2207010: Meaning(
        Rejected,
        "Instagram found the text too long.",
        "Press Edit and shorten it, then press Retry.",
    ),
    2207020: _ASK_AGAIN,
    2207023: _BAD_OPTION,
    2207026: Meaning(Rejected, "Instagram does not take this kind of video.", _NEW_VIDEO),
    2207027: Meaning(Unavailable, "Instagram is still processing the files."),
    2207028: Meaning(Rejected, "A carousel on Instagram has 2 to 10 files."),
    2207032: _ASK_AGAIN,
    2207035: _TAGS,
    2207036: _TAGS,
    2207037: _TAGS,
    2207040: _TAGS,
    2207042: Meaning(
        RateLimited,
        "This account has reached Instagram's number of posts for 24 hours.",
        wait=timedelta(hours=3),
    ),
    2207050: Meaning(
        NeedsReconnect, "Instagram has restricted this account or wants it checked.", _CHECK_ACCOUNT
    ),
    2207051: Meaning(
        NeedsReconnect,
        "Instagram has blocked posting for this account for a while.",
        "Wait a day, check the account in the Instagram app, then press Retry.",
    ),
    2207052: _NO_FETCH,
    2207053: _BAD_VIDEO,
    2207057: _BAD_OPTION,
    2207076: _BAD_VIDEO,
    2207077: _BAD_VIDEO,
    2207081: _BAD_OPTION,
    2207082: _ASK_AGAIN,
    2207085: _BAD_VIDEO,
}
BY_CODE: Mapping[int, Meaning] = {
    -2: _NO_FETCH,
    -1: _ASK_AGAIN,
    1: _ASK_AGAIN,
    2: _ASK_AGAIN,
    4: _LIMIT,
    10: _LOST_RIGHT,
    17: _LIMIT,
    24: _ASK_AGAIN,
    25: _DISCONNECTED,
    32: _LIMIT,
    102: _EXPIRED,
    190: _EXPIRED,
    352: BY_SUBCODE[2207026],
    368: BY_SUBCODE[2207051],
    613: _LIMIT,
    9004: _NO_FETCH,
    9007: BY_SUBCODE[2207027],
    36000: BY_SUBCODE[2207004],
    36001: BY_SUBCODE[2207005],
    36003: BY_SUBCODE[2207009],
    36004: BY_SUBCODE[2207010],
    80002: _LIMIT,
}
_BLOCKED = 2207051

TABLE = Table(
    network=NETWORK,
    label=LABEL,
    by_subcode=BY_SUBCODE,
    by_code=BY_CODE,
    lost_right=_LOST_RIGHT,
    disconnected=_DISCONNECTED,
    invisible=_ASK_AGAIN,
    unclear=frozenset({-2, -1, 1, 2}),
    unclear_subcodes=frozenset({_BLOCKED}),
)


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to Instagram's refusing ``response``."""
    return judge(TABLE, response, step, now)


def of_container(status: str) -> PlatformError:
    """Return what a container's ERROR status means; its text holds the subcode."""
    subcode = next((code for code in BY_SUBCODE if str(code) in status), None)
    meaning = BY_SUBCODE[subcode] if subcode else _ASK_AGAIN
    return TABLE.error(meaning, Step.STATUS, str(subcode or ""))
