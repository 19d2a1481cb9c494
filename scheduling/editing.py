"""Editing what posts of a plan say, before approval and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy.engine import Connection

from platforms.content import Content
from platforms.rules import Problem
from platforms.text import hashtags
from scheduling import approval
from scheduling.checks import has_problems
from scheduling.desk import ELSEWHERE, Desk, blocking
from scheduling.errors import Gone, Nothing, Stale, TooLate
from scheduling.permission import require_approver, require_author
from scheduling.views import ProposalView
from store import audit, posts, projects, proposals
from store.words import Person, Post, Proposal, ProposalStatus, State

Settings = Mapping[str, Mapping[str, object]]
"""Network to the names and values of its settings."""
NO_SETTINGS: Settings = MappingProxyType({})
CHANGEABLE = frozenset({State.DRAFT, State.SCHEDULED, State.FAILED})


def edit(
    db: Connection,
    desk: Desk,
    by: Person,
    proposal_id: str,
    *,
    version: int,
    texts: Mapping[str, str],
    settings: Settings = NO_SETTINGS,
) -> Proposal:
    """
    Change what posts of a plan say and how; what a network would refuse changes nothing.

    After approval only those may edit who may approve: their edit is an approval.
    """
    proposal = proposals.get(db, by.workspace_id, proposal_id)
    project = projects.get(db, by.workspace_id, proposal.project_id)
    require_author(by, doing="edit posts")
    known = {post.id: post for post in posts.of_proposal(db, proposal_id)}
    if texts.keys() - known.keys():
        raise Gone("One of these posts is no longer part of the plan.")
    changed = [
        edited
        for post in known.values()
        if (edited := _edited(desk, post, texts.get(post.id), settings)) != post
    ]
    _refuse(desk, changed)
    if any(post.state is not State.DRAFT for post in changed):
        require_approver(by, project, doing="edit approved posts")
    after = _next_version(db, proposal, version)
    for post in changed:
        _rewrite(db, desk, by, post, before=known[post.id].content)
    approved = [post for post in changed if post.state is not State.DRAFT]
    if approved:
        approval.record(db, desk, by, after, approved)
    return proposals.get(db, by.workspace_id, proposal_id)


def recaption(
    db: Connection,
    desk: Desk,
    by: Person,
    post_ids: Sequence[str],
    *,
    text: str,
    networks: Sequence[str],
) -> Proposal:
    """Give the posts of the newest plan among these one text, on all or on some networks."""
    mine = [posts.get(db, post_id, workspace_id=by.workspace_id) for post_id in post_ids]
    plans = [post.proposal_id for post in mine if post.proposal_id]
    if not plans:
        raise Nothing("There is no plan here whose text could be changed.")
    proposal = proposals.get(db, by.workspace_id, plans[0])
    meant = [
        post
        for post in mine
        if post.proposal_id == proposal.id
        and post.state in CHANGEABLE
        and (not networks or post.platform in networks)
    ]
    if not meant:
        raise Nothing("None of these posts can be changed any more.")
    texts = {post.id: text for post in meant}
    return edit(db, desk, by, proposal.id, version=proposal.version, texts=texts)


def may_edit(by: Person, shown: ProposalView, *, version: int) -> None:
    """Raise when this person may not open the form of this version of a plan."""
    require_author(by, doing="edit posts")
    if shown.proposal.version != version:
        raise Stale("This plan has changed since you saw it.")
    changeable = [view.post for view in shown.posts if view.post.state in CHANGEABLE]
    if not changeable:
        raise TooLate("Nothing of this plan can be edited any more.")
    if any(post.state is not State.DRAFT for post in changeable):
        require_approver(by, shown.project, doing="edit approved posts")


def _next_version(db: Connection, proposal: Proposal, version: int) -> Proposal:
    """An open plan's buttons become stale; a decided plan only has to be the one that was seen."""
    if proposal.status is ProposalStatus.OPEN:
        return proposals.change(
            db, proposal.id, expected_version=version, strategy=proposal.strategy
        )
    if proposal.version != version:
        raise Stale("This plan has changed since you saw it, so nothing was saved.")
    return proposal


def _edited(desk: Desk, post: Post, text: str | None, settings: Settings) -> Post:
    """Return the post with what was changed about it; the same one when nothing was."""
    content = post.content
    if text is not None and text.strip() != content.text.strip():
        content = replace(content, text=text)
    chosen = settings.get(post.platform)
    if chosen and post.state in CHANGEABLE:
        content = replace(content, options=_options(desk, post, chosen))
    return replace(post, content=content)


def _options(desk: Desk, post: Post, chosen: Mapping[str, object]) -> Mapping[str, object]:
    """Keep what differs from the network's own way, and only what makes sense for this post."""
    bare = replace(post.content, options={})
    own_way = {one.name: one.value for one in desk.choices(bare, post.platform)}
    kept = dict(post.content.options)
    for name, value in chosen.items():
        if name not in own_way:
            continue
        is_own_way = value is None or value == (own_way[name] or type(value)())
        if is_own_way:
            kept.pop(name, None)
        else:
            kept[name] = value
    return kept


def _refuse(desk: Desk, changed: Sequence[Post]) -> None:
    found: dict[str, Sequence[Problem]] = {}
    for post in changed:
        wrong = blocking(desk.judge(post.content, post.platform))
        in_the_form = [problem for problem in wrong if problem.field not in ELSEWHERE]
        if in_the_form:
            found[post.id] = in_the_form
    if found:
        raise has_problems(found)


def _rewrite(db: Connection, desk: Desk, by: Person, post: Post, *, before: Content) -> None:
    posts.edit(
        db,
        post.id,
        content=post.content,
        now=desk.now,
        expected_version=post.version,
        hashtags=tuple(hashtags(post.content.text)),
        approved_hash=None if post.state is State.DRAFT else approval.hash_of(desk, post),
    )
    audit.record(
        db,
        workspace_id=by.workspace_id,
        who=by.user_id,
        what="post.edited",
        subject=post.id,
        before=_facts(before),
        after=_facts(post.content),
        now=desk.now,
    )


def _facts(content: Content) -> dict[str, object]:
    return {
        "text": content.text,
        **({"settings": dict(content.options)} if content.options else {}),
    }
