"""A network's answer to a code that lacks a field: the account is connected, or nothing is kept."""

from __future__ import annotations

import pytest

from tests.handlers.web.ground import LOGINS, Ground

KEY = "access_token"
EXTRAS = {
    ("facebook", ""): ("expires_in", "token_type"),
    ("instagram", "facebook"): ("expires_in", "token_type"),
    ("instagram", "instagram"): ("expires_in", "token_type", "user_id"),
    ("linkedin", "member"): ("expires_in", "scope", "token_type"),
    ("linkedin", "organization"): ("expires_in", "scope", "token_type"),
    ("tiktok", ""): ("expires_in", "open_id", "refresh_expires_in", "scope", "token_type"),
    ("twitter", ""): ("expires_in", "refresh_token", "token_type"),
    ("youtube", ""): ("expires_in", "refresh_token", "token_type"),
}
"""What the networks send besides and may leave out, by login."""
NEEDED = {
    ("instagram", "instagram"): ("permissions", "did not grant"),
    ("tiktok", ""): ("refresh_token", "the key that renews the connection"),
    ("twitter", ""): ("scope", "did not grant"),
    ("youtube", ""): ("scope", "did not grant"),
}
"""What a connection would not work without, and what is said then."""


@pytest.mark.parametrize(
    ("login", "left_out", "says"),
    [
        *((login, KEY, "the key to the account") for login in LOGINS),
        *((login, *needed) for login, needed in NEEDED.items()),
    ],
)
async def test_an_answer_without_what_is_needed_connects_nothing_and_says_what_to_do(
    ground: Ground, login: tuple[str, str], left_out: str, says: str
) -> None:
    status, shown = await _connected(ground, login, left_out)

    assert status == 400
    assert says in shown
    assert "Nothing was connected." in shown
    assert "ress Connect again" in shown
    assert await ground.known() == []
    assert ground.told == []


@pytest.mark.parametrize(
    ("login", "left_out"), [(login, extra) for login in LOGINS for extra in EXTRAS[login]]
)
async def test_an_answer_without_what_can_be_done_without_connects_the_account(
    ground: Ground, login: tuple[str, str], left_out: str
) -> None:
    status, shown = await _connected(ground, login, left_out)

    (account,) = await ground.known()
    assert status == 200
    assert f"Connected as @{account.handle}" in shown


async def _connected(ground: Ground, login: tuple[str, str], left_out: str) -> tuple[int, str]:
    """Say yes at the network, whose answer lacks a field; return what the browser shows."""
    ground.transport.left_out = left_out
    async with ground.browser() as browser:
        back = await ground.at_network(browser, await ground.asked(*login))
        answer = await browser.get(back)
    assert left_out in ground.transport.fields
    return answer.status_code, answer.text
