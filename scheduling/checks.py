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


def refuse_dead_accounts(db: Connection, desk: Desk, going_out: Sequence[Post]) -> None:
    """Raise ``NoAccount`` when a connection no longer works."""
    dead = []
    for post in going_out:
        account = accounts.get(db, post.integration_id)
        if account is None or account.status is not AccountStatus.ACTIVE:
            dead.append(post.platform)
    if dead:
        names = phrases.listed([desk.label(network) for network in dict.fromkeys(dead)])
        raise NoAccount(
            f"The connection to {names} no longer works, so nothing was scheduled.",
            networks=dead,
            advice="Connect the account again, then press the button once more.",
        )


def has_problems(found: Mapping[str, Sequence[Problem]]) -> HasProblems:
    """Return the refusal that carries these problems by post id."""
    first = next(iter(found.values()))[0]
    more = f" ({len(found)} posts have problems)" if len(found) > 1 else ""
    return HasProblems(f"{first.sentence} {first.fix}{more}", problems=found)
