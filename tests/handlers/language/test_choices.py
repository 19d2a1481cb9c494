"""What is open can be closed with one press, and only with what is connected."""

from __future__ import annotations

from datetime import datetime

from handlers.language import Command, parse
from handlers.language.choices import Around, offers_for, when_offers
from handlers.language.schema import Shift

AROUND = Around(
    now=datetime.fromisoformat("2026-11-25T10:00-05:00"),
    zone="America/New_York",
    networks={"twitter": "X", "instagram": "Instagram"},
)


def test_the_connected_networks_are_offered_one_by_one_and_together() -> None:
    command = Command(intent="schedule", ask=("which_platform",), strategy="optimal")

    offers = offers_for(command, AROUND)

    assert [offer.label for offer in offers] == ["X", "Instagram", "All of them"]
    assert [offer.command.platforms for offer in offers] == [
        ("twitter",),
        ("instagram",),
        ("twitter", "instagram"),
    ]
    assert all(offer.command.executable for offer in offers)


def test_when_is_offered_as_spans_and_now() -> None:
    command = Command(intent="schedule", ask=("which_time",))

    offers = offers_for(command, AROUND)

    assert [offer.label for offer in offers] == [
        "Best time tomorrow",
        "Best times this week",
        "Best times next week",
        "Now",
    ]
    assert offers[-1].command.intent == "publish_now"
    assert all(offer.command.executable for offer in offers)


def test_this_week_is_not_offered_on_a_sunday() -> None:
    sunday = Around(datetime.fromisoformat("2026-11-29T20:00-05:00"), AROUND.zone, AROUND.networks)

    labels = [offer.label for offer in when_offers(Command(intent="schedule"), sunday)]

    assert "Best times this week" not in labels


def test_a_press_answers_one_question_and_leaves_the_others_open() -> None:
    command = Command(intent="schedule", ask=("which_platform", "which_time"))

    first = offers_for(command, AROUND)[0]

    assert first.command.ask == ("which_time",)


def test_a_move_is_offered_the_next_good_time() -> None:
    command = Command(intent="reschedule", ask=("which_time",))

    labels = [offer.label for offer in offers_for(command, AROUND)]

    assert labels == ["Next good time", "Tomorrow, same time"]


def test_what_only_words_can_say_has_no_buttons() -> None:
    assert offers_for(Command(intent="multi", ask=("one_at_a_time",)), AROUND) == ()
    assert offers_for(Command(intent="list"), AROUND) == ()


def test_both_directions_of_a_move_are_offered() -> None:
    command = parse(
        "push it forward by 2 hours", now=AROUND.now, tz=AROUND.zone, context={"focus": 1}
    )

    offers = offers_for(command, AROUND)

    assert [offer.label for offer in offers] == ["2 hours later", "2 hours earlier"]
    assert [offer.command.when for offer in offers] == [Shift(minutes=120), Shift(minutes=-120)]
    assert all(offer.command.executable for offer in offers)
