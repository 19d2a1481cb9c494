"""Which sentences are orders, which are questions, and which are none of the bot's business."""

from __future__ import annotations

import pytest

from tests.handlers.language.understanding import understand


@pytest.mark.parametrize(
    "sentence",
    [
        "thanks, that was quick",
        "good evening all",
        "ok",
        "I think the reel on insta is better on friday",
        "I'll publish the interview on youtube tomorrow",
        "we already posted this on x yesterday at 9",
        "Mia scheduled the launch post for friday",
        "the client wants to move the event to friday",
        "she said she would post it on linkedin tomorrow",
        "did anybody like the tiktok from yesterday?",
        "who is posting on facebook tomorrow?",
        "haha the x post from monday is hilarious",
        "the call was moved to 3pm",
        "lunch tomorrow at 12?",
        "linkedin looks weird today",
        "please don't publish this before friday",
        "never post that on facebook",
        "do not cancel the x post",
        "you must not delete anything",
        "can someone have a look at the tiktok numbers",
        "what if we tried youtube next month",
        "should we post this on friday",
        "🎉🎉🎉",
        "...",
        "42",
    ],
)
def test_talk_is_left_alone(sentence: str) -> None:
    assert understand(sentence) == {"intent": "none"}


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("could you please schedule this on x friday at 9am", "schedule"),
        ("hey bot, would you mind moving on and cancel the x post", "cancel"),
        ("don't forget to post this on x friday at 9am", "schedule"),
        ("i'd like you to cancel the x post", "cancel"),
        ("we need to move the x post to friday", "reschedule"),
        ("let's publish this on x now", "publish_now"),
        ("@bot retry the x post", "retry"),
        ("go ahead and resume everything", "resume"),
        ("make sure to stage these for x", "stage"),
        ("hi team, quick one: pause linkedin", "pause"),
    ],
)
def test_politeness_before_an_order_does_not_hide_it(sentence: str, intent: str) -> None:
    said = understand(sentence)

    assert said["intent"] == intent
    assert "ask" not in said


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("what can I say?", "help"),
        ("how do I pause posting?", "help"),
        ("which of our accounts are connected", "connections"),
        ("show me this week", "list"),
        ("anything planned for x on sunday?", "list"),
        ("how many posts go out tomorrow", "list"),
        ("did the launch post go out?", "status"),
        ("when does the launch post go live?", "status"),
        ("why was the x post rejected?", "explain_failure"),
        ("what went wrong yesterday on facebook", "explain_failure"),
        ("how did the launch post do?", "analytics"),
        ("show me the numbers for x", "analytics"),
        ("when should we post on tiktok?", "best_time"),
        ("what would this look like on x?", "preview"),
        ("is this ok for instagram?", "validate"),
    ],
)
def test_a_question_is_answered_and_changes_nothing(sentence: str, intent: str) -> None:
    said = understand(sentence)

    assert said["intent"] == intent
    assert "ask" not in said


@pytest.mark.parametrize(
    "sentence",
    [
        "cancel the x post and publish the draft",
        "move this to friday, then delete the other one",
        "stage these. also retry the failed ones",
        "pause x and resume linkedin",
        "swap #1 and #2 and cancel #3",
        "shorten the caption and post it now",
        "retry it; move the launch post to friday",
    ],
)
def test_two_orders_in_one_message_are_asked_apart(sentence: str) -> None:
    assert understand(sentence) == {"intent": "multi", "ask": ["one_at_a_time"]}


@pytest.mark.parametrize(
    "sentence",
    [
        "schedule this on x friday at 9 or 10",
        "schedule this on x friday 9am tuesday",
        "schedule the launch video on x 7 friday 9am",
        "schedule this on x at 9am on friday and saturday",
        "cancel the x post not the linkedin one",
        "schedule this on x tomorrow at 9am without the second clip",
    ],
)
def test_what_no_rule_explains_blocks_an_order(sentence: str) -> None:
    assert understand(sentence)["ask"]
