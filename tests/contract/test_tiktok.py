"""What only TikTok has: people's own choices, an account's limits, drafts, ids that come late."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from platforms.content import Content, Kind
from platforms.errors import NeedsOwner, NeedsReconnect, RateLimited, Rejected
from platforms.judging import problems
from platforms.tiktok.adapter import FINISH
from tests.contract.contents import made
from tests.contract.stage import Login, Stage
from tests.contract.tiktok import (
    INBOX_INIT,
    PHOTO_INIT,
    VIDEO_INIT,
    chosen,
    describe,
    info_sent,
    of_tiktok,
    turn,
)
from tests.platforms import samples

pytestmark = of_tiktok
OFF = {
    "disable_comment": True,
    "disable_duet": True,
    "disable_stitch": True,
    "brand_content_toggle": False,
    "brand_organic_toggle": False,
    "is_aigc": False,
}


async def test_what_lets_others_join_in_is_off_until_somebody_turns_it_on(stage: Stage) -> None:
    await stage.publish(*stage.made(Kind.VIDEO))
    quiet = info_sent(stage, VIDEO_INIT)
    open_to_all = {"allow_comment": True, "allow_duet": True, "allow_stitch": True}
    stage.forget()
    await stage.publish(*chosen(stage, Kind.VIDEO, **open_to_all))
    lively = info_sent(stage, VIDEO_INIT)

    assert OFF.items() <= quiet.items()
    assert not any(lively[f"disable_{what}"] for what in ("comment", "duet", "stitch"))


async def test_a_disclosure_of_ai_is_said_wherever_tiktok_may_look(stage: Stage) -> None:
    await stage.publish(*chosen(stage, Kind.IMAGE, is_aigc=True))

    assert stage.overheard.bodies(PHOTO_INIT)[-1]["is_aigc"] is True
    assert info_sent(stage, PHOTO_INIT)["is_aigc"] is True


async def test_nobody_chooses_for_a_person_who_can_see_a_post(login: Login) -> None:
    content, _ = made(Kind.VIDEO)

    (problem,) = problems(content, login.adapter.rules)

    assert (problem.code, problem.field) == ("option_missing", "privacy_level")


async def test_a_paid_partnership_for_nobody_is_a_problem_before_it_is_a_refusal(
    login: Login,
) -> None:
    content, _ = made(Kind.VIDEO)
    hidden = {"brand_content_toggle": True, "privacy_level": "SELF_ONLY"}

    (problem,) = problems(replace(content, options=hidden), login.adapter.rules)

    assert (problem.code, problem.field) == ("branded_for_nobody", "privacy_level")


async def test_an_account_says_who_may_see_its_posts(stage: Stage) -> None:
    describe(stage, private=True)

    with pytest.raises(Rejected) as refused:
        await stage.publish(*stage.made(Kind.VIDEO))

    assert "Your followers, Friends (followers you follow back), Only you." in refused.value.reason
    assert "Who can see it" in refused.value.advice
    assert stage.overheard.bodies("/init/") == []


async def test_an_account_says_how_long_its_videos_may_be(stage: Stage) -> None:
    describe(stage, max_video_post_duration_sec=3)

    with pytest.raises(Rejected) as refused:
        await stage.publish(*stage.made(Kind.VIDEO))

    assert "TikTok lets this account post 3 s" in refused.value.reason
    assert stage.overheard.bodies("/init/") == []


async def test_what_an_account_has_switched_off_stays_off(stage: Stage) -> None:
    describe(stage, comment_disabled=True, stitch_disabled=True)
    everything = {"allow_comment": True, "allow_duet": True, "allow_stitch": True}

    await stage.publish(*chosen(stage, Kind.VIDEO, **everything))

    info = info_sent(stage, VIDEO_INIT)
    assert (info["disable_comment"], info["disable_duet"], info["disable_stitch"]) == (
        *(True, False, True),
    )


async def test_a_refusal_with_status_200_stops_a_post(stage: Stage) -> None:
    describe(stage, banned=True)

    with pytest.raises(NeedsReconnect) as refused:
        await stage.publish(*stage.simplest())

    assert "banned" in refused.value.reason
    assert [seen["status"] for seen in stage.seen()] == [200]


async def test_an_account_that_posted_enough_today_waits_a_day(stage: Stage) -> None:
    stage.arm("prepare", "spam_risk_too_many_posts", times=1)

    with pytest.raises(RateLimited) as refused:
        await stage.publish(*stage.simplest())

    assert refused.value.retry_at is not None
    assert 23 * 3600 < (refused.value.retry_at - stage.clock.now()).total_seconds() <= 24 * 3600


async def test_an_app_without_an_audit_says_what_still_works(stage: Stage) -> None:
    turn(stage, "audited", False)

    with pytest.raises(NeedsOwner) as refused:
        await stage.publish(*stage.simplest())
    describe(stage, private=True)
    await stage.publish(*chosen(stage, Kind.IMAGE, privacy_level="SELF_ONLY"))

    assert "press Edit and choose Only you" in refused.value.advice
    assert len(stage.visible()) == 1


@pytest.mark.parametrize("kind", [Kind.VIDEO, Kind.IMAGE, Kind.CAROUSEL])
async def test_a_draft_waits_in_the_inbox_and_people_are_told(stage: Stage, kind: Kind) -> None:
    content, paths = chosen(stage, kind, post_mode="inbox")

    published = await stage.publish(content, paths)

    info = info_sent(stage, INBOX_INIT if kind is Kind.VIDEO else PHOTO_INIT)
    assert (published.url, published.remark) == (None, FINISH)
    assert set(info) <= {"title", "description"}
    assert info.get("description", info["title"]) == content.text
    assert stage.visible() == []
    inbox = await stage.http.get(f"{stage.endpoints.api_url}/inbox/acme")
    assert published.remote_id in inbox.text


async def test_a_draft_that_may_not_bring_its_text_comes_without(stage: Stage) -> None:
    stage.arm("prepare", "invalid_param", times=1)

    published = await stage.publish(*chosen(stage, Kind.VIDEO, post_mode="inbox"))

    assert published.remark == FINISH
    assert [set(body) for body in stage.overheard.bodies(INBOX_INIT)] == [
        {"post_info", "source_info"},
        {"source_info"},
    ]


@pytest.mark.parametrize("polls", [0, 1, 3])
async def test_the_id_of_a_public_post_may_come_late(stage: Stage, polls: int) -> None:
    turn(stage, "moderation_polls", polls)

    published = await stage.publish(*stage.made(Kind.VIDEO))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert published.url == f"{stage.endpoints.api_url}/@acme/video/{post['id']}"


async def test_a_post_whose_id_does_not_come_is_live_without_a_link(stage: Stage) -> None:
    turn(stage, "moderation_polls", 99)

    published = await stage.publish(*stage.made(Kind.VIDEO))

    assert len(stage.visible()) == 1
    assert published.url is None
    assert published.remote_id.startswith("v_pub_file~v2-1.")


async def test_a_post_that_is_not_public_is_not_waited_for(stage: Stage) -> None:
    published = await stage.publish(*chosen(stage, Kind.VIDEO, privacy_level="SELF_ONLY"))

    polls = [seen for seen in stage.seen() if seen["step"] == "status"]
    assert (published.url, len(polls)) == (None, 3)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello world\nand more", "Hello world"),
        ("", ""),
        ("word " * 30, "word " * 16 + "word…"),
        ("😀" * 60, "😀" * 44 + "…"),
    ],
)
async def test_photos_get_a_title_from_their_first_line(
    login: Login, text: str, title: str
) -> None:
    content, _ = made(Kind.IMAGE)
    written = replace(content, text=text, options={"title": "Written by hand"})

    assert login.adapter.compose(replace(content, text=text)).options["title"] == title
    assert login.adapter.compose(written).options["title"] == "Written by hand"


async def test_photos_are_made_as_small_as_tiktok_wants_them(stage: Stage, tmp_path: Path) -> None:
    path = samples.photo(tmp_path / "large.jpg", (3000, 4000))
    content = Content("Large", (samples.media_of(path),), options=stage.login.facts.choices)

    published = await stage.publish(content, (path,))

    assert published.url is not None
    assert published.url.endswith(f"/@acme/photo/{published.remote_id}")
