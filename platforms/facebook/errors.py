"""
What Facebook's refusals mean and what a person can do about them.

https://developers.facebook.com/docs/pages-api/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from platforms.errors import (
    NeedsOwner,
    NeedsReconnect,
    PlatformError,
    RateLimited,
    Rejected,
    Step,
    TokenExpired,
    Unavailable,
)
from platforms.facebook.rules import LABEL, NETWORK
from platforms.graph.errors import Meaning, Table, judge, quoted

DUPLICATE = "506"
ALREADY_POSTED = "100/1366051"
LINK_UNREAD = "1609005"
GONE = "100/33"
NO_SWITCH = frozenset({"3", "100", GONE, "200/2069030", "200/2069031", "200/2069033"})
"""How Facebook may say that a waiting post cannot be made public on this Page."""
WRONG_OFFSET = "OffsetInvalidError"

_ON_FACEBOOK = "Open Facebook as the person who connected the Page, follow what it says,"
_THEN_RECONNECT = f"{_ON_FACEBOOK} connect the Page again, then press Retry."
_PHOTO = "Save the picture as JPEG, upload it and plan the post again."
_REEL = (
    "Export the video again as MP4 (H.264, 9:16, 24 to 60 frames a second), upload it"
    " and plan the post again."
)
_LINK = "Press Edit and check the link, then press Retry."
_RULES = "Read Facebook's Community Standards, press Edit and change the post, then press Retry."

_ASK_AGAIN = Meaning(Unavailable, "Facebook has a passing problem.")
_LIMIT = Meaning(RateLimited, "Facebook takes no more calls from Callboard for a while.")
_EXPIRED = Meaning(TokenExpired, "Facebook no longer accepts this connection.")
_DISCONNECTED = Meaning(
    NeedsReconnect, "Facebook has ended the connection to this Page.", _THEN_RECONNECT
)
_LOST_RIGHT = Meaning(
    NeedsReconnect,
    "Facebook does not allow this: a permission is missing.",
    "Connect the Page again and leave every permission ticked, then press Retry.",
)
_PAGE_GONE = Meaning(
    NeedsReconnect, "Facebook no longer knows this Page, or no longer shows it to Callboard."
)
_UNSUPPORTED = Meaning(Rejected, "Facebook does not take this kind of post on this Page.")
_ABUSIVE = Meaning(Rejected, "Facebook found this post abusive or not allowed.", _RULES)

BY_SUBCODE: Mapping[int, Meaning] = {
    33: _PAGE_GONE,
    1346003: _ABUSIVE,
    1349125: Meaning(Rejected, "Facebook does not take this form of post."),
    1366046: Meaning(Rejected, "Facebook found the picture too large or of a wrong kind.", _PHOTO),
    1366051: Meaning(Unavailable, "Facebook has used the post's pictures already."),
    1390008: Meaning(
        RateLimited,
        "Facebook finds that this Page posts too fast.",
        wait=timedelta(minutes=45),
    ),
    1404078: Meaning(
        NeedsReconnect, "Facebook wants the person to be authorized to publish.", _THEN_RECONNECT
    ),
    1404102: Meaning(Rejected, "Facebook found this post against its standards.", _RULES),
    1404112: Meaning(
        NeedsReconnect, "Facebook limits what this Page may do for now.", _THEN_RECONNECT
    ),
    1609008: Meaning(Rejected, "Facebook takes no posts with links to facebook.com.", _LINK),
    2061006: Meaning(Rejected, "Facebook found an address in the post that is not valid.", _LINK),
    2069019: Meaning(
        Rejected,
        "Facebook could not read a file of the post.",
        "Upload it again and plan the post anew.",
    ),
    2069030: _UNSUPPORTED,
    2069031: _UNSUPPORTED,
    2069033: _UNSUPPORTED,
    2853006: Meaning(
        NeedsReconnect,
        "The person who connected this Page may no longer post on it.",
        "Ask an admin of the Page for the right to create content, or connect it as an admin;"
        " then press Retry.",
    ),
}
BY_CODE: Mapping[int, Meaning] = {
    1: _ASK_AGAIN,
    2: _ASK_AGAIN,
    3: Meaning(
        NeedsOwner,
        "Facebook does not let Callboard's app do this yet.",
        "Ask whoever runs Callboard to check the app's permissions in Meta's dashboard,"
        " then press Retry.",
    ),
    4: _LIMIT,
    10: _LOST_RIGHT,
    17: _LIMIT,
    32: _LIMIT,
    102: _EXPIRED,
    190: _EXPIRED,
    324: Meaning(Rejected, "Facebook could not read the picture.", _PHOTO),
    341: _LIMIT,
    368: _ABUSIVE,
    506: Meaning(
        Rejected,
        "Facebook refused the post because the Page's last one says the same.",
        "If the post is already there, nothing is left to do; if not, press Edit,"
        " change the text and press Retry.",
    ),
    613: _LIMIT,
    803: _PAGE_GONE,
    6000: Meaning(Rejected, "Facebook could not use the video file.", _REEL),
    80001: _LIMIT,
    1363040: Meaning(Rejected, "Facebook takes videos of the shape 9:16 only.", _REEL),
    1363127: Meaning(Rejected, "Facebook takes videos of at least 540×960.", _REEL),
    1363128: Meaning(Rejected, "Facebook takes videos of 3 to 90 seconds.", _REEL),
    1363129: Meaning(Rejected, "Facebook takes videos of 24 to 60 frames a second.", _REEL),
    1404006: Meaning(NeedsReconnect, "Facebook wants a security check first.", _THEN_RECONNECT),
    1609005: Meaning(Rejected, "Facebook could not read the page behind the link.", _LINK),
    4854002: Meaning(
        NeedsReconnect, "Facebook wants the person to confirm who they are.", _THEN_RECONNECT
    ),
}
TABLE = Table(
    network=NETWORK,
    label=LABEL,
    by_subcode=BY_SUBCODE,
    by_code=BY_CODE,
    lost_right=_LOST_RIGHT,
    disconnected=_DISCONNECTED,
    invisible=Meaning(Unavailable, "Facebook does not find what was just made."),
    unclear=frozenset({1, 2}),
    unclear_subcodes=frozenset({1366051}),
    clear_subcodes=frozenset({2853006}),
)


def classify(response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to Facebook's refusing ``response``."""
    return _of_upload(response, step) or judge(TABLE, response, step, now)


def of_video(error: Mapping[str, object]) -> PlatformError:
    """Return what it means that Facebook could not process a video; the code may be missing."""
    code = error.get("code")
    meaning = BY_CODE.get(code) if isinstance(code, int) else None
    if meaning is not None:
        return TABLE.error(meaning, Step.STATUS, str(code))
    reason = f"Facebook could not process the video.{quoted(str(error.get('message') or ''))}"
    return TABLE.error(Meaning(Rejected, reason, _REEL), Step.STATUS, str(code or ""))


def _of_upload(response: httpx.Response, step: Step) -> PlatformError | None:
    """Judge a refusal of the host that takes videos, which has a shape of its own."""
    try:
        info = response.json().get("debug_info")
    except (ValueError, AttributeError):
        return None
    if not isinstance(info, dict) or response.status_code >= 500:
        return None
    code = str(info.get("type") or "")
    if info.get("retriable"):
        return TABLE.error(Meaning(Unavailable, "The upload was interrupted."), step, code)
    reason = f"Facebook did not take the video file.{quoted(str(info.get('message') or ''))}"
    return TABLE.error(Meaning(Rejected, reason, _REEL), step, code)
