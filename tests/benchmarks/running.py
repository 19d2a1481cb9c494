"""A bot beside its stand-ins, as the demo or as it is deployed, with posts that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.demo import ADMIN, WORKSPACE
from bot.sandbox.installation import SlackSecrets
from bot.sandbox.slack.actor import Actor
from bot.tour.pictures import photo
from handlers.slack.views import proposal
from platforms.clock import SystemClock
from platforms.content import Tokens
from platforms.registry import ADAPTERS
from scheduling.approval import approved_hash
from store import accounts, posts
from store.columns import to_us
from store.database import open_beside
from store.schema import social_posts
from store.secrets import Keyring
from store.words import State
from tests.benchmarks.processes import callboard, free_port, process, wait_for_page, wait_for_words

NETWORKS = ("twitter", "instagram")
"""One that is pushed to and one that pulls."""
ITEMS = 5
POSTS_A_PLAN = ITEMS * len(NETWORKS)
WORDS = "spread these to insta and x over the next 60 days"


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs elsewhere: its folder, and where its Slack and its networks are."""

    slack: str
    networks: str
    folder: Path

    def plan(self, plans: int) -> None:
        """Have plans made and approved by a person in Slack, each in a thread of its own."""
        asyncio.run(self._plan(plans))

    def connect(self) -> None:
        """Connect one account of each network, as somebody does who sets the bot up."""
        with open_beside("", data_dir=self.folder) as database:
            keyring = Keyring.load_or_create(self.folder / "secret.keys")
            for network in NETWORKS:
                [opened] = self._open(network, 1)
                database.write_now(
                    partial(_connect, keyring=keyring, network=network, opened=opened)
                )

    def make_due(
        self, *, in_s: float, accounts_a_network: int, networks: Iterable[str] = NETWORKS
    ) -> datetime:
        """Make everything scheduled due at one moment, spread over that many accounts."""
        opened = {network: self._open(network, accounts_a_network) for network in networks}
        moment = SystemClock().now() + timedelta(seconds=in_s)
        with open_beside("", data_dir=self.folder) as database:
            keyring = Keyring.load_or_create(self.folder / "secret.keys")
            database.write_now(lambda db: _spread(db, keyring, opened, moment))
        return moment

    def live(self) -> list[dict[str, Any]]:
        """Return what the public sees."""
        return list(self._networks("GET", "posts"))

    def recorded(self) -> set[str]:
        """Return the networks' ids of the posts that Callboard says are published."""
        query = select(social_posts.c.remote_id).where(social_posts.c.state == State.PUBLISHED)
        with open_beside("", data_dir=self.folder) as database:
            return set(database.read_now(lambda db: db.execute(query).scalars().all()))

    def _networks(self, method: str, what: str, body: object = None) -> Any:
        url = f"{self.networks}/_sandbox/{what}"
        answer = httpx.request(method, url, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def _open(self, network: str, count: int) -> list[dict[str, Any]]:
        asked = ({"network": network, "handle": f"bench{n}"} for n in range(count))
        return [self._networks("POST", "accounts", body) for body in asked]

    async def _plan(self, plans: int) -> None:
        pictures = {f"picture{n}.jpg": photo(f"No. {n}", (40 * n, 90, 120)) for n in range(ITEMS)}
        async with Actor(self.slack, ADMIN) as ana:
            for _ in range(plans):
                thread_ts = (await ana.upload(pictures, WORDS))["ts"]
                plan = await ana.wait_for(
                    lambda one: one["text"].startswith(f"Plan for {POSTS_A_PLAN} posts"),
                    thread_ts=thread_ts,
                )
                await ana.click(plan, proposal.APPROVE)
                await ana.wait_for(
                    lambda one: f"{POSTS_A_PLAN} posts scheduled" in one["text"],
                    thread_ts=thread_ts,
                )


def unlimited(slack: str) -> None:
    """Let Slack take any number of calls: the bot is measured, not Slack's allowance."""
    answer = httpx.post(f"{slack}/_sandbox/limits", json={"counts_by": "off"})
    answer.raise_for_status()


@contextmanager
def demo(folder: Path) -> Iterator[Running]:
    """Run ``callboard demo``: everything in one process, on one event loop."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    log, data = folder / "demo.log", folder / "data"
    with process(callboard("demo", "--port", str(port), "--data", str(data)), log=log) as child:
        wait_for_page(child, f"{url}/_slack/", log=log, within_s=60)
        unlimited(f"{url}/_slack")
        yield Running(f"{url}/_slack", f"{url}/_networks", data)


@contextmanager
def deployed(folder: Path) -> Iterator[Running]:
    """Run ``callboard run``, and each stand-in, in a process of its own."""
    bot_port = free_port()
    bot_url, log = f"http://127.0.0.1:{bot_port}", folder / "bot.log"
    with (
        _stand_in("networks", folder) as networks,
        _stand_in("slack", folder, "--bot-url", bot_url) as slack,
    ):
        said = SlackSecrets.of(folder / "slack").environment(f"{slack}/api/")
        env = dict(line.split("=", 1) for line in said) | _reaching(networks)
        env |= {
            "CALLBOARD_DATA_DIR": str(folder / "bot"),
            "CALLBOARD_BIND": f"127.0.0.1:{bot_port}",
            "CALLBOARD_PUBLIC_URL": bot_url,
        }
        unlimited(slack)
        with process(callboard("run"), log=log, env=env) as child:
            wait_for_words(child, "bot.started", log=log, within_s=60)
            running = Running(slack, networks, folder / "bot")
            running.connect()
            yield running


@contextmanager
def _stand_in(which: str, folder: Path, *more: str) -> Iterator[str]:
    port, log = free_port(), folder / f"{which}.log"
    words = ("sandbox", which, "--port", str(port), "--data", str(folder / which), *more)
    with process(callboard(*words), log=log) as child:
        wait_for_words(child, "answers at", log=log, within_s=60)
        yield f"http://127.0.0.1:{port}"


def _reaching(networks: str) -> dict[str, str]:
    """Return the settings with which a bot reaches the networks' stand-in."""
    facts = {"CLIENT_ID": "bench", "CLIENT_SECRET": "bench-secret"}
    return {
        f"CALLBOARD_{network.upper()}__{name}": value
        for network in NETWORKS
        for name, value in {**facts, "API_URL": f"{networks}/{network}"}.items()
    }


def _spread(
    db: Connection, keyring: Keyring, opened: dict[str, list[dict[str, Any]]], moment: datetime
) -> None:
    now = SystemClock().now()
    for network, facts in opened.items():
        known = cycle([_connect(db, keyring=keyring, network=network, opened=one) for one in facts])
        waiting = select(social_posts.c.id).where(
            social_posts.c.platform == network, social_posts.c.state == State.SCHEDULED
        )
        for post_id, account_id in zip(list(db.execute(waiting).scalars()), known, strict=False):
            post = posts.reschedule(db, post_id, publish_date=moment, now=now)
            post = replace(post, integration_id=account_id)
            change = (
                update(social_posts)
                .where(social_posts.c.id == post_id)
                .values(
                    integration_id=account_id,
                    wake_at=to_us(moment),
                    # what was approved on the plan's one account is approved on all of them
                    approved_hash=approved_hash(post, ADAPTERS[network].compose(post.content)),
                )
            )
            db.execute(change)


def _connect(db: Connection, *, keyring: Keyring, network: str, opened: dict[str, Any]) -> str:
    now = SystemClock().now()
    lives_s = opened["expires_in"]
    tokens = Tokens(
        access_token=opened["access_token"],
        refresh_token=opened["refresh_token"] or opened.get("user_token", ""),
        expires_at=now + timedelta(seconds=lives_s) if lives_s else None,
    )
    return accounts.add(
        db,
        keyring,
        workspace_id=WORKSPACE,
        user_id=ADMIN,
        network=network,
        handle=opened["handle"],
        remote_id=opened["account_id"],
        flavour=next(iter(ADAPTERS[network].logins)),
        scopes=tuple(opened["scopes"]),
        tokens=tokens,
        now=now,
    ).id
