from __future__ import annotations

from pathlib import Path

from bot.sandbox.clock import OffsetClock
from bot.sandbox.networks.app import build_networks
from tests.bot.sandbox.networks.conftest import talking_to
from tests.bot.sandbox.networks.hands import account, posts, turn
from tests.bot.sandbox.networks.killing import doomed
from tests.bot.sandbox.networks.linkedin.calls import (
    PART_BYTES,
    begun,
    film,
    finalize,
    person,
    poll,
    processed,
    published,
    say,
    uploaded,
)


async def test_half_a_film_outlives_the_application(tmp_path: Path, clock: OffsetClock) -> None:
    data, etags = film(PART_BYTES + 100), []
    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        acme = await account(http, "linkedin")
        value = await begun(http, acme, person(acme), len(data))
        first, second = value["uploadInstructions"]
        put = await http.put(first["uploadUrl"], content=data[:PART_BYTES])
        etags.append(put.headers["etag"].strip('"'))

    async with talking_to(build_networks(data_dir=tmp_path / "data", clock=clock)) as http:
        put = await http.put(second["uploadUrl"], content=data[PART_BYTES:])
        etags.append(put.headers["etag"].strip('"'))
        done = await finalize(http, acme, value["video"], etags)
        told = [(await poll(http, acme, value["video"])).json()["status"] for _ in range(3)]

    assert done.status_code == 200
    assert told[-1] == "AVAILABLE"


async def test_what_was_answered_survives_a_kill(tmp_path: Path, clock: OffsetClock) -> None:
    folder = tmp_path / "data"
    async with doomed(folder) as http:
        acme = await account(http, "linkedin")
        await turn(http, "linkedin", "duplicate_window_s", 86_400)
        urn = await published(http, acme, person(acme))
        picture_urn = await uploaded(http, acme, person(acme))
        film_urn = await processed(http, acme, person(acme), film())

    async with talking_to(build_networks(data_dir=folder, clock=clock)) as http:
        repeat = await say(http, acme)
        made = [
            (await say(http, acme, text, content={"media": {"id": media}})).status_code
            for text, media in (("Look", picture_urn), ("Watch", film_urn))
        ]

        assert urn in repeat.json()["message"]
        assert made == [201, 201]
        assert (await posts(http))[0]["id"] == urn
