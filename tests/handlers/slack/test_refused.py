from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.refused import reason


@pytest.mark.parametrize(
    ("status", "answer", "word"),
    [
        (200, {"ok": False, "error": "channel_not_found"}, "channel_not_found"),
        (500, "server_error", "http_500"),
        (503, {}, "http_503"),
        (200, None, "http_200"),
    ],
    ids=["refused", "text", "a page", "nothing"],
)
def test_every_refusal_of_slack_has_a_word(status: int, answer: Any, word: str) -> None:
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.update",
        req_args={},
        data=answer,
        headers={},
        status_code=status,
    )

    assert reason(SlackApiError("refused", response)) == word  # type: ignore[no-untyped-call]  # slack_sdk has none here
