"""How fast Slack is answered while the bot publishes as much as it can."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

import httpx
from sqlalchemy import func, select

from bot.demo import ADMIN
from bot.sandbox.slack.actor import Actor, Json
from platforms.clock import SystemClock
from store.database import open_beside
from store.schema import social_posts
from store.words import State
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.running import POSTS_A_PLAN, Running, demo, deployed
from tests.benchmarks.timing import median, percentile

TITLE = "Slack's acknowledgements while 200 posts are published"
POSTS = 200
ACCOUNTS_A_NETWORK = 10
SLOTS = 20
ASK_EVERY_S = 0.1
DUE_IN_S = 3.0
WITHIN_S = 300.0
QUESTIONS = ("help", "what's going out this week?", "list the posts of tomorrow")


REMARKS = (
    (
        "In the demo, bot, Slack and networks share one process, one loop and one interpreter. "
        "“Bot alone” is how it is deployed; each stand-in is a process of its own then, and all of "
        "them share this machine."
    ),
    (
        "An acknowledgement includes the commit that keeps what was heard. It passes what posts "
        "have to write, and waits for one synced transaction at most."
    ),
    (
        f"At most {SLOTS} posts are under way. Four begin; from then on the number follows how "
        "late the event loop is: watched in some runs, it stayed at three to six in the demo, "
        "where the processor is what is short, and at 13 to 17 in the bot alone."
    ),
    (
        "A shorter switch interval of the interpreter (0.2 to 1 ms) gained nothing in a few runs, "
        "and on a machine busy with other work made things worse; uvloop stood out from the noise "
        "in one of four runs. Neither is used."
    ),
    (
        "One account publishes one post at a time, in order, and Instagram's container is polled "
        "before it is published, in the demo without the real pauses. That bounds posts per second."
    ),
)


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
    shapes = {"bot alone": deployed, "demo": demo}
    seen = {shape: _seen(run, plans) for shape, run in shapes.items()}
    figures = tuple(
        figure
        for shape, outcome in seen.items()
        for figure in _figures(shape, outcome, plans * POSTS_A_PLAN)
    )
    return Section(TITLE, _how(plans * POSTS_A_PLAN, plans), figures, REMARKS)


def _seen(run: Callable[[Path], AbstractContextManager[Running]], plans: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name, run(Path(name)) as bot:
        bot.plan(plans)
        return asyncio.run(_observe(bot, plans * POSTS_A_PLAN))


def _figures(shape: str, seen: Outcome, wanted: int) -> tuple[Figure, ...]:
    calm_ms, busy_ms = seen.calm_ms, seen.busy_ms
    return (
        Figure(f"{shape}: acknowledgement, p99", percentile(busy_ms, 0.99), "ms", below=100),
        Figure(f"{shape}: acknowledgement, median", median(busy_ms), "ms"),
        Figure(f"{shape}: p99 with nothing to publish", percentile(calm_ms, 0.99), "ms"),
        Figure(f"{shape}: commands sent while publishing", len(busy_ms), ""),
        Figure(f"{shape}: posts live, each by its own id", seen.recorded, "", exactly=wanted),
        Figure(f"{shape}: further posts live", seen.live - seen.recorded, "", exactly=0),
        Figure(f"{shape}: published", wanted / seen.took_s, "posts/s"),
        Figure(f"{shape}: requests to the networks", seen.requests, ""),
        Figure(f"{shape}: as many bare requests allow", wanted / seen.bare_s, "posts/s"),
    )


def _how(wanted: int, plans: int) -> str:
    return (
        f"{wanted} posts of {plans} plans, made and approved in Slack ({wanted // 2} on each of "
        f"two networks, every one with a picture, {ACCOUNTS_A_NETWORK} accounts a network), all "
        "due at the same moment; once in a bot deployed alone, once in a demo. Meanwhile a slash "
        f"command every {ASK_EVERY_S * 1000:.0f} ms, whether or not the last one was answered; the "
        "acknowledgement is timed by the Slack stand-in. The limit beside it: as many plain "
        f"requests to the networks' stand-in as the posts took, {SLOTS} at a time, nothing else."
    )


async def _observe(bot: Running, wanted: int) -> Outcome:
    async with Actor(bot.slack, ADMIN) as ana, httpx.AsyncClient(timeout=60) as http:
        async with asking(ana) as calm_ms:
            await asyncio.sleep(DUE_IN_S)
        due = await asyncio.to_thread(
            bot.make_due, in_s=DUE_IN_S, accounts_a_network=ACCOUNTS_A_NETWORK
        )
        already = len(await _requests(http, bot))
        await asyncio.sleep((due - SystemClock().now()).total_seconds())
        async with asking(ana) as busy_ms:
            await all_live(bot, wanted)
        requests = await _requests(http, bot)
        # What is left to say in Slack is said, and whatever might come twice has come.
        await asyncio.sleep(DUE_IN_S)
        live = await asyncio.to_thread(bot.live)
        return Outcome(
            calm_ms=tuple(calm_ms),
            busy_ms=tuple(busy_ms),
            took_s=_last(live, due),
            live=len(live),
            recorded=len({post["id"] for post in live} & await asyncio.to_thread(bot.recorded)),
            requests=len(requests) - already,
            bare_s=await _bare_s(http, bot, len(requests) - already),
        )


@asynccontextmanager
async def asking(ana: Actor) -> AsyncIterator[list[float]]:
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


async def all_live(bot: Running, wanted: int) -> None:
    """
    Wait until Callboard knows that all are live.

    Its database is asked, from this process: the stand-in would list every post each time, on
    the very loop that is measured.
    """
    query = select(func.count()).where(social_posts.c.state == State.PUBLISHED)
    with open_beside("", data_dir=bot.folder) as database:
        async with asyncio.timeout(WITHIN_S):
            # no event comes out of another process
            while (  # noqa: ASYNC110
                await database.read(lambda db: db.execute(query).scalar_one()) < wanted
            ):
                await asyncio.sleep(0.5)


async def _requests(http: httpx.AsyncClient, bot: Running) -> list[Json]:
    url = f"{bot.networks}/_sandbox/requests"
    return list((await http.get(url, params={"limit": "20000"})).json())


async def _bare_s(http: httpx.AsyncClient, bot: Running, count: int) -> float:
    """Send plain requests to the networks, as many at a time as the bot has slots."""
    left = iter(range(count))

    async def send() -> None:
        for _ in left:
            await http.get(f"{bot.networks}/twitter/2/users/me")

    began_s = perf_counter()
    await asyncio.gather(*(send() for _ in range(SLOTS)))
    return perf_counter() - began_s


def _last(live: list[Json], due: datetime) -> float:
    moments = (datetime.fromisoformat(post["created_at"]) for post in live)
    return (max(moments) - due).total_seconds()
