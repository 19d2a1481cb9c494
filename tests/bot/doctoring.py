"""The networks' stand-ins as the doctor finds them, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from bot.commands.doctor_networks import Verdict, look_at_networks
from bot.settings import Settings, told
from handlers.web.app import build_web
from platforms.clock import SystemClock
from platforms.connections import open_client
from scheduling.media_links import MediaLinks

APP_ID, SECRET, WRONG = "our-app", "the-secret-of-our-app", "another-secret"
PUBLIC = "https://127.0.0.1:9"
"""An address of this machine where nobody answers."""


@dataclass(frozen=True)
class StandIns:
    """All of them, at one address."""

    url: str

    def register(self, network: str) -> None:
        """Make our app known; from then on the network knows no other."""
        app = {"client_id": APP_ID, "client_secret": SECRET, "redirect_uris": []}
        self._tell("clients", {"network": network, **app})

    def break_next_login(self, network: str) -> None:
        """Let the network be out of order for one call."""
        self._tell("faults", {"network": network, "step": "oauth", "fault": "error_503"})

    def settings(self, *networks: str, secret: str = SECRET, **more: Any) -> Settings:
        """Return the settings of a bot that uses these networks."""
        app = {"client_id": APP_ID, "client_secret": secret}
        return told(
            {name: {**app, "api_url": f"{self.url}/{name}"} for name in networks}
            | {"public_url": PUBLIC, **more}
        )

    def asked(self, network: str) -> list[dict[str, Any]]:
        """List what a network was asked."""
        answer = httpx.get(f"{self.url}/_sandbox/requests", params={"network": network})
        return list(answer.raise_for_status().json())

    def _tell(self, what: str, body: dict[str, Any]) -> None:
        httpx.post(f"{self.url}/_sandbox/{what}", json=body).raise_for_status()


def bots_web(folder: Path) -> FastAPI:
    """Return the bot's own web application, which tells that it is alive."""
    links = MediaLinks(PUBLIC, SystemClock(), b"k" * 32)
    return build_web(links=links, renditions=folder, checks={})


async def found(settings: Settings) -> list[Verdict]:
    """Look at the networks as the command does."""
    async with open_client() as http:
        return await look_at_networks(settings, http=http, clock=SystemClock())


async def faults(settings: Settings) -> list[str]:
    """Return what the doctor finds wrong."""
    return [sentence for is_fine, sentence in await found(settings) if not is_fine]


def about(verdicts: list[Verdict], words: str) -> Verdict:
    """Return the one verdict with these words."""
    (verdict,) = [one for one in verdicts if words in one[1]]
    return verdict
