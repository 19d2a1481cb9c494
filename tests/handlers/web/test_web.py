"""The bot's own addresses: health, readiness, and media for networks that pull."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.sandbox.clock import OffsetClock
from handlers.web.app import build_web
from scheduling.media_links import LIFETIME, MediaLinks

HOUR_S = timedelta(hours=1).total_seconds()


class Ground:
    """A web door with one rendition behind it."""

    def __init__(self, folder: Path) -> None:
        self.clock = OffsetClock(folder / "clock.json")
        self.links = MediaLinks("http://bot", self.clock, b"k" * 32)
        self.fault: str | None = None
        (folder / "renditions").mkdir()
        (folder / "renditions" / "a.jpg").write_bytes(b"picture")
        (folder / "secret.keys").write_text("secret")
        self.app = build_web(
            links=self.links, renditions=folder / "renditions", checks={"disk": self._check}
        )

    async def _check(self) -> str | None:
        return self.fault


@pytest.fixture(name="ground")
def _ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


@pytest.fixture(name="http")
async def _http(ground: Ground) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=ground.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_a_signed_address_gives_the_file(ground: Ground, http: httpx.AsyncClient) -> None:
    answer = await http.get(ground.links.url("a.jpg") or "")

    assert (answer.status_code, answer.content) == (200, b"picture")
    assert answer.headers["content-type"] == "image/jpeg"


async def test_an_old_address_gives_nothing(ground: Ground, http: httpx.AsyncClient) -> None:
    address = ground.links.url("a.jpg") or ""
    ground.clock.advance(LIFETIME.total_seconds() + 1)

    answer = await http.get(address)

    assert answer.status_code == 404
    assert "expired" in answer.json()["detail"]


@pytest.mark.parametrize(
    "changed",
    [
        lambda address: address.replace("a.jpg", "b.jpg"),
        lambda address: address.replace("/media/", "/media/9"),
        lambda address: address[:-20] + "x" + address[-19:],
        lambda address: address.rpartition("/")[0] + "/garbage",
        lambda address: address.replace("a.jpg", "..%2Fsecret.keys"),
    ],
)
async def test_a_changed_address_gives_nothing(
    ground: Ground, http: httpx.AsyncClient, changed: object
) -> None:
    assert callable(changed)

    answer = await http.get(changed(ground.links.url("a.jpg")))

    assert answer.status_code == 404


async def test_a_rendition_that_was_cleared_is_said_to_be_gone(
    ground: Ground, http: httpx.AsyncClient
) -> None:
    answer = await http.get(ground.links.url("gone.jpg") or "")

    assert answer.status_code == 404
    assert "no longer kept" in answer.json()["detail"]


def test_without_a_public_address_there_is_no_link(tmp_path: Path) -> None:
    links = MediaLinks("", OffsetClock(tmp_path / "clock.json"), b"k" * 32)

    assert links.url("a.jpg") is None


def test_the_key_is_not_shown(ground: Ground) -> None:
    assert "kkkk" not in repr(ground.links)


async def test_readiness_names_what_is_wrong(ground: Ground, http: httpx.AsyncClient) -> None:
    fine = await http.get("/readyz")
    ground.fault = "The disk is full."
    wrong = await http.get("/readyz")

    assert fine.status_code == 200
    assert (wrong.status_code, wrong.json()["faults"]) == (503, {"disk": "The disk is full."})


async def test_health_and_metrics_answer(http: httpx.AsyncClient) -> None:
    assert (await http.get("/healthz")).json() == {"status": "alive"}
    assert b"python_info" in (await http.get("/metrics")).content
