"""
Facebook's own refusals by name, to be armed as faults.

https://developers.facebook.com/docs/pages-api/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.graph.sayings import (
    ANY,
    CREATE,
    PUBLISHING,
    READING,
    SHARED,
    TOO_MANY,
    UNKNOWN,
    Saying,
    named,
)
from platforms.errors import Step

MAKING = frozenset({Step.PREPARE, Step.CREATE})
FILES = frozenset({Step.PREPARE, Step.UPLOAD, Step.CREATE})
FINISHING = frozenset({Step.STATUS, Step.CREATE})
TIRED = "Service temporarily unavailable"

TROUBLE: Mapping[str, Saying] = {
    "service_error": Saying(ANY, 2, None, TIRED, 500, is_transient=True),
    "service_error_after": Saying(CREATE, 2, None, TIRED, 500, is_transient=True, when=When.AFTER),
    "unknown_error_99": Saying(ANY, 1, 99, UNKNOWN, 500),
    "unknown_error_99_after": Saying(CREATE, 1, 99, UNKNOWN, 500, when=When.AFTER),
    "unknown_upload_error": Saying(FILES, 1, 1363047, UNKNOWN, 500),
    "unknown_link_error": Saying(MAKING, 1, 1609010, UNKNOWN, 500),
    "temporarily_limited": Saying(ANY, 341, None, TOO_MANY),
    "page_calls_throttled": Saying(
        ANY, 80001, None, "(#80001) There have been too many calls to this Page account."
    ),
    "posting_too_fast": Saying(CREATE, 368, 1390008, "You are posting too fast"),
}
CONTENT: Mapping[str, Saying] = {
    "bad_parameter": Saying(PUBLISHING, 100, None, "(#100) Invalid parameter"),
    "photo_too_big": Saying(
        MAKING, 100, 1366046, "Photos must be smaller than 4 MB and saved as JPG or PNG"
    ),
    "photos_already_posted": Saying(MAKING, 100, 1366051, "These photos were already posted"),
    "invalid_file": Saying(FILES, 100, 2069019, "Invalid file"),
    "facebook_link": Saying(MAKING, 100, 1609008, "Links to facebook.com are not allowed"),
    "bad_url": Saying(FILES, 100, 2061006, "The URL is not valid"),
    "invalid_content_format": Saying(MAKING, 100, 1349125, "Invalid content format"),
    "image_missing": Saying(MAKING, 324, None, "(#324) Missing or invalid image file"),
    "abusive": Saying(MAKING, 368, 1346003, "The action is deemed abusive or disallowed"),
    "community_standards": Saying(MAKING, 368, 1404102, "This goes against Community Standards"),
    "limited_access": Saying(MAKING, 368, 1404112, "Access is limited for the moment"),
    "policy_blocked": Saying(MAKING, 368, None, "The action is deemed abusive or disallowed"),
    "duplicate": Saying(CREATE, 506, None, "(#506) Duplicate status message"),
    "link_scrape_failed": Saying(MAKING, 1609005, None, "The link could not be read"),
    "video_problem": Saying(FILES, 6000, None, "There was a problem with the video file"),
    "reel_ratio": Saying(FINISHING, 1363040, None, "The aspect ratio must be 9:16"),
    "reel_resolution": Saying(FINISHING, 1363127, None, "The resolution is too small"),
    "reel_duration": Saying(FINISHING, 1363128, None, "The length must be 3 to 90 seconds"),
    "reel_frame_rate": Saying(FINISHING, 1363129, None, "The frame rate must be 24 to 60"),
}
ACCESS: Mapping[str, Saying] = {
    "capability_missing": Saying(
        ANY, 3, None, "(#3) Application does not have the capability to make this API call."
    ),
    "permission_denied": Saying(ANY, 200, None, "(#200) Permissions error", 403),
    "publishing_authorization": Saying(
        PUBLISHING, 200, 1404078, "Page Publishing Authorization is needed", 403
    ),
    "endpoint_unsupported": Saying(PUBLISHING, 200, 2069030, "The endpoint is not supported", 403),
    "field_unsupported": Saying(ANY, 200, 2069031, "The field is not supported", 403),
    "edge_unsupported": Saying(ANY, 200, 2069033, "The edge is not supported", 403),
    "object_gone": Saying(
        READING | PUBLISHING, 100, 33, "Unsupported request. Object does not exist."
    ),
    "unknown_id": Saying(ANY, 803, None, "(#803) Some of the aliases do not exist"),
    "session_app_removed": Saying(ANY, 102, 458, "The user has not authorized the application."),
    "token_unrecognised": Saying(ANY, 190, None, "Invalid OAuth access token"),
    "session_replaced": Saying(ANY, 190, 490, "The session is no longer the person's own."),
    "page_token_required": Saying(ANY, 190, 2069032, "This endpoint requires a Page access token."),
    "task_denied": Saying(PUBLISHING, 1, 2853006, "No permission for this task on the Page"),
    "security_check": Saying(CREATE, 1404006, None, "A security check is needed"),
    "identity_unconfirmed": Saying(PUBLISHING, 4854002, None, "Confirm your identity first"),
}
SAYINGS: Mapping[str, Saying] = {**SHARED, **TROUBLE, **CONTENT, **ACCESS}


def outage(request: Request, armed: Armed) -> Response:
    """Answer with the page that stands in front of everything when Facebook is down."""
    _ = (request, armed)
    return HTMLResponse("<html><title>Error</title>Sorry, something went wrong.</html>", 503)


REFUSALS: Mapping[str, Refusal] = {
    **named(SAYINGS),
    "html_outage": Refusal(ANY, outage),
    "html_outage_after": Refusal(CREATE, outage, When.AFTER),
    "video_error": Refusal(frozenset({Step.STATUS}), None, When.INSIDE),
}
