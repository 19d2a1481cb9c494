"""How fast Slack is answered while the bot publishes as much as it can."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

import httpx

from bot.demo import ADMIN
from bot.sandbox.slack.actor import Actor, Json
from platforms.clock import SystemClock
from tests.benchmarks.demo_process import POSTS_A_PLAN, DemoProcess, demo_process
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.timing import median, percentile

TITLE = "Slack's acknowledgements while 200 posts are published"
POSTS = 200
ACCOUNTS_A_NETWORK = 10
SLOTS = 20
ASK_EVERY_S = 0.1
DUE_IN_S = 3.0
WITHIN_S = 300.0
QUESTIONS = ("help", "what's going out this week?", "list the posts of tomorrow")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen from outside."""

    calm_ms: tuple[float, ...]
    busy_ms: tuple[float, ...]
    took_s: float
    live: int
    recorded: int
    requests: int
    bare_s: float


def measure(share: float) -> Section:
    """Publish posts that are all due at once, and ask things in Slack meanwhile."""
    plans = max(round(POSTS * share) // POSTS_A_PLAN, 1)
    wanted = plans * POSTS_A_PLAN
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        folder = Path(name)
        with demo_process(folder) as demo:
            demo.plan(plans)
            seen = asyncio.run(_observe(demo, wanted))
    return Section(TITLE, _how(wanted, plans), _figures(seen, wanted), _remarks())


def _figures(seen: Outcome, wanted: int) -> tuple[Figure, ...]:
    calm_ms, busy_ms = seen.calm_ms, seen.busy_ms
    return (
        Figure("acknowledgement while publishing, p99", percentile(busy_ms, 0.99), "ms", below=100),
        Figure("acknowledgement while publishing, median", median(busy_ms), "ms"),
        Figure("the same in a calm process, p99", percentile(calm_ms, 0.99), "ms"),
        Figure("commands sent while publishing", len(busy_ms), ""),
        Figure("posts that are live and known by their own id", seen.recorded, "", exactly=wanted),
        Figure("posts live that nobody ordered", seen.live - seen.recorded, "", exactly=0),
        Figure("published", wanted / seen.took_s, "posts/s"),
        Figure("requests that reached the networks", seen.requests, ""),
        Figure("as many bare requests would allow", wanted / seen.bare_s, "posts/s"),
    )


def _how(wanted: int, plans: int) -> str:
    return (
        f"{wanted} posts of {plans} plans, made and approved in Slack ({wanted // 2} on each of "
        f"two networks, every one with a picture, {ACCOUNTS_A_NETWORK} accounts a network), all "
        "due at the same moment in a demo process of its own. Meanwhile a slash command every "
        f"{ASK_EVERY_S * 1000:.0f} ms, whether or not the last one was answered; the "
        "acknowledgement is timed by the Slack stand-in. The limit beside it: as many plain "
        f"requests to the networks' stand-in as the posts took, {SLOTS} at a time, nothing else."
    )


def _remarks() -> tuple[str, ...]:
    return (
        (
            "Bot, Slack and networks share one process and one loop here, so what the stand-ins "
            "do holds acknowledgements up as well; a real bot has the loop to itself."
        ),
        (
            "One account publishes one post at a time, in order; Instagram's container is polled "
            "before it is published. That, not the processor alone, bounds posts per second."
        ),
    )


async def _observe(demo: DemoProcess, wanted: int) -> Outcome:
    async with Actor(demo.slack, ADMIN) as ana, httpx.AsyncClient(timeout=60) as http:
        async with _asking(ana) as calm_ms:
            await asyncio.sleep(DUE_IN_S)
        due = await asyncio.to_thread(
            demo.make_due, in_s=DUE_IN_S, accounts_a_network=ACCOUNTS_A_NETWORK
        )
        already = len(await _requests(http, demo))
        await asyncio.sleep((due - SystemClock().now()).total_seconds())
        async with _asking(ana) as busy_ms:
            await _all_live(http, demo, wanted)
        requests = await _requests(http, demo)
        # What is left to say in Slack is said, and whatever might come twice has come.
        await asyncio.sleep(DUE_IN_S)
        live = await asyncio.to_thread(demo.live)
        return Outcome(
            calm_ms=tuple(calm_ms),
            busy_ms=tuple(busy_ms),
            took_s=_last(live, due),
            live=len(live),
            recorded=len({post["id"] for post in live} & await asyncio.to_thread(demo.recorded)),
            requests=len(requests) - already,
            bare_s=await _bare_s(http, demo, len(requests) - already),
        )


@asynccontextmanager
async def _asking(ana: Actor) -> AsyncIterator[list[float]]:
    """Send slash commands at a steady rate; yield the list their times are put in."""
    took_ms: list[float] = []
    running: set[asyncio.Task[None]] = set()

    async def one(words: str) -> None:
        took_ms.append((await ana.command(words))["ms"])

    async def go_on() -> None:
        while True:
            task = asyncio.create_task(one(QUESTIONS[len(took_ms) % len(QUESTIONS)]))
            running.add(task)
            task.add_done_callback(running.discard)
            await asyncio.sleep(ASK_EVERY_S)

    asking = asyncio.create_task(go_on())
    try:
        yield took_ms
    finally:
        asking.cancel()
        await asyncio.gather(*running)


async def _all_live(http: httpx.AsyncClient, demo: DemoProcess, wanted: int) -> None:
    url = f"{demo.url}/_networks/_sandbox/posts"
    async with asyncio.timeout(WITHIN_S):
        while len((await http.get(url)).json()) < wanted:  # noqa: ASYNC110  # no event from there
            await asyncio.sleep(0.5)


async def _requests(http: httpx.AsyncClient, demo: DemoProcess) -> list[Json]:
    url = f"{demo.url}/_networks/_sandbox/requests"
    return list((await http.get(url, params={"limit": "20000"})).json())


async def _bare_s(http: httpx.AsyncClient, demo: DemoProcess, count: int) -> float:
    """Send plain requests to the networks, as many at a time as the bot has slots."""
    left = iter(range(count))

    async def send() -> None:
        for _ in left:
            await http.get(f"{demo.url}/_networks/twitter/2/users/me")

    began_s = perf_counter()
    await asyncio.gather(*(send() for _ in range(SLOTS)))
    return perf_counter() - began_s


def _last(live: list[Json], due: datetime) -> float:
    moments = (datetime.fromisoformat(post["created_at"]) for post in live)
    return (max(moments) - due).total_seconds()
