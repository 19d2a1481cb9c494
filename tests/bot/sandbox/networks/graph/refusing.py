"""Arming the Graph API's named refusals, for every network that has them."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from bot.sandbox.networks.graph.sayings import Saying
from tests.bot.sandbox.networks.hands import Person, arm

Calls = Mapping[str, tuple[str, str]]
"""For each step a call that belongs to it: method and path."""


async def at_each_step(
    http: httpx.AsyncClient, who: Person, network: str, refusal: tuple[str, Saying], calls: Calls
) -> list[httpx.Response]:
    """Arm a refusal for each step it has a call for, make the call, and return the answers."""
    name, saying = refusal
    answers = []
    for step in sorted(saying.steps & set(calls)):
        await arm(http, network, name, step=step)
        method, path = calls[step]
        answers.append(await http.request(method, f"/{network}{path}", headers=who.auth))
    return answers
