from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from platforms.content import NOTHING, Content, Media, MediaKind
from scheduling.finding import Criteria, find, read_criteria
from scheduling.wishes import WhenWish
from store.words import FailureKind, Post, State

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 22, 15, 57, tzinfo=UTC)
MONDAY = datetime(2026, 11, 22, 23, tzinfo=UTC)


def picture(name: str, kind: MediaKind = MediaKind.IMAGE) -> Media:
    return Media(name, kind, "image/jpeg", 1, "0" * 64, 1080, 1080, filename=name)


def post(post_id: str, network: str = "twitter", **facts: Any) -> Post:
    known: dict[str, Any] = {
        "content": Content("Hello"),
        "publish_date": MONDAY + timedelta(hours=9),
        "state": State.SCHEDULED,
        "failure_kind": None,
        "permalink": None,
    }
    known.update(facts)
    return Post(
        id=post_id,
        workspace_id="T1",
        user_id="U1",
        project_id="P1",
        integration_id="A1",
        proposal_id=None,
        platform=network,
        hashtags=(),
        why="",
        version=1,
        fence=0,
        attempts=0,
        settings=NOTHING,
        error_message=None,
        advice=None,
        retry_at=None,
        remote_id=None,
        published_at=None,
        engagement_metrics=NOTHING,
        progress=None,
        progress_saying=None,
        approved_by=None,
        created_at=NOW,
        updated_at=NOW,
        **known,
    )


FRIDAY = MONDAY + timedelta(days=4)
QUEUE = [
    post("x-fri", publish_date=FRIDAY + timedelta(hours=9)),
    post("x-mon", content=Content("Launch day is here", (picture("rocket_launch.jpg"),))),
    post(
        "insta-fri",
        "instagram",
        publish_date=FRIDAY + timedelta(hours=8),
        content=Content("Behind the scenes", (picture("demo.mp4", MediaKind.VIDEO),)),
    ),
    post("x-failed", state=State.FAILED, failure_kind=FailureKind.CONTENT),
    post("x-live", state=State.PUBLISHED, permalink="https://x.com/acme/status/7"),
    post("insta-draft", "instagram", state=State.DRAFT, content=Content("", link="https://a.io/b")),
]


def found(target: dict[str, Any] | None, intent: str = "cancel", **where: Any) -> list[str]:
    criteria = read_criteria(target, intent=intent, zone=PARIS, **where)
    return [one.id for one in find(QUEUE, criteria, now=NOW).posts]


def test_cancel_the_friday_x_post() -> None:
    target = {
        "ref": "filter",
        "platforms": ["twitter"],
        "when": {"type": "date", "date": "2026-11-27"},
    }

    assert found(target) == ["x-fri"]


def test_list_this_week_is_soonest_first() -> None:
    week = {
        "type": "window",
        "start": MONDAY.isoformat(),
        "end": (MONDAY + timedelta(7)).isoformat(),
    }

    assert found({"ref": "filter", "when": week}, "list") == [
        "insta-draft",
        "x-failed",
        "x-live",
        "x-mon",
        "insta-fri",
        "x-fri",
    ]


def test_reschedule_all_leaves_out_what_is_live() -> None:
    assert "x-live" not in found({"ref": "all", "many": True}, "reschedule")


def test_retry_the_x_one_is_about_failed_posts() -> None:
    assert found({"ref": "filter", "platforms": ["twitter"]}, "retry") == ["x-failed"]


def test_a_named_state_decides_by_itself() -> None:
    assert found({"ref": "filter", "status": "published"}, "cancel") == ["x-live"]


def test_a_clock_time_finds_the_post_of_that_time() -> None:
    target = {"ref": "filter", "when": {"type": "time", "time": "08:00"}}

    assert found(target) == ["insta-fri"]


def test_an_instant_finds_the_post_of_that_minute() -> None:
    target = {"ref": "filter", "when": {"type": "at", "at": "2026-11-27T09:00+01:00"}}

    assert found(target) == ["x-fri"]


def test_a_deadline_finds_what_comes_before_it() -> None:
    target = {"ref": "filter", "when": {"type": "by", "end": "2026-11-24T00:00+01:00"}}

    assert found(target, "cancel") == ["insta-draft", "x-failed", "x-mon"]


def test_ordinals_are_positions_in_the_last_list() -> None:
    listed = ("x-mon", "insta-fri", "x-fri")

    assert found({"ref": "ordinal", "ordinals": [3, 1]}, listed=listed) == ["x-fri", "x-mon"]
    assert found({"ref": "ordinal", "ordinals": [-1]}, listed=listed) == ["x-fri"]
    assert found({"ref": "ordinal", "ordinals": [4, 0]}, listed=listed) == []


def test_it_means_the_posts_in_focus() -> None:
    assert found({"ref": "context"}, context=("x-mon", "x-live")) == ["x-mon"]
    assert found(None, context=("x-mon",)) == ["x-mon"]


def test_it_means_nothing_without_a_focus() -> None:
    assert found({"ref": "context"}) == []


def test_a_kind_narrows_the_focus() -> None:
    both = ("x-mon", "insta-fri")

    assert found({"ref": "context", "kind": "clip"}, context=both) == ["insta-fri"]
    assert found({"ref": "context", "kind": "image"}, context=both) == ["x-mon"]


@pytest.mark.parametrize(
    "name", ["launch day", "Launch Day!", "rocket launch", "lauch day", "launch reel", "the launch"]
)
def test_a_name_is_found_in_text_and_file_names(name: str) -> None:
    assert found({"ref": "named", "name": name}) == ["x-mon"]


def test_a_name_that_resembles_nothing_finds_nothing() -> None:
    assert found({"ref": "named", "name": "quarterly report"}) == []


def test_an_address_finds_its_post() -> None:
    live = {"ref": "link", "url": "https://x.com/acme/status/7/"}

    assert found(live, "explain_failure") == ["x-live"]
    assert found({"ref": "link", "url": "https://a.io/b"}) == ["insta-draft"]


def test_a_keyword_is_looked_for_in_the_words() -> None:
    assert found({"ref": "filter", "keyword": "SCENES"}) == ["insta-fri"]


@pytest.mark.parametrize(("many", "is_ambiguous"), [(False, True), (True, False)])
def test_one_post_spoken_of_and_several_found_is_a_question(many: bool, is_ambiguous: bool) -> None:
    target = {"ref": "filter", "platforms": ["twitter"], "many": many}
    criteria = read_criteria(target, intent="cancel", zone=PARIS)

    assert find(QUEUE, criteria, now=NOW).is_ambiguous is is_ambiguous


def test_the_day_is_read_in_the_zone_of_the_person() -> None:
    late = post("late", publish_date=datetime(2026, 11, 27, 2, tzinfo=UTC))
    thursday = WhenWish("date", date=date(2026, 11, 26))

    def hits(zone: str) -> bool:
        return bool(find([late], Criteria("filter", when=thursday, zone=zone), now=NOW).posts)

    assert hits("America/New_York")
    assert not hits(PARIS)


def test_a_post_without_a_moment_is_in_no_time_span() -> None:
    drifting = post("drifting", publish_date=None)
    nine = Criteria("filter", when=WhenWish("time", time=time(9)))

    assert find([drifting], nine, now=NOW).posts == ()
    assert find([drifting], Criteria(), now=NOW).posts == (drifting,)
