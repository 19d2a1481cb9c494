from __future__ import annotations

from datetime import timedelta

from scheduling.ask import WORKDAYS, Hours
from scheduling.placing import plan
from scheduling.reasons import told
from tests.scheduling.asks import MONDAY, PARIS, ask, in_paris, wish, wishes

MORNINGS = Hours.of("08:00", "12:00")


def test_a_placement_says_when_and_why_in_one_sentence() -> None:
    standing = (MONDAY + timedelta(hours=6),)

    made = plan(
        ask(*wishes(1), end=MONDAY + timedelta(days=1), occupied={"account-twitter": standing})
    )

    assert told(made.placements[0], PARIS) == (
        "Mon 23 Nov 09:00: one of X's usual best times (09:00), 3 h after your last post on X"
    )


def test_a_second_network_names_the_first() -> None:
    made = plan(ask(*wishes(1, "instagram", "twitter")))

    assert made.placements[1].why.endswith("1 h after the same content on Instagram")


def test_alternatives_would_do_as_well_and_are_not_the_moment_itself() -> None:
    made = plan(ask(*wishes(2)))

    first = made.placements[0]
    assert [in_paris(at) for at in first.alternatives] == ["Mon 12:30", "Mon 17:30", "Mon 21:00"]


def test_a_full_morning_says_how_many_posts_it_takes() -> None:
    made = plan(
        ask(*wishes(6), days=frozenset({"MO"}), hours=MORNINGS, per_day=3),
    )

    assert len(made.placements) == 3
    assert made.unplaced[0].constraint == "per_day"
    assert made.unplaced[0].sentence == (
        "All mornings on Mondays between Mon 23 Nov and Sun 29 Nov are taken on X: "
        "at most 3 posts a day."
    )


def test_a_weekly_limit_binds() -> None:
    made = plan(ask(*wishes(4), per_week=2))

    assert len(made.placements) == 2
    assert made.unplaced[0].constraint == "per_week"
    assert "at most 2 posts a week" in made.unplaced[0].sentence


def test_the_networks_own_limit_is_told_apart_from_the_persons() -> None:
    made = plan(ask(*wishes(3, per_day=2), end=MONDAY + timedelta(days=1)))

    assert [one.constraint for one in made.unplaced] == ["network_limit"]
    assert "X takes 2 posts in 24 hours" in made.unplaced[0].sentence


def test_a_networks_limit_counts_any_24_hours_and_not_calendar_days() -> None:
    evening = MONDAY + timedelta(hours=20)
    standing = (evening, evening + timedelta(hours=2))

    made = plan(
        ask(
            wish(per_day=2),
            start=MONDAY + timedelta(days=1),
            end=MONDAY + timedelta(days=2),
            occupied={"account-twitter": standing},
        )
    )

    assert in_paris(made.placements[0].at) == "Tue 21:00"


def test_a_long_gap_binds() -> None:
    made = plan(
        ask(*wishes(2), end=MONDAY + timedelta(days=1), min_gap=timedelta(days=2)),
    )

    assert made.unplaced[0].constraint == "gap"
    assert "at least 2 days apart" in made.unplaced[0].sentence


def test_a_span_that_has_gone_by_says_so() -> None:
    made = plan(ask(wish(), start=MONDAY - timedelta(days=3), end=MONDAY - timedelta(days=2)))

    assert made.unplaced[0].constraint == "past"
    assert made.unplaced[0].sentence == "No time is left on Fri 20 Nov: it has gone by."


def test_days_that_are_not_in_the_span_say_so() -> None:
    made = plan(
        ask(wish(), start=MONDAY + timedelta(days=5), days=WORKDAYS, hours=MORNINGS),
    )

    assert made.unplaced[0].constraint == "window"
    assert made.unplaced[0].sentence == (
        "There are no weekday mornings left between Sat 28 Nov and Sun 29 Nov."
    )


def test_a_strategy_without_its_days_says_what_it_needs() -> None:
    made = plan(ask(wish(), strategy="weekend_warrior", end=MONDAY + timedelta(days=1)))

    assert made.unplaced[0].constraint == "strategy"
    assert made.unplaced[0].sentence == (
        "Weekend Warrior posts only on Saturdays and Sundays, and there is none open on Mon 23 Nov."
    )


def test_a_person_who_turned_down_everything_is_told_so() -> None:
    only = ask(
        wish(), start=MONDAY + timedelta(hours=9), end=MONDAY + timedelta(hours=9, minutes=3)
    )
    first = plan(only).placements[0]

    made = plan(
        ask(
            wish(),
            start=only.start,
            end=only.end,
            refused=frozenset({(first.wish_id, first.at)}),
        )
    )

    assert made.unplaced[0].constraint == "refused"


def test_a_refused_moment_is_not_offered_again() -> None:
    first = plan(ask(wish())).placements[0]

    made = plan(ask(wish(), refused=frozenset({(first.wish_id, first.at)})))

    assert made.placements[0].at != first.at
