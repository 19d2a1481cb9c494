"""Whether one demo process stands five hundred posts over every network at once."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bot.demo import ADMIN
from bot.sandbox.slack.actor import Actor
from bot.tour.chapters import TIKTOK_PRIVACY
from bot.tour.pictures import clip
from handlers.slack.views import proposal, settings_fields
from platforms.clock import SystemClock
from platforms.registry import ADAPTERS
from store.database import open_beside
from store.schema import social_posts
from store.words import State
from tests.benchmarks.acks import DUE_IN_S, all_live, asking
from tests.benchmarks.record import Figure, Section
from tests.benchmarks.running import Running, demo
from tests.benchmarks.timing import median, percentile

TITLE = "500 posts over every network through one demo"
POSTS = 500
ACCOUNTS_A_NETWORK = 10
NETWORKS = tuple(ADAPTERS)
CHOSEN = {"selected_option": {"value": "PUBLIC_TO_EVERYONE"}}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen from outside."""

    busy_ms: tuple[float, ...]
    took_s: float
    live: int
    failed: int


def measure(share: float) -> Section:
    """Publish clips that are all due at once on every network, and ask things meanwhile."""
    plans = max(round(POSTS * share) // len(NETWORKS) + 1, 1)
    wanted = plans * len(NETWORKS)
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name, demo(Path(name)) as bot:
        seen = asyncio.run(_observe(bot, plans, wanted))
    figures = (
        Figure("acknowledgement, p99", percentile(seen.busy_ms, 0.99), "ms", below=100),
        Figure("acknowledgement, median", median(seen.busy_ms), "ms"),
        Figure("commands sent while publishing", len(seen.busy_ms), ""),
        Figure("posts live", seen.live, "", exactly=wanted),
        Figure("posts that failed", seen.failed, "", exactly=0),
        Figure("published", wanted / seen.took_s, "posts/s"),
    )
    return Section(TITLE, _how(plans, wanted), figures, ())


def _how(plans: int, wanted: int) -> str:
    return (
        f"{wanted} posts of {plans} plans, made, given TikTok's privacy and approved in Slack: one "
        f"upright clip on each of {len(NETWORKS)} networks, {ACCOUNTS_A_NETWORK} accounts a "
        "network, all due at the same moment in one demo process that is bot, Slack and every "
        "network. The networks' allowances are lifted. Meanwhile slash commands as above."
    )


async def _observe(bot: Running, plans: int, wanted: int) -> Outcome:
    async with Actor(bot.slack, ADMIN) as ana, httpx.AsyncClient(timeout=60) as http:
        for network in NETWORKS:
            body = {"network": network, "factor": 1000}
            (await http.post(f"{bot.networks}/_sandbox/quotas", json=body)).raise_for_status()
        for number in range(plans):
            await _plan(ana, number)
        due = await asyncio.to_thread(
            bot.make_due,
            in_s=DUE_IN_S,
            accounts_a_network=ACCOUNTS_A_NETWORK,
            networks=NETWORKS,
        )
        await asyncio.sleep((due - SystemClock().now()).total_seconds())
        async with asking(ana) as busy_ms:
            await all_live(bot, wanted)
        await asyncio.sleep(DUE_IN_S)
        live = await asyncio.to_thread(bot.live)
        last = max(datetime.fromisoformat(post["created_at"]) for post in live)
        return Outcome(
            busy_ms=tuple(busy_ms),
            took_s=(last - due).total_seconds(),
            live=len(live),
            failed=await asyncio.to_thread(_failed, bot.folder),
        )


async def _plan(ana: Actor, number: int) -> None:
    """Have one clip planned for every network, answer TikTok's question, and approve."""
    labels = ", ".join(ADAPTERS[network].rules.label for network in NETWORKS)
    words = f'schedule this to {labels} within the next 60 days with the text "Harbour {number}"'
    thread_ts = (await ana.upload({"harbour-clip.mp4": clip()}, words))["ts"]
    plan = await ana.wait_for(
        lambda one: one["text"].startswith(f"Plan for {len(NETWORKS)} posts"), thread_ts=thread_ts
    )
    await ana.click(plan, proposal.EDIT)
    form = await ana.wait_for_view()
    await ana.submit(form, {}, blocks={TIKTOK_PRIVACY: {settings_fields.INPUT: CHOSEN}})
    chosen = await ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and "wants your own choice" not in str(one["blocks"]),
        thread_ts=thread_ts,
    )
    await ana.click(chosen, proposal.APPROVE)
    await ana.wait_for(
        lambda one: f"{len(NETWORKS)} posts scheduled" in one["text"], thread_ts=thread_ts
    )


def _failed(folder: Path) -> int:
    query = select(func.count()).where(social_posts.c.state == State.FAILED)
    with open_beside("", data_dir=folder) as database:
        return database.read_now(lambda db: db.execute(query).scalar_one())
