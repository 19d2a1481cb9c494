"""A post that went out and leaves something to do says so, and is not called live."""

from __future__ import annotations

import json

from handlers.slack.views import notices, proposal
from store.words import ProposalStatus, State
from tests.handlers.slack.samples import post_view, proposal_view
from tests.handlers.slack.test_views import assert_is_valid_message

REMARK = "Finish it in the <TikTok> app."
SHOWN = "Finish it in the &lt;TikTok&gt; app."


def test_a_notice_says_what_is_left_to_do() -> None:
    view = post_view(state=State.PUBLISHED, advice=REMARK)

    blocks = notices.notice_blocks(view)

    assert_is_valid_message(blocks)
    assert SHOWN in json.dumps(blocks)
    assert SHOWN in notices.notice_text(view)
    assert "Live" not in f"{json.dumps(blocks)}{notices.notice_text(view)}"


def test_a_plan_says_what_is_left_to_do() -> None:
    view = proposal_view(
        post_view(state=State.PUBLISHED, advice=REMARK), status=ProposalStatus.ACCEPTED
    )

    blocks = proposal.proposal_blocks(view)

    assert_is_valid_message(blocks)
    assert SHOWN in json.dumps(blocks)
    assert "no link known" not in json.dumps(blocks)
