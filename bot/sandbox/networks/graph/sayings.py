"""
The Graph API's refusals by name, to be armed as faults; the ones that all its networks share.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.graph.answers import graph_error
from platforms.errors import Step

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


TOO_MANY = "Application request limit reached"
UNKNOWN = "An unknown error occurred"
SHARED: Mapping[str, Saying] = {
    "unknown_error": Saying(ANY, 1, None, UNKNOWN, 500, is_transient=True),
    "unknown_error_after": Saying(
        CREATE, 1, None, UNKNOWN, 500, is_transient=True, when=When.AFTER
    ),
    "app_throttled": Saying(ANY, 4, None, TOO_MANY),
    "user_throttled": Saying(ANY, 17, None, "User request limit reached"),
    "page_throttled": Saying(ANY, 32, None, "Page request limit reached"),
    "calls_throttled": Saying(ANY, 613, None, "Calls to this api have exceeded the rate limit."),
    "permission_missing": Saying(
        ANY, 10, None, "(#10) Application does not have permission for this action", 403
    ),
    "app_removed": Saying(ANY, 190, 458, "The user has not authorized the application."),
    "checkpoint": Saying(ANY, 190, 459, "The session has been invalidated: a checkpoint."),
    "password_changed": Saying(ANY, 190, 460, "The session has been invalidated: new password."),
    "token_expired": Saying(ANY, 190, 463, "Error validating access token: it has expired."),
    "account_unconfirmed": Saying(ANY, 190, 464, "The user is not a confirmed user."),
    "token_invalid": Saying(ANY, 190, 467, "The access token is invalid: the user logged out."),
    "no_page_role": Saying(ANY, 190, 492, "The user does not have a role on the Page."),
}


def named(sayings: Mapping[str, Saying]) -> dict[str, Refusal]:
    """Return a table of sayings as refusals to arm."""
    return {name: Refusal(said.steps, said, said.when) for name, said in sayings.items()}
