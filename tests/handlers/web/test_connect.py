"""From a button in Slack over the network's page back to us, and what goes wrong on the way."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from platforms.registry import ADAPTERS
from scheduling.consents import ANSWER_WITHIN, Consents
from scheduling.errors import Gone, NoAccount, NotAllowed
from scheduling.networks import Networks
from store.secrets import Keyring, new_key_text
from store.words import Person
from tests.handlers.web.ground import ANA, LOGINS, Ground

GUEST = Person("T0DEMO", "U0GUEST", name="Gus", zone="UTC", is_guest=True)


@pytest.mark.parametrize(("network", "flavour"), LOGINS)
async def test_a_yes_connects_the_account(ground: Ground, network: str, flavour: str) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked(network, flavour))
        answer = await browser.get(back)

    (account,) = await ground.known()
    assert answer.status_code == 200
    assert f"Connected as @{account.handle}" in answer.text
    assert (account.platform, account.flavour, account.user_id) == (network, flavour, "U0ANA")
    assert [one.request.reply_to["channel"] for one in ground.told] == ["C1"]


async def test_a_no_connects_nothing_and_says_so(ground: Ground) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked(), decision="deny")
        answer = await browser.get(back)

    assert answer.status_code == 400
    assert "Access to X was not allowed. Nothing was connected." in answer.text
    assert "press Connect again" in answer.text
    assert await ground.known() == []


async def test_an_answer_counts_once(ground: Ground) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked())
        await browser.get(back)
        again = await browser.get(back)

    assert again.status_code == 400
    assert "came a second time" in again.text
    assert len(ground.told) == 1


async def test_an_answer_stolen_by_another_browser_connects_nothing(ground: Ground) -> None:
    async with ground.browser() as mine, ground.browser() as theirs:
        back = await ground.at_network(mine, await ground.asked())
        stolen = await theirs.get(back)

    assert stolen.status_code == 400
    assert "was asked in this browser" in stolen.text
    assert await ground.known() == []


async def test_a_foreign_state_connects_nothing(ground: Ground) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked())
        foreign = await browser.get(back.copy_set_param("state", "invented"))

    assert foreign.status_code == 400
    assert await ground.known() == []


async def test_an_answer_of_one_network_is_none_of_another(ground: Ground) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked())
        (cookie,) = browser.cookies.jar
        elsewhere = back.copy_with(path="/connect/instagram/callback")
        mine = {"Cookie": f"{cookie.name}={cookie.value}"}
        answer = await browser.get(elsewhere, headers=mine)

    assert answer.status_code == 400
    assert await ground.known() == []


async def test_a_late_answer_connects_nothing(ground: Ground) -> None:
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked())
        ground.clock.advance(ANSWER_WITHIN.total_seconds() + 1)
        answer = await browser.get(back)

    assert answer.status_code == 400
    assert await ground.known() == []


async def test_an_old_or_invented_link_says_what_to_do(ground: Ground) -> None:
    link = await ground.asked()
    ground.clock.advance(ANSWER_WITHIN.total_seconds() + 1)

    async with ground.browser() as browser:
        old = await browser.get(link)
        invented = await browser.get("/connect/twitter?ticket=invented")
        bare = await browser.get("/connect/wings")

    for answer in (old, invented, bare):
        assert answer.status_code == 400
        assert "press Connect again" in answer.text


async def test_rights_that_were_unticked_connect_nothing_and_are_named(ground: Ground) -> None:
    async with ground.browser() as browser:
        link = await ground.asked("instagram", "instagram")
        back = await ground.at_network(browser, link, scope=["instagram_business_basic"])
        answer = await browser.get(back)

    assert answer.status_code == 400
    assert "did not grant instagram_business_content_publish" in answer.text
    assert await ground.known() == []


async def test_connecting_again_renews_the_same_account(ground: Ground) -> None:
    async with ground.browser() as browser:
        for _press in range(2):
            back = await ground.at_network(browser, await ground.asked())
            await browser.get(back)

    assert [account.handle for account in await ground.known()] == ["acme"]


async def test_several_accounts_of_one_network_stand_side_by_side(ground: Ground) -> None:
    async with ground.browser() as browser:
        for handle in ("acme", "acme_jobs"):
            back = await ground.at_network(browser, await ground.asked(), handle=handle)
            await browser.get(back)

    assert [account.handle for account in await ground.known()] == ["acme", "acme_jobs"]


async def test_a_disconnected_account_is_gone_here_and_at_the_network(ground: Ground) -> None:
    async with ground.browser() as browser:
        await browser.get(await ground.at_network(browser, await ground.asked()))
    (account,) = await ground.known()

    await ground.consents.disconnect(ANA, account.id)

    seen = (await ground.networks.get("/_sandbox/requests")).json()
    assert await ground.known() == []
    assert any(one["path"].endswith("/oauth2/revoke") for one in seen)
    with pytest.raises(Gone):
        await ground.consents.disconnect(Person("T9", "U9", name="Eve", zone="UTC"), account.id)


async def test_guests_connect_nothing(ground: Ground) -> None:
    with pytest.raises(NotAllowed):
        await ground.consents.ask(GUEST, "twitter", "", reply_to={})


async def test_without_a_public_address_the_obstacle_is_named(ground: Ground) -> None:
    hidden = Consents(
        database=ground.database,
        keyring=Keyring.from_text(new_key_text()),
        networks=Networks(ADAPTERS, {}, ground.networks, ground.clock),
        public_url="",
    )

    assert all("CALLBOARD_PUBLIC_URL" in offer.obstacle for offer in hidden.offers())
    with pytest.raises(NoAccount):
        await hidden.ask(ANA, "twitter", "", reply_to={})


async def test_no_secret_stands_in_the_page_and_no_one_keeps_it(ground: Ground) -> None:
    async with ground.browser() as browser:
        link = await ground.asked()
        opened = await browser.get(link)
        back = await ground.at_network(browser, link)
        answer = await browser.get(back)

    sent = dict(parse_qsl(urlsplit(str(back)).query))
    assert opened.headers["cache-control"] == answer.headers["cache-control"] == "no-store"
    assert "HttpOnly" in opened.headers["set-cookie"]
    assert "Secure" in opened.headers["set-cookie"]
    assert sent["code"] not in answer.text
    assert sent["state"] not in answer.text
