"""How long it takes to understand a sentence, beside dateparser searching it for dates."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import product
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from dateparser.search import search_dates

from handlers.language import parse
from handlers.language.examples import EXAMPLES
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.timing import median, percentile

TITLE = "Understanding a sentence"
ZONE = "Europe/Berlin"
NOW = datetime(2026, 9, 15, 11, 20, tzinfo=ZoneInfo(ZONE))
TESTED = Path(__file__).parents[1] / "handlers" / "language" / "sentences.jsonl"

WHAT = ("schedule these", "post this reel", "move friday's post", "put the launch video")
WHERE = ("to insta and x", "on linkedin", "on all our networks")
WHEN = ("tomorrow at 9:30am", "next week, weekday mornings", "on the 3rd of november at noon")
HOW = ("", "max 2 a day", "not on weekends")


def measure(share: float) -> Section:
    """Read every sentence, then let dateparser search some of them."""
    sentences = _sentences()[: max(int(500 * share), 20)]
    ours_ms = list(_each_ms(lambda text: parse(text, now=NOW, tz=ZONE), sentences))
    picked = sentences[:: max(len(sentences) // max(int(100 * share), 5), 1)]
    theirs_ms = list(_each_ms(_search, picked))
    ratio = median(theirs_ms) / median(ours_ms)
    return Section(
        title=TITLE,
        how=(
            f"{len(sentences)} sentences, in random order: the {len(EXAMPLES)} that help shows, "
            "those of the tests, and generated ones, each "
            "read whole (intent, networks, items, times, limits) by `handlers.language.parse`. "
            f"Beside it `dateparser.search_dates` on {len(picked)} of the same sentences, told "
            "the language, looking for dates only."
        ),
        figures=(
            Figure("a sentence, median", median(ours_ms), "ms"),
            Figure("a sentence, p99", percentile(ours_ms, 0.99), "ms"),
            Figure("dateparser, median", median(theirs_ms), "ms"),
            Figure("dateparser, p99", percentile(theirs_ms, 0.99), "ms"),
            Figure("dateparser to Callboard, medians", ratio, "times"),
        ),
    )


def _sentences() -> list[str]:
    tested = [json.loads(line)["text"] for line in TESTED.read_text().splitlines()]
    made = [" ".join(parts).strip() for parts in product(WHAT, WHERE, WHEN, HOW)]
    # Mixed, so that a part of them is like the whole.
    found = [*(example.text for example in EXAMPLES), *tested, *made]
    random.Random(1).shuffle(found)  # noqa: S311  # the same order in every run
    return found


def _search(text: str) -> object:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    return search_dates(text, languages=["en"], settings=settings)


def _each_ms(read: Callable[[str], object], sentences: Iterable[str]) -> Iterable[float]:
    read("tomorrow at 9am")  # what is made at the first use is made before the clock runs
    for text in sentences:
        began_s = perf_counter()
        read(text)
        yield (perf_counter() - began_s) * 1000
