"""TikTok's videos: chunks, uploads that are taken up again, and what an unanswered one became."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from platforms.content import Kind
from platforms.errors import OutcomeUnknown, PlatformError, Step, Unavailable
from platforms.tiktok import following
from platforms.tiktok.uploads import chunk_ends
from tests.contract.stage import Stage
from tests.contract.tiktok import (
    CHUNK_BYTES,
    INBOX_INIT,
    VIDEO_INIT,
    chosen,
    long_film,
    of_tiktok,
    ranges,
    turn,
)

AN_HOUR_S = 3600


@pytest.mark.parametrize(
    ("size_bytes", "ends"),
    [
        (1_000, (1_000,)),
        (19_999_999, (19_999_999,)),
        (20_000_000, (10_000_000, 20_000_000)),
        (50_000_123, (10_000_000, 20_000_000, 30_000_000, 40_000_000, 50_000_123)),
    ],
)
def test_the_last_chunk_takes_what_is_over(size_bytes: int, ends: tuple[int, ...]) -> None:
    assert chunk_ends(size_bytes) == ends


def test_the_largest_video_is_cut_into_chunks_tiktok_takes() -> None:
    ends = (0, *chunk_ends(4_000_000_000))

    sizes = {after - before for before, after in itertools.pairwise(ends)}
    assert len(ends) - 1 <= 1000
    assert all(5 * 2**20 <= size <= 64_000_000 for size in sizes)


@of_tiktok
@pytest.mark.parametrize("fault", ["drop_after", "error_503_after", "internal_error_after"])
async def test_a_video_that_arrived_unnoticed_is_found_and_not_sent_again(
    stage: Stage, fault: str
) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.made(Kind.VIDEO))

    published = await stage.publish(*stage.made(Kind.VIDEO))

    (post,) = stage.visible()
    assert published.remote_id == post["id"]
    assert len(stage.notebook.intents) == len(ranges(stage)) == 1


@of_tiktok
async def test_a_last_chunk_that_never_arrived_is_sent_again(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.made(Kind.VIDEO))

    await stage.publish(*stage.made(Kind.VIDEO))

    assert len(stage.visible()) == 1
    assert len(stage.overheard.bodies(VIDEO_INIT)) == 1


@of_tiktok
async def test_a_last_chunk_that_is_still_missing_after_an_hour_begins_anew(stage: Stage) -> None:
    stage.arm(Step.CREATE, "drop_before", times=1)
    with pytest.raises(OutcomeUnknown):
        await stage.publish(*stage.made(Kind.VIDEO))
    stage.control.post("/_sandbox/clock", json={"advance_s": AN_HOUR_S})

    await stage.publish(*stage.made(Kind.VIDEO))

    assert len(stage.visible()) == 1
    assert len(stage.overheard.bodies(VIDEO_INIT)) == 2


@of_tiktok
async def test_an_opening_without_an_answer_published_nothing_and_is_repeated(stage: Stage) -> None:
    draft = chosen(stage, Kind.VIDEO, post_mode="inbox")
    stage.arm(Step.PREPARE, "drop_after", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*draft)

    published = await stage.publish(*draft)

    assert published.remark
    assert len(stage.overheard.bodies(INBOX_INIT)) == 2


@of_tiktok
async def test_an_upload_goes_on_where_it_was_cut_off(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = long_film(stage, tmp_path, monkeypatch)
    await stage.login.adapter.publish(film, stage.wire)
    whole = ranges(stage)
    stage.forget()
    stage.arm(Step.UPLOAD, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.login.adapter.publish(film, stage.wire)

    await stage.login.adapter.publish(film, stage.wire)

    assert [one.split("/")[0] for one in whole[:2]] == [
        f"bytes 0-{CHUNK_BYTES - 1}",
        f"bytes {CHUNK_BYTES}-{2 * CHUNK_BYTES - 1}",
    ]
    assert ranges(stage) == [*whole, whole[0], *whole]
    assert len(stage.overheard.bodies(VIDEO_INIT)) == 2
    assert len(stage.visible()) == 2


@of_tiktok
@pytest.mark.parametrize("names_last_byte", [True, False])
async def test_a_chunk_whose_answer_got_lost_is_not_counted_twice(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, names_last_byte: bool
) -> None:
    turn(stage, "progress_is_last_byte", names_last_byte)
    film = long_film(stage, tmp_path, monkeypatch)
    stage.arm(Step.UPLOAD, "drop_after", times=1)
    with pytest.raises(Unavailable):
        await stage.login.adapter.publish(film, stage.wire)

    await stage.login.adapter.publish(film, stage.wire)

    firsts = [int(one.split("-")[0].removeprefix("bytes ")) for one in ranges(stage)]
    assert firsts == [0, 0, CHUNK_BYTES, 2 * CHUNK_BYTES]
    assert len(stage.visible()) == 1


@of_tiktok
async def test_an_upload_that_took_too_long_begins_anew(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = long_film(stage, tmp_path, monkeypatch)
    stage.arm(Step.UPLOAD, "error_503", times=1)
    with pytest.raises(Unavailable):
        await stage.login.adapter.publish(film, stage.wire)
    stage.control.post("/_sandbox/clock", json={"advance_s": AN_HOUR_S})

    await stage.login.adapter.publish(film, stage.wire)

    assert len(stage.overheard.bodies(VIDEO_INIT)) == 2
    assert len(stage.visible()) == 1


@of_tiktok
@pytest.mark.parametrize(
    ("fault", "openings"),
    [
        ("upload_bad_header", 2),
        ("upload_url_expired", 2),
        ("upload_unknown", 2),
        ("upload_range_mismatch", 1),
        ("error_429", 1),
    ],
)
async def test_a_refused_chunk_is_mended_by_the_next_attempt(
    stage: Stage, fault: str, openings: int
) -> None:
    stage.arm(Step.CREATE, fault, times=1)
    with pytest.raises(PlatformError) as refused:
        await stage.publish(*stage.made(Kind.VIDEO))

    await stage.publish(*stage.made(Kind.VIDEO))

    assert not isinstance(refused.value, OutcomeUnknown)
    assert refused.value.step is Step.CREATE
    assert len(stage.overheard.bodies(VIDEO_INIT)) == openings
    assert len(stage.visible()) == 1


@of_tiktok
async def test_what_tiktok_failed_at_by_itself_is_begun_anew(stage: Stage) -> None:
    stage.arm(Step.STATUS, "internal", times=1)
    with pytest.raises(Unavailable):
        await stage.publish(*stage.made(Kind.VIDEO))

    await stage.publish(*stage.made(Kind.VIDEO))

    assert len(stage.overheard.bodies(VIDEO_INIT)) == 2
    assert len(stage.visible()) == 1


@of_tiktok
@pytest.mark.parametrize("fault", ["error_503", "error_429", "drop_before", "internal_error"])
async def test_a_question_without_an_answer_is_asked_again(stage: Stage, fault: str) -> None:
    stage.arm(Step.STATUS, fault, times=2)

    published = await stage.publish(*stage.made(Kind.VIDEO))

    assert [post["id"] for post in stage.visible()] == [published.remote_id]


@of_tiktok
async def test_a_video_that_is_processed_for_ever_is_a_question_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "WAITS_S", (5.0,) * 4)
    turn(stage, "processing_polls", 99)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown) as refused:
            await stage.publish(*stage.made(Kind.VIDEO))
        assert refused.value.step is Step.STATUS
    openings = len(stage.overheard.bodies(VIDEO_INIT))
    turn(stage, "processing_polls", 1)

    await stage.publish(*stage.made(Kind.VIDEO))  # a person has looked, twice

    assert openings == 1
    assert len(stage.overheard.bodies(VIDEO_INIT)) == 2


@of_tiktok
async def test_a_token_that_ends_meanwhile_does_not_send_a_video_twice(stage: Stage) -> None:
    stage.arm(Step.STATUS, "error_401", times=1)
    with pytest.raises(PlatformError):
        await stage.publish(*stage.made(Kind.VIDEO))

    await stage.publish(*stage.made(Kind.VIDEO))

    assert len(ranges(stage)) == len(stage.visible()) == 1
