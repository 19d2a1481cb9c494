"""What exactly was approved: one hash over everything the networks will get."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from scheduling.desk import Desk
from store.words import Post


def content_hash(desk: Desk, approved: Iterable[Post]) -> str:
    """Hash the compositions of these posts; any change of text, file or setting changes it."""
    facts = [_facts(desk, post) for post in sorted(approved, key=lambda post: post.id)]
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _facts(desk: Desk, post: Post) -> dict[str, Any]:
    composition = desk.compose(post.content, post.platform)
    return {
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
