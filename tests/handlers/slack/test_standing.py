from __future__ import annotations

from typing import Any

import pytest

from handlers.slack.views.standing import standing, title
from store.words import FailureKind, ProposalStatus, State
from tests.handlers.slack.samples import post_view, proposal_view

LIVE = {"state": State.PUBLISHED, "permalink": "https://x.com/acme/status/1"}


def failed(kind: FailureKind) -> dict[str, Any]:
    return {"state": State.FAILED, "failure_kind": kind}


@pytest.mark.parametrize(
    ("posts", "says"),
    [
        ([{"state": State.SCHEDULED}] * 2, "2 posts scheduled"),
        ([LIVE, {"state": State.SCHEDULED}], "1 post scheduled, 1 live"),
        ([LIVE, {"state": State.PUBLISHING}], "Publishing: 1 of 2 live"),
        ([LIVE], "1 post live"),
        ([LIVE, failed(FailureKind.CONTENT)], "1 of 2 posts failed"),
        ([failed(FailureKind.RETRY_WAITING)], "1 of 1 post waiting to be tried again"),
        ([failed(FailureKind.OUTCOME_UNKNOWN)], "1 of 1 post may be live"),
        ([failed(FailureKind.MISSED)], "1 of 1 post missed its time"),
        ([failed(FailureKind.MISSED), failed(FailureKind.AUTH)], "1 of 2 posts failed"),
        ([{"state": State.CANCELLED}], "1 post cancelled"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_title_says_what_wants_a_person_first(posts: list[dict[str, Any]], says: str) -> None:
    view = proposal_view(*(post_view(**one) for one in posts), status=ProposalStatus.ACCEPTED)

    assert title(view) == says


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (FailureKind.RETRY_WAITING, "waiting to be tried again"),
        (FailureKind.OUTCOME_UNKNOWN, "may be live"),
        (FailureKind.MISSED, "missed its time"),
        (FailureKind.CONTENT, "failed"),
    ],
)
def test_only_what_failed_is_called_failed(kind: FailureKind, says: str) -> None:
    assert standing(post_view(**failed(kind)).post) == says
