"""What only LinkedIn has: little text, cards, files that take a while, members and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.networks.linkedin.little_text import displayed
from platforms.content import Content, Kind
from platforms.errors import PlatformError, RateLimited, Rejected, Step, Unavailable
from platforms.linkedin import uploads
from platforms.linkedin.errors import next_day
from tests.contract.contents import LINK, made
from tests.contract.linkedin import of_a_member, of_a_page, of_both, turn
from tests.contract.stage import Stage
from tests.platforms import samples

PIECE_BYTES = 4 * 1024 * 1024


def _body(stage: Stage) -> dict[str, Any]:
    return dict(stage.overheard.bodies("/rest/posts")[-1])


def _announced(stage: Stage, collection: str = "images") -> int:
    return sum(
        request.url.path.endswith(f"/rest/{collection}")
        and request.url.params.get("action") == "initializeUpload"
        for request in stage.overheard.requests
    )


@of_both
async def test_every_call_names_the_versions_it_was_written_for(stage: Stage) -> None:
    await stage.publish(*made(Kind.VIDEO))

    rest = [one for one in stage.overheard.requests if "/rest/" in one.url.path]
    assert {one.headers["linkedin-version"] for one in rest} == {"202607"}
    assert {one.headers["x-restli-protocol-version"] for one in rest} == {"2.0.0"}


@of_a_member
async def test_what_linkedin_reserves_is_shown_all_the_same(stage: Stage) -> None:
    text = (
        "50% off (today_only) *now* ~ <b> {x} [y] | a\\b me@example.com #Café_2026 https://a.b/c_d"
    )

    await stage.publish(Content(text))

    (post,) = stage.visible()
    assert post["text"] == text
    assert displayed(_body(stage)["commentary"]).hashtags == ("Café_2026",)


@of_both
@pytest.mark.parametrize(
    ("text", "options", "title"),
    [
        ("Doors open\nmore", {}, "Doors open"),
        (f"Tickets: {LINK}", {}, "Tickets"),
        ("", {}, "example.com"),
        ("Doors open", {"link_title": "  "}, "Doors open"),
        ("Doors open", {"link_title": "Our doors"}, "Our doors"),
        ("word " * 90, {}, "word " * 78 + "word…"),
    ],
)
async def test_a_link_gets_a_card_with_a_title(
    stage: Stage, text: str, options: dict[str, object], title: str
) -> None:
    await stage.publish(Content(text, link=LINK, options=options))

    assert _body(stage)["content"] == {"article": {"source": LINK, "title": title}}


@of_both
async def test_descriptions_stand_with_their_pictures(stage: Stage) -> None:
    content, paths = made(Kind.CAROUSEL)
    first, second = content.media
    described = replace(content, media=(replace(first, alt_text="A hall"), second))

    await stage.publish(described, paths)

    images = _body(stage)["content"]["multiImage"]["images"]
    assert [image.get("altText") for image in images] == ["A hall", None]


@of_a_member
async def test_an_animated_gif_goes_as_a_picture(stage: Stage, tmp_path: Path) -> None:
    path = samples.animation(tmp_path / "dance.gif")

    await stage.publish(Content("Dance", (samples.media_of(path),)), (path,))

    (post,) = stage.visible()
    assert [media["kind"] for media in post["media"]] == ["image"]


@of_a_member
async def test_a_member_may_post_for_connections_alone(stage: Stage) -> None:
    await stage.publish(Content("For you", options={"visibility": "CONNECTIONS"}))

    assert _body(stage)["visibility"] == "CONNECTIONS"


@of_a_page
async def test_a_page_has_no_connections_to_post_for(stage: Stage) -> None:
    with pytest.raises(Rejected) as refused:
        await stage.publish(Content("For you", options={"visibility": "CONNECTIONS"}))

    assert "Edit" in refused.value.advice
    assert stage.overheard.requests == []


@of_both
async def test_a_post_belongs_to_the_account_it_was_made_for(stage: Stage) -> None:
    await stage.publish(*made(Kind.IMAGE))

    kind = {"member": "person", "organization": "organization"}[stage.login.flavour]
    assert _body(stage)["author"] == f"urn:li:{kind}:{stage.account.remote_id}"


@of_a_member
@pytest.mark.parametrize("kind", ["share", "ugcPost"])
async def test_whatever_kind_of_name_a_post_gets_its_page_opens(stage: Stage, kind: str) -> None:
    turn(stage, "post_urn", kind)

    published = await stage.publish(*made(Kind.TEXT))

    assert published.remote_id.startswith(f"urn:li:{kind}:")
    assert published.url is not None
    assert (await stage.http.get(published.url)).status_code == 200


@of_both
async def test_a_picture_that_is_not_ready_is_waited_for(stage: Stage) -> None:
    turn(stage, "image_polls", 4)

    await stage.publish(*made(Kind.IMAGE))

    assert len(stage.visible()) == 1
    assert len(stage.notebook.intents) == 4


@of_a_member
@pytest.mark.parametrize("fault", ["media_waiting", "media_processing"])
async def test_files_in_the_making_hold_a_post_up_only_so_long(stage: Stage, fault: str) -> None:
    stage.arm(Step.CREATE, fault, times=8)

    with pytest.raises(Unavailable) as refused:
        await stage.publish(*made(Kind.IMAGE))
    await stage.publish(*made(Kind.IMAGE))

    assert "still processing" in refused.value.reason
    assert len(stage.visible()) == 1
    assert _announced(stage) == 1


@of_a_member
async def test_a_file_linkedin_cannot_use_is_uploaded_anew_next_time(stage: Stage) -> None:
    stage.arm(Step.CREATE, "media_failed", times=1)
    with pytest.raises(Rejected):
        await stage.publish(*made(Kind.IMAGE))

    await stage.publish(*made(Kind.IMAGE))

    assert _announced(stage) == 2


@of_both
@pytest.mark.slow
@pytest.mark.parametrize("quoted", [True, False])
async def test_a_large_video_goes_out_in_pieces_each_to_its_own_address(
    stage: Stage, tmp_path: Path, quoted: bool
) -> None:
    turn(stage, "quoted_etags", quoted)
    path = samples.film(tmp_path / "snow.mp4", size_px=(240, 320), is_noise=True)
    content = Content("Snow", (samples.media_of(path),))
    (file,) = stage.deliver(content, (path,)).files

    await stage.publish(content, (path,))

    sent = [one for one in stage.overheard.requests if one.method == "PUT"]
    assert len({str(one.url) for one in sent}) == -(-file.size_bytes // PIECE_BYTES) > 1
    assert b"".join(one.content for one in sent) == file.path.read_bytes()
    assert len(stage.visible()) == 1


@of_a_member
async def test_a_video_linkedin_cannot_process_is_refused_and_sent_anew(stage: Stage) -> None:
    stage.arm(Step.STATUS, "processing_failed", times=1)
    with pytest.raises(Rejected) as refused:
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert "MP4" in refused.value.advice
    assert _announced(stage, "videos") == 2


@of_a_member
async def test_an_interrupted_video_is_not_sent_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "VIDEO_WAITS_S", (0.01,) * 3)
    turn(stage, "video_polls", 5)
    with pytest.raises(Unavailable):
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert _announced(stage, "videos") == 1


@of_a_member
async def test_a_video_linkedin_lost_is_sent_again(stage: Stage) -> None:
    stage.arm(Step.STATUS, "not_found", times=1)
    with pytest.raises(Rejected):
        await stage.publish(*made(Kind.VIDEO))

    await stage.publish(*made(Kind.VIDEO))

    assert _announced(stage, "videos") == 2


@of_a_member
async def test_a_days_limit_ends_at_midnight_utc(stage: Stage) -> None:
    stage.arm(Step.CREATE, "daily_limit", times=1)

    with pytest.raises(RateLimited) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert refused.value.retry_at == next_day(stage.clock.now())


@of_a_member
async def test_a_short_limit_leaves_the_wait_to_callboard(stage: Stage) -> None:
    stage.arm(Step.CREATE, "error_429", times=1, retry_after_s=60)

    with pytest.raises(RateLimited) as refused:
        await stage.publish(*made(Kind.TEXT))

    assert refused.value.retry_at is None


@of_a_member
async def test_the_next_day_begins_at_midnight_utc(stage: Stage) -> None:
    assert next_day(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)


@of_a_member
async def test_a_busy_account_is_tried_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "conflict", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*made(Kind.TEXT))

    await stage.publish(*made(Kind.TEXT))

    assert len(stage.visible()) == 1
