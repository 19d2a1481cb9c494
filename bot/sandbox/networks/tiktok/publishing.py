"""
From bytes that are all there to a post.

A post stands on its creator's profile from the moment the last byte is in; what takes several
questions is TikTok's word about it. A publication that is found wanting only later loses its
post again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.tiktok.creator import PUBLIC
from bot.sandbox.networks.tiktok.publication_store import Publication, Publications, Way
from bot.sandbox.networks.tiktok.session import NETWORK
from bot.sandbox.networks.world import World

KEPT = ("is_aigc", "brand_content_toggle", "brand_organic_toggle", "disable_comment")


class Publishing:
    """Turns publications into posts and takes them back."""

    def __init__(self, world: World, publications: Publications) -> None:
        self._world = world
        self._publications = publications

    def take(
        self, one: Publication, media: Sequence[PostedMedia], fail_reason: str, moved_bytes: int
    ) -> None:
        """Write down that all bytes are there, and publish them if that is what was asked."""
        taken = replace(
            one,
            taken_at=self._world.epoch_s(),
            media=tuple(media),
            moved_bytes=moved_bytes,
            fail_reason=fail_reason,
        )
        with self._world.db.transaction():
            now = self._publications.get(one.id)
            if now is not None and now.is_over:
                return
            if not fail_reason and one.way is Way.DIRECT:
                self.post(taken, str(one.info["privacy_level"]))
            else:
                self._publications.save(taken)

    def post(self, one: Publication, privacy: str) -> None:
        """Make a publication a post."""
        account = self._world.accounts.by_id(NETWORK, one.account_id)
        handle = account.handle if account else ""
        post_id = self._new_id()
        kind = "video" if one.media[0].kind == "video" else "photo"
        title, description = one.info.get("title", ""), one.info.get("description", "")
        post = RemotePost(
            network=NETWORK,
            id=post_id,
            account_id=one.account_id,
            path=f"/{NETWORK}/@{handle}/{kind}/{post_id}",
            text="\n".join(part for part in (title, description) if part),
            created_at=self._world.now(),
            media=one.media,
            details={
                "privacy": privacy,
                "title": title,
                "description": description or title,
                "cover": one.info.get("photo_cover_index", 0),
                **{name: bool(one.info.get(name, False)) for name in KEPT},
            },
        )
        with self._world.db.transaction():
            unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
            self._world.posts.add(post, unseen_reads=unseen)
            self._publications.save(replace(one, post_ids=(*one.post_ids, post_id)))

    def fail(self, one: Publication, reason: str) -> Publication:
        """End a publication now and take back what was published already."""
        failed = replace(one, fail_reason=reason, is_over=True)
        with self._world.db.transaction():
            for post_id in one.post_ids:
                post = self._world.posts.get(NETWORK, post_id)
                if post:
                    self._world.posts.delete(post, self._world.now())
            self._publications.save(failed)
        return failed

    def fail_unfinished(self, account_id: str, reason: str) -> None:
        """End all of an account's publications that are not through yet."""
        for one in self._publications.unfinished(account_id, self.polls_needed()):
            self.fail(one, reason)

    def polls_needed(self) -> int:
        """Tell how many questions the processing takes."""
        return int(self._world.switches.number(NETWORK, "processing_polls"))

    def public_ids(self, one: Publication) -> list[int]:
        """Return the ids TikTok tells: of public posts, once their moderation is over."""
        moderated = self.polls_needed() + self._world.switches.number(NETWORK, "moderation_polls")
        if one.polls < moderated:
            return []
        posts = [self._world.posts.get(NETWORK, post_id) for post_id in one.post_ids]
        return [int(post.id) for post in posts if post and is_public(post)]

    def _new_id(self) -> str:
        seconds, number = int(self._world.epoch_s()), self._world.sequences.next("tiktok_post")
        return str((seconds << 32) | number)


def is_public(post: RemotePost) -> bool:
    """Tell whether everybody can see a post."""
    return not post.deleted and post.details["privacy"] == PUBLIC
