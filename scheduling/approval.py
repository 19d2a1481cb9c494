"""
What exactly was approved: a hash over everything that decides what people will see.

It covers the post's account and network and, from the same ``compose`` that drew the preview,
each part's text, its files and the request's further fields. A file counts by the bytes that
were received (sha256) and its description, not by the rendition a network gets: converting the
same picture again, with another library or for another limit, is no other picture. When it
changes is left out too: moving a post approves nothing new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from platforms.composition import Composition
from scheduling.desk import Desk
from store import approvals, proposals
from store.words import Person, Post, Proposal, ProposalStatus


def approved_hash(post: Post, composition: Composition) -> str:
    """Hash what this post sends; any change of account, text, file or setting changes it."""
    return _hash(
        {
            "post": post.id,
            "account": post.integration_id,
            "network": composition.network,
            "parts": [
                {
                    "text": part.text,
                    "media": [[media.sha256, media.alt_text] for media in part.media],
                }
                for part in composition.parts
            ],
            "options": {name: str(value) for name, value in composition.options.items()},
        }
    )


def hash_of(desk: Desk, post: Post) -> str:
    """Hash what this post would send as it is now."""
    return approved_hash(post, desk.compose(post.content, post.platform))


def hash_of_all(desk: Desk, approved: Iterable[Post]) -> str:
    """Hash a whole approval: the posts that were approved together."""
    return _hash(sorted(hash_of(desk, post) for post in approved))


def approve_again(db: Connection, desk: Desk, by: Person, post: Post) -> str:
    """Return the hash of a post that is approved as it is now; record it if that is news."""
    approved = hash_of(desk, post)
    if approved != post.approved_hash and post.proposal_id is not None:
        proposal = proposals.get(db, post.workspace_id, post.proposal_id)
        record(db, desk, by, proposal, [post])
    return approved


def record(
    db: Connection, desk: Desk, by: Person, proposal: Proposal, approved: Iterable[Post]
) -> None:
    """Write down that some posts of a plan were approved apart from the plan as a whole."""
    approvals.record(
        db,
        replace(proposal, status=ProposalStatus.ACCEPTED),
        by=by.user_id,
        content_hash=hash_of_all(desk, approved),
        now=desk.now,
    )


def _hash(facts: object) -> str:
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
