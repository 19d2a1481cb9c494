"""The tour's stage: a running demo, its people, and a look at what the networks show."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from bot.demo import Demo
from bot.sandbox.slack.actor import Actor
from bot.tour.transcript import Transcript

Json = dict[str, Any]

CHANNEL = "C0LAUNCH"
BOT_USER = "U0BOT"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything a chapter works with; all of it goes over real HTTP."""

    demo: Demo
    http: httpx.AsyncClient
    ana: Actor
    ben: Actor
    gus: Actor
    out: Transcript

    async def hear_bot(
        self, fits: Callable[[str], bool], *, thread_ts: str | None = None, by: Actor | None = None
    ) -> Json:
        """Wait for a message of the bot's whose text fits, and quote it."""
        actor = by or self.ana
        found = await actor.wait_for(
            lambda one: one.get("user") == BOT_USER and fits(one["text"]),
            timeout_s=20,
            thread_ts=thread_ts,
        )
        self.out.say("Callboard", readable(found["text"]))
        return found

    async def live(self, network: str | None = None) -> list[Json]:
        """Return what the public sees on the networks."""
        answer = await self.http.get(f"{self.demo.url}/_networks/_sandbox/posts")
        answer.raise_for_status()
        posts: list[Json] = answer.json()
        return [post for post in posts if network in (None, post["network"])]

    async def arm(self, network: str, step: str, fault: str, *, times: int = 1) -> None:
        """Let something go wrong on a network."""
        body = {"network": network, "step": step, "fault": fault, "times": times}
        answer = await self.http.post(f"{self.demo.url}/_networks/_sandbox/faults", json=body)
        answer.raise_for_status()

    async def disarm(self) -> None:
        """Let everything work again."""
        answer = await self.http.delete(f"{self.demo.url}/_networks/_sandbox/faults")
        answer.raise_for_status()

    async def advance(self, seconds: float) -> None:
        """Move the clock, as the page's button does."""
        answer = await self.http.post(
            f"{self.demo.url}/_slack/_sandbox/clock", json={"advance_s": seconds}, timeout=60
        )
        answer.raise_for_status()

    async def until(self, look: Callable[[], Awaitable[Json | None]]) -> Json:
        """Wait until something can be seen, looking again at every change in the workspace."""
        return await self.ana.wait_until(look, 20)


def readable(text: str) -> str:
    """Turn Slack's markup into what a person reads."""
    text = re.sub(r"<!date\^\d+\^[^|]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", r"\2: \1", text)
    text = re.sub(r"<@(\w+)>", r"@\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def has_button(message: Json, action_id: str) -> bool:
    """Whether a message shows a button."""
    return any(
        element.get("action_id") == action_id
        for block in message.get("blocks") or []
        for element in block.get("elements") or []
    )
