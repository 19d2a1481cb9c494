"""
Instagram's own refusals by name, to be armed as faults.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.instagram.answers import graph_error
from platforms.errors import Step

MAKING = frozenset({Step.PREPARE})
CREATE = frozenset({Step.CREATE})
PUBLISHING = frozenset({Step.PREPARE, Step.UPLOAD, Step.STATUS, Step.CREATE})
READING = frozenset({Step.STATUS, Step.READ_BACK, Step.METRICS})
ANY = frozenset(Step)


@dataclass(frozen=True, slots=True)
class Saying:
    """One error of the table: where it occurs, its codes and its words."""

    steps: frozenset[Step]
    code: int
    subcode: int | None
    message: str
    status: int = 400
    is_transient: bool = False
    when: When = When.INSTEAD

    def __call__(self, request: Request, armed: Armed) -> Response:
        """Say it."""
        _ = (request, armed)
        return graph_error(
            self.code,
            self.message,
            subcode=self.subcode,
            status=self.status,
            is_transient=self.is_transient,
        )


BLOCKED = "Application request limit reached"
SAYINGS: Mapping[str, Saying] = {
    "action_blocked": Saying(CREATE, 4, 2207051, BLOCKED, 403, when=When.AFTER),
    "action_blocked_before": Saying(CREATE, 4, 2207051, BLOCKED, 403),
    "unknown_error": Saying(ANY, 1, None, "An unknown error occurred", 500, is_transient=True),
    "unknown_error_after": Saying(
        CREATE, 1, None, "An unknown error occurred", 500, is_transient=True, when=When.AFTER
    ),
    "server_error": Saying(PUBLISHING, -1, 2207001, "Instagram server error", 500),
    "server_error_after": Saying(
        CREATE, -1, 2207001, "Instagram server error", 500, when=When.AFTER
    ),
    "fetch_timeout": Saying(MAKING, -2, 2207003, "It takes too long to download the media"),
    "media_expired": Saying(PUBLISHING, -2, 2207020, "The media has expired"),
    "creation_failed": Saying(MAKING, -1, 2207032, "Create media failed, please try again"),
    "upload_unknown_error": Saying(MAKING, -1, 2207053, "An unknown upload error occurred"),
    "app_throttled": Saying(ANY, 4, None, BLOCKED),
    "user_throttled": Saying(ANY, 17, None, "User request limit reached"),
    "page_throttled": Saying(ANY, 32, None, "Page request limit reached"),
    "calls_throttled": Saying(ANY, 613, None, "Calls to this api have exceeded the rate limit."),
    "publish_cap": Saying(CREATE, 9, 2207042, "The number of posts per day is reached"),
    "permission_missing": Saying(
        ANY, 10, None, "(#10) Application does not have permission for this action", 403
    ),
    "media_not_found": Saying(CREATE, 24, 2207006, "The media could not be found"),
    "container_missing": Saying(
        frozenset({Step.STATUS, Step.CREATE}), 24, 2207008, "The requested resource does not exist"
    ),
    "account_restricted": Saying(PUBLISHING, 25, 2207050, "The Instagram account is restricted"),
    "reads_100_33": Saying(READING, 100, 33, "Unsupported get request. Object does not exist."),
    "app_removed": Saying(ANY, 190, 458, "The user has not authorized the application."),
    "checkpoint": Saying(ANY, 190, 459, "The session has been invalidated: a checkpoint."),
    "password_changed": Saying(ANY, 190, 460, "The session has been invalidated: new password."),
    "token_expired": Saying(ANY, 190, 463, "Error validating access token: it has expired."),
    "account_unconfirmed": Saying(ANY, 190, 464, "The user is not a confirmed user."),
    "token_invalid": Saying(ANY, 190, 467, "The access token is invalid: the user logged out."),
    "no_page_role": Saying(ANY, 190, 492, "The user does not have a role on the Page."),
    "video_unsupported": Saying(MAKING, 352, 2207026, "The video format is not supported"),
    "policy_blocked": Saying(PUBLISHING, 368, None, "The action is deemed abusive"),
    "media_not_fetchable": Saying(
        MAKING, 9004, 2207052, "The media could not be fetched from this URI"
    ),
    "not_ready": Saying(CREATE, 9007, 2207027, "Media ID is not available"),
    "trial_reels_denied": Saying(MAKING, 100, 2207081, "The account cannot do trial reels"),
}
REFUSALS: Mapping[str, Refusal] = {
    **{name: Refusal(said.steps, said, said.when) for name, said in SAYINGS.items()},
    "container_error": Refusal(frozenset({Step.STATUS}), None, When.INSIDE),
}
