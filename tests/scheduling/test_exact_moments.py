from __future__ import annotations

from datetime import timedelta

from scheduling.placing import plan
from tests.scheduling.asks import MONDAY, SUNDAY_AFTERNOON, ask, paris_times, wish, wishes

NINE_THIRTEEN = MONDAY + timedelta(hours=9, minutes=13)


def test_an_exact_moment_is_honoured_to_the_minute_on_every_network() -> None:
    made = plan(ask(*wishes(1, "instagram", "twitter"), at=NINE_THIRTEEN))

    assert [placement.at for placement in made.placements] == [NINE_THIRTEEN] * 2
    assert made.placements[0].why == "the time you asked for"


def test_an_exact_moment_beats_the_networks_usual_gap_and_says_how_close_it_is() -> None:
    standing = (NINE_THIRTEEN - timedelta(minutes=20),)

    made = plan(ask(wish(), at=NINE_THIRTEEN, occupied={"account-twitter": standing}))

    assert made.placements[0].why == ("the time you asked for, 20 min after your last post on X")


def test_the_persons_own_gap_refuses_an_exact_moment() -> None:
    standing = (NINE_THIRTEEN - timedelta(minutes=20),)

    made = plan(
        ask(
            wish(),
            at=NINE_THIRTEEN,
            min_gap=timedelta(hours=2),
            occupied={"account-twitter": standing},
        )
    )

    assert made.placements == ()
    assert made.unplaced[0].sentence == (
        "Mon 23 Nov 09:13 is too close to another post: posts there stay at least 2 h apart."
    )


def test_an_exact_moment_in_the_past_is_refused() -> None:
    made = plan(ask(wish(), at=SUNDAY_AFTERNOON - timedelta(minutes=1)))

    assert made.unplaced[0].constraint == "past"
    assert made.unplaced[0].sentence == "Sun 22 Nov 16:56 has already gone by."


def test_a_full_day_refuses_an_exact_moment() -> None:
    standing = tuple(MONDAY + timedelta(hours=hour) for hour in (10, 12, 14))

    made = plan(ask(wish(), at=NINE_THIRTEEN, per_day=3, occupied={"account-twitter": standing}))

    assert made.unplaced[0].constraint == "per_day"
    assert made.unplaced[0].sentence == (
        "Mon 23 Nov 09:13 is too much on X: at most 3 posts a day."
    )


def test_several_contents_at_one_moment_follow_each_other() -> None:
    made = plan(ask(*wishes(3), at=NINE_THIRTEEN))

    assert paris_times(made.placements) == ["Mon 09:13", "Mon 10:13", "Mon 11:13"]
    assert len(made.notes) == 1
    assert "Mon 23 Nov 09:13 is the time of the first post" in made.notes[0]


def test_steady_from_a_moment_keeps_its_hour_on_the_next_days() -> None:
    made = plan(ask(*wishes(3), at=NINE_THIRTEEN, strategy="steady"))

    assert paris_times(made.placements) == ["Mon 09:13", "Tue 09:13", "Wed 09:13"]


def test_a_recurrence_gives_each_content_its_own_moment() -> None:
    fridays = tuple(MONDAY + timedelta(days=4 + 7 * week, hours=16) for week in range(2))

    made = plan(ask(*wishes(3), moments=fridays))

    assert [placement.at for placement in made.placements] == list(fridays)
    assert made.unplaced[0].sentence == (
        "The times you gave hold only 2 moments, and there are more posts than that."
    )
