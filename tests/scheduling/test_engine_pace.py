"""How many posts go side by side: the decision, and what it is made from."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import pytest

from scheduling.engine_pace import (
    CALM_S,
    FEWEST,
    IDLE_S,
    LATE_S,
    TICKS,
    loop_lateness,
    next_allowance,
    typical,
)

IDLE, CALM = IDLE_S / 2, (IDLE_S + CALM_S) / 2
NEITHER, LATE = (CALM_S + LATE_S) / 2, LATE_S * 2
MOST = 20


@pytest.mark.parametrize(
    ("allowed", "in_flight", "late_s", "expected"),
    [
        pytest.param(4, 4, CALM, 5, id="calm with all slots in use: one more"),
        pytest.param(4, 4, IDLE, 6, id="hardly late at all: half as many again"),
        pytest.param(19, 19, IDLE, MOST, id="not beyond what was set, however idle"),
        pytest.param(FEWEST, FEWEST, IDLE, FEWEST + 1, id="hardly late with the fewest"),
        pytest.param(4, 3, IDLE, 4, id="idle with a slot to spare proves nothing"),
        pytest.param(4, 3, CALM, 4, id="calm with a slot to spare proves nothing"),
        pytest.param(MOST, MOST, CALM, MOST, id="never more than was set"),
        pytest.param(4, 4, NEITHER, 4, id="neither calm nor late: as it is"),
        pytest.param(12, 12, LATE, 8, id="late: a third less"),
        pytest.param(12, 5, LATE, 8, id="late with few: less as well"),
        pytest.param(8, 12, LATE, 8, id="late, but the last cut has not shown yet"),
        pytest.param(8, 12, CALM, 9, id="calm again while more than allowed still run"),
        pytest.param(3, 3, LATE, FEWEST, id="late with three"),
        pytest.param(FEWEST, FEWEST, LATE, FEWEST, id="some always go out"),
        pytest.param(FEWEST, FEWEST, CALM, FEWEST + 1, id="and it recovers from there"),
    ],
)
def test_the_next_allowance(allowed: int, in_flight: int, late_s: float, expected: int) -> None:
    assert next_allowance(allowed, most=MOST, in_flight=in_flight, late_s=late_s) == expected


def test_one_slot_stays_one_slot_however_late_it_is() -> None:
    assert next_allowance(1, most=1, in_flight=1, late_s=LATE) == 1


@pytest.mark.parametrize(
    ("late_ms", "expected_ms"),
    [
        ([1, 1, 1, 1, 1, 1, 1, 150], 1),
        ([1, 1, 1, 1, 1, 1, 90, 150], 1),
        ([1, 1, 1, 1, 1, 30, 90, 150], 30),
        ([20] * 8, 20),
    ],
    ids=["one pause", "two pauses", "often late", "always late"],
)
def test_the_typical_lateness_is_that_of_three_quarters(
    late_ms: list[float], expected_ms: float
) -> None:
    assert len(late_ms) == TICKS
    assert typical(late_ms) == expected_ms
    assert typical(late_ms[::-1]) == expected_ms


async def test_a_loop_that_is_kept_busy_is_seen_to_be_late() -> None:
    async def hog() -> None:
        while True:
            time.sleep(LATE_S * 2)  # noqa: ASYNC251 - holding the loop up is what is tested
            await asyncio.sleep(0)

    hogging = asyncio.create_task(hog())
    try:
        assert await loop_lateness() > LATE_S
    finally:
        hogging.cancel()
        with suppress(asyncio.CancelledError):
            await hogging
