"""What journeys do again and again, each in one call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from bot.demo import Demo
from bot.sandbox.slack.actor import Actor
from handlers.slack.views import proposal
from store.schema import proposals, social_posts
from tests.journeys.quiet import quiet

Json = dict[str, Any]

BOT_USER = "U0BOT"
DAY_S = 24 * 3600
PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class World:
    """A running demo, its people, and what the public sees."""

    demo: Demo
    http: httpx.AsyncClient
    ana: Actor
    ben: Actor
    chi: Actor
    gus: Actor

    async def heard(
        self,
        says: str | Callable[[str], bool],
        *,
        thread_ts: str | None = None,
        by: Actor | None = None,
    ) -> Json:
        """Wait for a message of the bot's that says this."""
        fits = says if callable(says) else lambda text: says in text
        return await (by or self.ana).wait_for(
            lambda one: one.get("user") == BOT_USER and fits(one["text"]),
            timeout_s=PATIENCE_S,
            thread_ts=thread_ts,
        )

    async def planned(self, words: str, files: dict[str, bytes] | None = None) -> tuple[str, Json]:
        """Say words (with files) in #launch; return the thread and the plan that comes of it."""
        if files:
            thread_ts = (await self.ana.upload(files, words))["ts"]
        else:
            thread_ts = await self.ana.say(f"<@{BOT_USER}> {words}")
        plan = await self.heard(lambda text: text.startswith("Plan for"), thread_ts=thread_ts)
        return thread_ts, plan

    async def approved(self, words: str, files: dict[str, bytes] | None = None) -> tuple[str, Json]:
        """Plan and approve."""
        thread_ts, plan = await self.planned(words, files)
        await self.ana.click(plan, proposal.APPROVE)
        return thread_ts, plan

    async def shows(self, plan: Json, says: str, *, thread_ts: str) -> Json:
        """Wait until the plan's own message says this."""
        return await self.ana.wait_for(
            lambda one: one["ts"] == plan["ts"] and says in one["text"],
            timeout_s=PATIENCE_S,
            thread_ts=thread_ts,
        )

    async def live(self, network: str | None = None) -> list[Json]:
        """Return what the public sees on the networks."""
        answer = await self.http.get(f"{self.demo.url}/_networks/_sandbox/posts")
        posts: list[Json] = answer.json()
        return [post for post in posts if network in (None, post["network"])]

    async def arm(self, network: str, step: str, fault: str, *, times: int = 1) -> None:
        """Let something go wrong on a network."""
        body = {"network": network, "step": step, "fault": fault, "times": times}
        answer = await self.http.post(f"{self.demo.url}/_networks/_sandbox/faults", json=body)
        answer.raise_for_status()

    async def disarm(self) -> None:
        """Let everything on the networks work again."""
        await self.http.delete(f"{self.demo.url}/_networks/_sandbox/faults")

    async def slack_fault(self, **fault: object) -> None:
        """Let something go wrong in Slack."""
        answer = await self.http.post(f"{self.demo.url}/_slack/_sandbox/faults", json=fault)
        answer.raise_for_status()

    async def advance(self, seconds: float) -> None:
        """Move the clock as the page's button does."""
        answer = await self.http.post(
            f"{self.demo.url}/_slack/_sandbox/clock", json={"advance_s": seconds}, timeout=60
        )
        answer.raise_for_status()

    async def bot_messages(self, thread_ts: str, by: Actor | None = None) -> list[str]:
        """Return what the bot has said in a thread."""
        shown = await (by or self.ana).messages(thread_ts=thread_ts)
        return [one["text"] for one in shown if one.get("user") == BOT_USER]

    async def quiet(self) -> None:
        """Wait until the bot has nothing left to do and nothing left to say."""
        await quiet(self.demo)

    def said(self) -> list[str]:
        """Return everything the bot said to anybody, anywhere, in the order of the channels."""
        workspace = self.demo.slack.state.sandbox.workspace
        return [
            one.text
            for channel in workspace.channels.all()
            for one in workspace.messages_in(channel.id)
            if one.user == BOT_USER and not one.deleted
        ]

    async def traces(self) -> tuple[int, int, int]:
        """Count plans, posts of any state, and what is live: all that words can leave behind."""

        def count(db: Connection) -> tuple[int, int]:
            plans = db.scalar(select(func.count()).select_from(proposals)) or 0
            kept = db.scalar(select(func.count()).select_from(social_posts)) or 0
            return plans, kept

        return (*await self.demo.bot.database.read(count), len(await self.live()))

    def leaves(self, actor: Actor, channel_id: str = "C0LAUNCH") -> None:
        """Let somebody leave a channel; a public one they still see."""
        channels = self.demo.slack.state.sandbox.workspace.channels
        channel = channels.get(channel_id)
        members = tuple(one for one in channel.members if one != actor.user)
        channels.put(channel_id, replace(channel, members=members))


@asynccontextmanager
async def peopled(demo: Demo) -> AsyncIterator[World]:
    """Give a running demo its people and a look at the networks."""
    slack = f"{demo.url}/_slack"
    async with (
        Actor(slack, "U0ANA") as ana,
        Actor(slack, "U0BEN") as ben,
        Actor(slack, "U0CHI") as chi,
        Actor(slack, "U0GUS") as gus,
        httpx.AsyncClient() as http,
    ):
        yield World(demo, http, ana, ben, chi, gus)
