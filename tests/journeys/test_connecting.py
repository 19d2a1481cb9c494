"""Connecting and disconnecting accounts from Slack, through the networks' own pages."""

from __future__ import annotations

import httpx
import pytest

from handlers.slack.views import accounts as views
from platforms.registry import ADAPTERS
from tests.bot.sandbox.networks.consenting import answer_consent
from tests.journeys.world import Json, World

pytestmark = pytest.mark.slow


async def _links(world: World) -> dict[str, str]:
    """Ask to connect; return the address behind each login's button."""
    await world.ana.command("connect")
    form = await world.ana.wait_for_view()
    rows = [block["accessory"] for block in form["blocks"] if "accessory" in block]
    return {row["value"]: row["url"] for row in rows}


async def _consented(world: World, link: str, handle: str) -> httpx.Response:
    """Say yes on the network's page as a browser does, and come back."""
    async with httpx.AsyncClient() as browser:
        page = httpx.URL((await browser.get(link)).headers["location"])
        path, asked = str(page.copy_with(query=None)), dict(page.params.items())
        answer = await answer_consent(browser, path, asked, handle=handle)
        return await browser.get(answer.headers["location"])


async def _home(world: World) -> Json:
    await world.ana.open_home()
    await world.quiet()
    return await world.ana.wait_until(world.ana.home)


async def test_a_person_connects_a_second_account_and_publishes_to_it(world: World) -> None:
    link = (await _links(world))["twitter:"]

    back = await _consented(world, link, "acme_jobs")

    assert "Connected as @acme_jobs on X" in back.text
    await world.ana.wait_for(lambda one: one["text"] == "Connected as @acme_jobs on X.")
    assert "@acme_jobs: connected" in str(await _home(world))


async def test_every_network_can_be_connected_from_the_form(world: World) -> None:
    links = await _links(world)

    wanted = {f"{name}:{flavour}" for name, one in ADAPTERS.items() for flavour in one.logins}
    assert set(links) == wanted
    for value, link in links.items():
        back = await _consented(world, link, "acme")
        assert "Connected as @" in back.text, value


async def test_a_disconnected_account_leaves_the_home_tab(world: World) -> None:
    home = await _home(world)
    row = next(b for b in home["blocks"] if "*X* @acme:" in str(b) and "accessory" in b)

    await world.ana.click(home, views.DISCONNECT, button_value=row["accessory"]["value"])
    await world.quiet()

    assert "*X* @acme:" not in str(await _home(world))
    assert any("Disconnected @acme on X" in one for one in world.said())


async def test_a_guest_is_told_that_guests_connect_nothing(world: World) -> None:
    await world.gus.command("connect")
    await world.quiet()

    shown = await world.gus.messages()
    assert any("Guests cannot connect accounts" in str(message) for message in shown)
