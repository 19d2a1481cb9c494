"""How long people wait for a plan: from the message's delivery to the plan's arrival in Slack."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from bot.demo import running_demo
from bot.sandbox.slack.actor import Actor, Json
from bot.serving import listen
from bot.tour.pictures import photo
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.timing import median

TITLE = "From a message to its plan"
ITEMS = 5
WORDS = "schedule these to insta and x next week, weekday mornings"


def measure(share: float) -> Section:
    """Stage five pictures for two networks, again and again, each in a thread of its own."""
    rounds = max(int(10 * share), 2)
    waits_ms = asyncio.run(_waits_ms(rounds))
    first_ms, later_ms = waits_ms[0], waits_ms[1:]
    return Section(
        title=TITLE,
        how=(
            f"{ITEMS} pictures of 1080 × 1080 dropped with “{WORDS}”, {rounds} times after a "
            f"first one; each makes a plan of {2 * ITEMS} posts. From the moment Slack sends "
            "the message's event to the moment the plan's `chat.postMessage` is answered, by "
            "the log of the Slack stand-in: download, look at the bytes, store, understand, "
            "place, check against both networks' rules, draw."
        ),
        figures=(
            Figure("first plan of a fresh process", first_ms, "ms", below=500),
            Figure("plan, median", median(later_ms), "ms", below=500),
            Figure("plan, slowest", max(later_ms), "ms", below=500),
        ),
        remarks=("Slack and the bot share one process and one loop here, as in the demo.",),
    )


async def _waits_ms(rounds: int) -> list[float]:
    pictures = {f"picture{n}.jpg": photo(f"No. {n}", (40 * n, 90, 120)) for n in range(ITEMS)}
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        listening = listen("127.0.0.1", 0, hint="-")
        async with running_demo(Path(folder), listening) as demo, httpx.AsyncClient() as http:
            slack = f"{demo.url}/_slack"
            await http.post(f"{slack}/_sandbox/limits", json={"counts_by": "off"})
            async with Actor(slack, "U0ANA") as ana:
                return [await _wait_ms(ana, http, slack, pictures) for _ in range(rounds + 1)]


async def _wait_ms(
    ana: Actor, http: httpx.AsyncClient, slack: str, pictures: dict[str, bytes]
) -> float:
    thread_ts = (await ana.upload(pictures, WORDS))["ts"]
    await ana.wait_for(lambda one: one["text"].startswith("Plan for 10"), thread_ts=thread_ts)
    answer = await http.get(f"{slack}/_sandbox/log", params={"limit": "100"})
    entries = answer.json()["entries"]
    [plan] = [one for one in entries if _is_plan(one, thread_ts)]
    asked = next(one for one in entries if _is_message(one, thread_ts))
    return (_moment(plan) - _sent(asked)).total_seconds() * 1000


def _is_plan(entry: Json, thread_ts: str) -> bool:
    asked = entry.get("request") or {}
    return entry["name"] == "chat.postMessage" and asked.get("thread_ts") == thread_ts


def _is_message(entry: Json, thread_ts: str) -> bool:
    if (entry["kind"], entry["name"]) != ("event", "message"):
        return False
    return bool(entry["request"]["event"]["ts"] == thread_ts)


def _moment(entry: Json) -> datetime:
    return datetime.fromisoformat(entry["at"])


def _sent(entry: Json) -> datetime:
    """Return when a delivery began: the log notes its end and how long it took."""
    return _moment(entry) - timedelta(milliseconds=entry["ms"])
