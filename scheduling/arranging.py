"""From staged files and words to contents for networks: what goes where, what stays out. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from platforms.content import Content, Media
from platforms.rules import Problem
from scheduling.desk import Desk, beyond_editing
from scheduling.staged import StagedData
from scheduling.views import LeftOut
from store.words import AccountStatus, Integration


@dataclass(frozen=True, slots=True)
class Piece:
    """One content on one account; the same content on several networks shares ``number``."""

    number: int
    account: Integration
    content: Content
    problems: tuple[Problem, ...]

    @property
    def network(self) -> str:
        """Where it goes."""
        return self.account.platform


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The pieces in the order of contents, and the networks that got none."""

    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...]
    is_carousel: bool
    can_be_carousel: bool


def arrange(
    desk: Desk,
    staged: StagedData,
    media: Sequence[Media],
    accounts: Sequence[Integration],
    *,
    is_one_instant: bool,
) -> Arrangement:
    """
    Decide which contents go to which networks.

    Several files are one post each, unless one post was asked for, or all are to go out
    at one instant and every network takes them together.
    """
    chosen, without_account = _choose_accounts(desk, staged.networks, accounts)
    can_be_carousel = len(media) > 1
    is_carousel = can_be_carousel and bool(staged.carousel_wish)
    if can_be_carousel and staged.carousel_wish is None and is_one_instant:
        together, refused = _pieces(desk, staged, [tuple(media)], chosen)
        is_carousel = bool(together) and not refused
    files = [tuple(media)] if is_carousel or not media else [(one,) for one in media]
    pieces, refused = _pieces(desk, staged, files, chosen)
    return Arrangement(pieces, (*without_account, *refused), is_carousel, can_be_carousel)


def _choose_accounts(
    desk: Desk, networks: Sequence[str], accounts: Sequence[Integration]
) -> tuple[list[Integration], list[LeftOut]]:
    """Return one working account for each network, and words for networks without."""
    chosen, left_out = [], []
    for network in networks:
        of_network = [one for one in accounts if one.platform == network]
        working = [one for one in of_network if one.status is AccountStatus.ACTIVE]
        if network in desk.adapters and working:
            chosen.append(working[0])
        else:
            left_out.append(_no_account(desk, network, of_network))
    return chosen, left_out


def _no_account(desk: Desk, network: str, of_network: Sequence[Integration]) -> LeftOut:
    label = desk.label(network)
    if network not in desk.adapters:
        known = ", ".join(sorted(adapter.rules.label for adapter in desk.adapters.values()))
        return LeftOut(
            network,
            label,
            "unknown",
            f"Callboard does not publish to {network} yet.",
            f"It publishes to: {known}.",
        )
    if of_network:
        return LeftOut(
            network,
            label,
            "no_account",
            f"{label} is left out: the connection of @{of_network[0].handle} no longer works.",
            "Connect the account again, then ask again.",
        )
    return LeftOut(
        network,
        label,
        "no_account",
        f"{label} is left out: no account is connected.",
        "Connect one, then ask again.",
    )


def _pieces(
    desk: Desk,
    staged: StagedData,
    files: Sequence[tuple[Media, ...]],
    accounts: Sequence[Integration],
) -> tuple[tuple[Piece, ...], list[LeftOut]]:
    pieces = []
    refused: dict[tuple[str, str], LeftOut] = {}
    for number, media in enumerate(files, 1):
        for account in accounts:
            content = _content(staged, media, account.platform)
            problems = desk.judge(content, account.platform)
            hopeless = beyond_editing(problems)
            if hopeless:
                said = _refused(desk, account.platform, hopeless[0])
                refused.setdefault((said.network, said.sentence), said)
            else:
                pieces.append(Piece(number, account, content, problems))
    return tuple(pieces), list(refused.values())


def _content(staged: StagedData, media: tuple[Media, ...], network: str) -> Content:
    options: Mapping[str, object] = staged.options.get(network, {})
    return Content(text=staged.text_for(network), media=media, link=staged.link, options=options)


def _refused(desk: Desk, network: str, problem: Problem) -> LeftOut:
    label = desk.label(network)
    code = problem.code if problem.code == "no_public_address" else "refused"
    return LeftOut(network, label, code, f"{label} is left out: {problem.sentence}", problem.fix)
