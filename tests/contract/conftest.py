"""The stand-ins and a file server, each behind a real uvicorn, once for all contract tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.staticfiles import StaticFiles

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from platforms.connections import TIMEOUT
from platforms.content import Account
from platforms.endpoints import Endpoints
from tests.contract.overheard import Overheard
from tests.contract.serving import served
from tests.contract.stage import LOGINS, Login, Stage


@dataclass(frozen=True)
class Scene:
    """What all tests share: the stand-ins' address, their clock, and files by HTTP."""

    url: str
    clock: OffsetClock
    control: httpx.Client
    out_dir: Path
    media_url: str


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    data_dir, out_dir = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("renditions")
    clock = OffsetClock(data_dir / "clock.json")
    with (
        served(build_networks(data_dir=data_dir, clock=clock)) as url,
        served(StaticFiles(directory=out_dir)) as media_url,
        httpx.Client(base_url=url) as control,
    ):
        yield Scene(url, clock, control, out_dir, media_url)


@pytest.fixture(params=LOGINS, ids=str)
def login(request: pytest.FixtureRequest) -> Login:
    chosen: Login = request.param
    return chosen


@pytest.fixture
async def stage(scene: Scene, login: Login) -> AsyncIterator[Stage]:
    scene.control.post("/_sandbox/reset").raise_for_status()
    asked = {"network": login.network, "handle": "acme"}
    if login.flavour:
        asked["flavour"] = login.flavour
    opened = scene.control.post("/_sandbox/accounts", json=asked).raise_for_status().json()
    account = Account(
        id="account-1",
        network=login.network,
        handle="acme",
        remote_id=opened["account_id"],
        access_token=opened["access_token"],
        flavour=login.flavour,
    )
    overheard = Overheard()
    async with httpx.AsyncClient(transport=overheard, timeout=TIMEOUT) as http:
        yield Stage(
            login=login,
            account=account,
            refresh_token=opened["refresh_token"] or opened.get("user_token", ""),
            control=scene.control,
            clock=scene.clock,
            overheard=overheard,
            http=http,
            endpoints=Endpoints(
                f"{scene.url}/{login.network}", client_id="callboard", client_secret="not secret"
            ),
            out_dir=scene.out_dir,
            media_url=scene.media_url,
        )
