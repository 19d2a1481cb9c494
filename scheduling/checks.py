"""What must be right before a post may go out, asked again at every decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from platforms.rules import Problem
from scheduling import phrases
from scheduling.desk import Desk, blocking
from scheduling.errors import HasProblems, NoAccount
from store import accounts
from store.words import AccountStatus, Post


def refuse_problems(desk: Desk, going_out: Sequence[Post]) -> None:
    """Raise ``HasProblems`` when a network would refuse one of these posts."""
    found = {post.id: blocking(desk.judge(post.content, post.platform)) for post in going_out}
    wrong = {post_id: problems for post_id, problems in found.items() if problems}
    if wrong:
        raise has_problems(wrong)


NOT_WORKING = frozenset({AccountStatus.EXPIRED, AccountStatus.REVOKED})
REMOVED = frozenset({AccountStatus.REVOKED})


def refuse_dead_accounts(db: Connection, desk: Desk, going_out: Sequence[Post]) -> None:
    """Raise ``NoAccount`` when a connection no longer works."""
    _refuse(db, desk, going_out, dead=NOT_WORKING)


def refuse_removed_accounts(db: Connection, desk: Desk, going_out: Sequence[Post]) -> None:
    """
    Raise ``NoAccount`` when there is nothing left to try with.

    An expired connection is tried again when a person asks for it: networks refuse tokens in
    passing too, and the try shows whether this one is mended.
    """
    _refuse(db, desk, going_out, dead=REMOVED)


def _refuse(
    db: Connection, desk: Desk, going_out: Sequence[Post], *, dead: frozenset[AccountStatus]
) -> None:
    found = [
        (post, account.status if (account := accounts.get(db, post.integration_id)) else None)
        for post in going_out
    ]
    lost = [post.platform for post, status in found if status is None or status in dead]
    if lost:
        names = phrases.listed([desk.label(network) for network in dict.fromkeys(lost)])
        raise NoAccount(
            f"The connection to {names} no longer works, so nothing was scheduled.",
            networks=lost,
            advice="Connect the account again, then press the button once more.",
        )


def has_problems(found: Mapping[str, Sequence[Problem]]) -> HasProblems:
    """Return the refusal that carries these problems by post id."""
    first = next(iter(found.values()))[0]
    more = f" ({len(found)} posts have problems)" if len(found) > 1 else ""
    return HasProblems(f"{first.sentence} {first.fix}{more}", problems=found)
