"""The form that leads to the networks' login pages, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.slack.text import Block, button, confirm, context, escape, plain, section
from scheduling.views import Connected, Offer
from store.words import AccountStatus, Integration

OPEN = "account_open_login"
CONNECT = "account_connect"
DISCONNECT = "account_disconnect"
CALLBACK = "connect_modal"

STATUS = {
    AccountStatus.ACTIVE: "connected",
    AccountStatus.EXPIRED: "expired: connect it again",
    AccountStatus.REVOKED: "revoked: connect it again",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One login with the address that starts it; without an address it cannot be used here."""

    offer: Offer
    url: str = ""


def connect_modal(
    ways: Sequence[Way], accounts: Sequence[Integration], *, asked_in: str = ""
) -> Block:
    """
    Draw one row a login: what is connected, and the button that leads to the network.

    The form remembers in which conversation it was asked for; that is where the answer goes.
    """
    usable = [way for way in ways if way.url]
    blocks = [_row(way, accounts) for way in usable]
    obstacles = list(dict.fromkeys(way.offer.obstacle for way in ways if way.offer.obstacle))
    if usable:
        blocks.append(
            context(
                "Each button opens the network's own page in your browser, and works for"
                " 15 minutes. Callboard never sees your password."
            )
        )
    if obstacles:
        lines = "\n".join(f"• {escape(one)}" for one in obstacles)
        blocks.append(section(f"*Not possible here yet*\n{lines}\nAsk whoever runs Callboard."))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": asked_in,
        "title": plain("Connect an account", 24),
        "close": plain("Done", 24),
        "blocks": blocks,
    }


def connected_text(connected: Connected, labels: Mapping[str, str]) -> str:
    """Say which accounts can be published to now."""
    names = ", ".join(f"@{escape(one.handle)}" for one in connected.accounts)
    network = connected.request.network
    return f"Connected as {names} on {escape(labels.get(network, network))}."


def disconnected_text(account: Integration, labels: Mapping[str, str]) -> str:
    """Say what no longer goes out, and how to undo it."""
    label = escape(labels.get(account.platform, account.platform))
    return (
        f"Disconnected @{escape(account.handle)} on {label}. Its scheduled posts will wait for"
        " you: connect the same account again and press Retry on them."
    )


def account_rows(accounts: Sequence[Integration], labels: Mapping[str, str]) -> list[Block]:
    """Draw the connected accounts, each with its way out, and the way to further ones."""
    rows = [_account(one, labels) for one in accounts]
    if not rows:
        rows = [section("No account is connected yet.")]
    connect = button("Connect an account", CONNECT, "connect", style="primary")
    return [*rows, {"type": "actions", "block_id": "accounts", "elements": [connect]}]


def _row(way: Way, accounts: Sequence[Integration]) -> Block:
    offer = way.offer
    mine = [
        f"@{escape(one.handle)} ({STATUS[one.status]})"
        for one in accounts
        if one.platform == offer.network and one.flavour == offer.login.flavour
    ]
    said = ", ".join(mine) or "no account yet"
    press = button("Connect", OPEN, f"{offer.network}:{offer.login.flavour}")
    press |= {"url": way.url, "accessibility_label": f"Connect {offer.login.label}"}
    return section(f"*{escape(offer.login.label)}*\n{said}", accessory=press)


def _account(one: Integration, labels: Mapping[str, str]) -> Block:
    label = escape(labels.get(one.platform, one.platform))
    sure = confirm(
        "Disconnect this account?",
        f"@{one.handle} will no longer be published to. Posts that are scheduled for it wait.",
        "Disconnect",
        "Keep it",
    )
    press = button("Disconnect", DISCONNECT, one.id, confirm=sure)
    return section(f"*{label}* @{escape(one.handle)}: {STATUS[one.status]}", accessory=press)
