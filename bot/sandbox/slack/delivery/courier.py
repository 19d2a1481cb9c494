"""
Has letters carried to the app and judges the answer by the three-second rule.

https://docs.slack.dev/apis/events-api/#responding
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from bot.sandbox.slack.delivery.letters import Answer, Carrier, Letter, Undelivered
from bot.sandbox.slack.faults import Fault, Faults
from bot.sandbox.slack.journal import Journal


class Courier:
    """Delivers letters by the app's own way and writes down how each was taken."""

    def __init__(self, carrier: Carrier, *, ack_s: float, journal: Journal, faults: Faults) -> None:
        self._carrier = carrier
        self._ack_s = ack_s
        self._journal = journal
        self._faults = faults

    async def close(self) -> None:
        """Let go of the connections to the app."""
        await self._carrier.close()

    async def deliver(self, letter: Letter) -> Answer:
        """Deliver a letter once."""
        started_s = time.monotonic()
        answer = replace(await self._attempt(letter), ms=_since(started_s))
        self._journal.note(
            letter.kind,
            letter.name,
            status=answer.status,
            ms=answer.ms,
            error=answer.trouble,
            retry_num=letter.retry_num,
            request=letter.shown,
            response=_shown(answer),
        )
        return answer

    async def _attempt(self, letter: Letter) -> Answer:
        fault = self._faults.strike(
            "delivery", letter.name,
            "429", "500", "503", "timeout", "reset", "slow", "lost_ack", "bad_signature",
            "stale_signature",
        )  # fmt: skip
        if fault is not None and fault.fault in ("429", "500", "503"):
            return Answer(ms=0, status=int(fault.fault), trouble="http_error")
        if fault is not None and fault.fault == "reset":
            return Answer(ms=0, trouble="connection_failed")
        if fault is not None and fault.fault == "slow":
            await asyncio.sleep(fault.seconds or 1.0)
        answer = await self._carried(letter, fault)
        if fault is not None and fault.fault in ("timeout", "lost_ack"):
            return Answer(ms=0, trouble="http_timeout")
        return answer

    async def _carried(self, letter: Letter, fault: Fault | None) -> Answer:
        try:
            async with asyncio.timeout(self._ack_s):
                reply = await self._carrier.carry(letter, fault)
        except TimeoutError:
            return Answer(ms=0, trouble="http_timeout")
        except Undelivered as undelivered:
            return Answer(ms=0, trouble=undelivered.trouble)
        return Answer(
            ms=0,
            status=reply.status,
            body=reply.body,
            headers=reply.headers,
            trouble=None if 200 <= reply.status < 300 else "http_error",
        )


def _since(started_s: float) -> int:
    return round((time.monotonic() - started_s) * 1000)


def _shown(answer: Answer) -> Any:
    if answer.status is None:
        return None
    return answer.json() if answer.json() is not None else answer.body.decode(errors="replace")
