"""Where Facebook keeps what is not a public post."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.networks.database import Database
from bot.sandbox.networks.facebook import comment_store, draft_store, photo_store, video_store
from bot.sandbox.networks.facebook.comment_store import CommentStore
from bot.sandbox.networks.facebook.draft_store import Drafts
from bot.sandbox.networks.facebook.photo_store import Photos
from bot.sandbox.networks.facebook.video_store import Videos

PARTS = (comment_store, draft_store, photo_store, video_store)
SCHEMA = "".join(part.SCHEMA for part in PARTS)


@dataclass(frozen=True, slots=True)
class Stores:
    """All of them."""

    comments: CommentStore
    drafts: Drafts
    photos: Photos
    videos: Videos


def open_stores(db: Database) -> Stores:
    """Return the stores in a database."""
    return Stores(CommentStore(db), Drafts(db), Photos(db), Videos(db))
