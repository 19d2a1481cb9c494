"""One refusal from the words in Slack to the post that is live in the end."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from bot.demo import WORKSPACE
from bot.tour.pictures import clip, photo
from handlers.slack.views import notices, proposal, settings_fields
from platforms.registry import ADAPTERS
from store import posts, proposals
from store.words import FailureKind, Post
from tests.journeys.refusals.case import CLIP, IN_DOUBT, PICTURE, TEXT, WAITS, Case
from tests.journeys.world import BOT_USER, Json, World

FILES = {
    TEXT: {},
    PICTURE: {"harbour.jpg": photo("Harbour", (9, 9, 9))},
    CLIP: {"harbour-clip.mp4": clip()},
}
STANDS = defaultdict(
    lambda: "1 of 1 post failed",
    {WAITS: "1 of 1 post waiting to be tried again", IN_DOUBT: "1 of 1 post may be live"},
)
OPENS = defaultdict(
    lambda: "was not published.", {WAITS: "has to wait.", IN_DOUBT: "may be live or not."}
)


@dataclass(frozen=True)
class End:
    """What a refusal led to."""

    ended: FailureKind | None
    said: str
    """The sentences in the thread; for a short wait the line in the plan."""
    buttons: frozenset[str]
    live_then: int
    live: int
    thread_ts: str


class Play:
    """The refusals of several networks side by side, in one demo."""

    def __init__(self, town: World) -> None:
        self._town = town
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._hands = asyncio.Lock()
        """A person fills in one form at a time, and the clock is everybody's."""

    async def play(self, case: Case, *, after: asyncio.Task[None] | None = None) -> End:
        """Let a network refuse a post, look at what people learn, and do as they are told."""
        if after is not None:
            await after
        async with self._turns[case.network]:
            if case.is_told:
                return await self._play(case)
            async with self._hands:
                return await self._play(case)

    async def _play(self, case: Case) -> End:
        town = self._town
        await town.arm(case.network, case.step, case.name, times=case.times)
        thread_ts, plan = await self._published(case)
        shown = await town.shows(plan, STANDS[case.ends], thread_ts=thread_ts)
        post = await self._post(thread_ts)
        live_then = len(await self._live(case))
        if case.is_told:
            told = await town.heard(OPENS[case.ends], thread_ts=thread_ts)
            said = told["text"]
            await self._mend(case, told)
        else:
            told, said = {}, _row(shown)
            assert post.retry_at is not None
            await town.advance((post.retry_at - town.demo.clock.now()).total_seconds() + 1)
        await town.shows(plan, "1 post live", thread_ts=thread_ts)
        live = len(await self._live(case))
        return End(post.failure_kind, said, _buttons(told), live_then, live, thread_ts)

    async def _published(self, case: Case) -> tuple[str, Json]:
        """Say it, choose what the network wants chosen, and approve."""
        words = f'publish "{_text(case)}" on {ADAPTERS[case.network].rules.label} now'
        thread_ts, plan = await self._town.planned(words, FILES[case.made_of])
        if case.network == "tiktok":
            async with self._hands:
                plan = await self._with_audience(plan, thread_ts)
        await self._town.ana.click(plan, proposal.APPROVE)
        return thread_ts, plan

    async def _with_audience(self, plan: Json, thread_ts: str) -> Json:
        """Choose who may see a post on TikTok, which nobody may choose for its author."""
        ana = self._town.ana
        await ana.click(plan, proposal.EDIT)
        form = await ana.wait_for_view()
        chosen = {"selected_option": {"value": "PUBLIC_TO_EVERYONE"}}
        field = f"{settings_fields.FIELD}tiktok:privacy_level"
        await ana.submit(form, {}, blocks={field: {settings_fields.INPUT: chosen}})
        return await ana.wait_for(
            lambda one: one["ts"] == plan["ts"] and "your own choice" not in str(one["blocks"]),
            thread_ts=thread_ts,
        )

    async def _mend(self, case: Case, told: Json) -> None:
        """Press what is offered, now that the network takes the post."""
        ana = self._town.ana
        if case.ends is not IN_DOUBT:
            await ana.click(told, notices.RETRY)
            return
        async with self._hands:
            await ana.click(told, notices.IS_THERE)
            form = await ana.wait_for_view()
            (live,) = await self._live(case)
            address = {"type": "url_text_input", "value": live["url"]}
            await ana.submit(form, {notices.LINK_INPUT: address})

    async def _post(self, thread_ts: str) -> Post:
        database = self._town.demo.bot.database
        (plan,) = await database.read(
            lambda db: proposals.in_thread(db, WORKSPACE, "C0LAUNCH", thread_ts)
        )
        (post,) = await database.read(lambda db: posts.of_proposal(db, plan.id))
        return post

    async def _live(self, case: Case) -> list[Json]:
        live = await self._town.live(case.network)
        return [post for post in live if _text(case) in post["text"]]


async def told_in(town: World, thread_ts: str) -> list[str]:
    """Return what the bot has said in a thread beside the plan."""
    shown = await town.ana.messages(thread_ts=thread_ts)
    return [one["text"] for one in shown if one.get("user") == BOT_USER][1:]


def _text(case: Case) -> str:
    """Return words that stand in no other post."""
    return f"Harbour news ({case.name.replace('_', ' ')})"


def _row(plan: Json) -> str:
    """Return what the plan says of its post, without the moment that Slack writes for each."""
    rows = [line for block in plan["blocks"] for line in str(block).split("\\n")]
    (row,) = [line for line in rows if "tries again" in line]
    before, _, rest = row.partition("<!date")
    return before.rpartition(" · ")[2] + rest.partition(">")[2]


def _buttons(message: Json) -> frozenset[str]:
    elements = [one for block in message.get("blocks", ()) for one in block.get("elements") or ()]
    return frozenset(one["action_id"] for one in elements if "action_id" in one)
