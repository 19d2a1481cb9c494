"""Creating and deleting posts (https://docs.x.com/x-api/posts/create-post)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import armed
from bot.sandbox.networks.posts import PostedMedia, RemotePost
from bot.sandbox.networks.twitter.answers import (
    Refused,
    forbidden,
    invalid,
    not_found,
    partial_error,
)
from bot.sandbox.networks.twitter.bodies import HiddenAsked, PostAsked, read
from bot.sandbox.networks.twitter.media_files import MAX_VIDEO_S
from bot.sandbox.networks.twitter.media_store import Upload, Uploads, UploadState
from bot.sandbox.networks.twitter.rendering import created
from bot.sandbox.networks.twitter.session import NETWORK, Caller
from bot.sandbox.networks.twitter.weight import is_allowed, weighted_length
from bot.sandbox.networks.world import World

MAX_WEIGHT, MAX_LONG_WEIGHT = 280, 25_000
EDITABLE = timedelta(hours=1)
CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?\b")
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length"
    " see https://github.com/twitter/twitter-text."
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_MENTIONED = "You can only reply to or quote posts where you are mentioned or are the author."
NOT_PREMIUM = "Your account is not permitted to access this feature."
LONG_VIDEO = "This user is not allowed to post a video longer than 2 minutes."


class Posting:
    """The calls that change what is public."""

    def __init__(self, world: World, uploads: Uploads) -> None:
        self._world = world
        self._uploads = uploads

    async def create(self, request: Request, caller: Caller) -> Response:
        """Publish a post."""
        asked = await read(request, PostAsked)
        text = (asked.text or "").strip()
        _has_one_content(asked, text)
        self._fits(text, caller)
        files = self._files(asked, caller)
        self._may_reply(asked, caller)
        with self._world.db.transaction():
            self._is_new(text, asked, files, caller)
            post = self._publish(asked, text, files, caller)
        answer: dict[str, object] = {"data": created(post, caller.account.handle)}
        if armed(request, "partial_errors"):
            answer["errors"] = [partial_error()]
        return JSONResponse(answer, 201)

    async def delete(self, request: Request, caller: Caller) -> Response:
        """Take a post away; a second time changes nothing and says the same."""
        post = self._world.posts.get(NETWORK, request.path_params["id"])
        if post is None:
            raise Refused(not_found("tweet", "id", request.path_params["id"]))
        if post.account_id != caller.account.id:
            raise Refused(forbidden("You are not permitted to perform this action."))
        if not post.deleted:
            self._world.posts.delete(post, self._world.now())
        return JSONResponse({"data": {"deleted": True}})

    async def hide(self, request: Request, caller: Caller) -> Response:
        """Hide or show a reply to one's own post."""
        asked = await read(request, HiddenAsked)
        reply = self._visible(request.path_params["id"])
        parent = reply.details.get("in_reply_to") if reply else None
        root = self._visible(parent) if parent else None
        if reply is None or root is None:
            raise Refused(not_found("tweet", "id", request.path_params["id"]))
        if root.account_id != caller.account.id:
            raise Refused(forbidden("You are not permitted to perform this action."))
        self._world.posts.describe(reply, hidden=asked.hidden)
        return JSONResponse({"data": {"hidden": asked.hidden}})

    def _fits(self, text: str, caller: Caller) -> None:
        if not is_allowed(text):
            raise Refused(invalid(({"$.text": [text]}, "The text has a forbidden character.")))
        limit = MAX_LONG_WEIGHT if _is_premium(caller) else MAX_WEIGHT
        if weighted_length(text) > limit:
            raise Refused(forbidden(TOO_LONG))
        if len(CASHTAG.findall(text)) > 1:
            raise Refused(forbidden("Posts may include a maximum of one cashtag."))

    def _files(self, asked: PostAsked, caller: Caller) -> list[Upload]:
        wanted = asked.media.media_ids if asked.media else []
        files = [self._uploads.usable(media_id, caller.account.id) for media_id in wanted]
        usable = [file for file in files if file and file.state is UploadState.SUCCEEDED]
        if len(usable) != len(files) or len(set(wanted)) != len(wanted):
            fault = ({"media.media_ids": list(wanted)}, "Your media IDs are invalid.")
            raise Refused(invalid(fault))
        kinds = {file.kind for file in usable}
        if "subtitles" in kinds or (len(usable) > 1 and kinds != {"image"}):
            text = "A post takes one to four images, or one GIF, or one video."
            raise Refused(invalid(({"media.media_ids": list(wanted)}, text)))
        lengths = [file.facts.get("duration_s", 0) for file in usable]
        if any(length > MAX_VIDEO_S for length in lengths) and not _is_premium(caller):
            raise Refused(forbidden(LONG_VIDEO))
        return usable

    def _may_reply(self, asked: PostAsked, caller: Caller) -> None:
        if asked.quote_tweet_id:
            text = "Quoting this post is not allowed because you are not on an Enterprise plan."
            raise Refused(forbidden(text))
        if asked.edit_options:
            self._may_edit(asked.edit_options.previous_post_id, caller)
        if asked.reply is None:
            return
        parent_id = asked.reply.in_reply_to_tweet_id
        parent = self._visible(parent_id)
        if parent is None:
            raise Refused(not_found("tweet", "reply.in_reply_to_tweet_id", parent_id))
        mention = re.compile(rf"(?<!\w)@{re.escape(caller.account.handle)}\b", re.IGNORECASE)
        if parent.account_id != caller.account.id and not mention.search(parent.text):
            raise Refused(forbidden(NOT_MENTIONED, kind="not-authorized-for-resource"))

    def _may_edit(self, previous_id: str, caller: Caller) -> None:
        if not _is_premium(caller):
            raise Refused(forbidden(NOT_PREMIUM))
        previous = self._visible(previous_id)
        if previous is None or previous.account_id != caller.account.id:
            raise Refused(not_found("tweet", "edit_options.previous_post_id", previous_id))
        if self._world.now() - previous.created_at > EDITABLE:
            raise Refused(forbidden("This post can no longer be edited."))

    def _is_new(self, text: str, asked: PostAsked, files: Sequence[Upload], caller: Caller) -> None:
        """Refuse what was posted lately: the same words with the same files, answering the same."""
        if not text or asked.edit_options:
            return
        window_s = self._world.switches.number(NETWORK, "duplicate_window_s")
        since = self._world.now() - timedelta(seconds=window_s)
        parent = asked.reply.in_reply_to_tweet_id if asked.reply else None
        hashes = [file.sha256 for file in files]
        for post in self._world.posts.saying(NETWORK, caller.account.id, text, since):
            same_files = [media.sha256 for media in post.media] == hashes
            if same_files and post.details.get("in_reply_to") == parent:
                raise Refused(forbidden(DUPLICATE))

    def _publish(
        self, asked: PostAsked, text: str, files: Sequence[Upload], caller: Caller
    ) -> RemotePost:
        now = self._world.now()
        post_id = self._world.sequences.snowflake(now)
        parent_id = asked.reply.in_reply_to_tweet_id if asked.reply else None
        parent = self._visible(parent_id) if parent_id else None
        history: list[str] = []
        if asked.edit_options:
            history = self._replaced(asked.edit_options.previous_post_id)
        post = RemotePost(
            network=NETWORK,
            id=post_id,
            account_id=caller.account.id,
            path=f"/twitter/{caller.account.handle}/status/{post_id}",
            text=text,
            created_at=now,
            media=tuple(_posted(file) for file in files),
            details={
                "in_reply_to": parent_id,
                "in_reply_to_user": parent.account_id if parent else None,
                "conversation_id": parent.details["conversation_id"] if parent else post_id,
                "history": [*history, post_id],
                **asked.model_dump(
                    include={"reply_settings", "poll", "made_with_ai", "paid_partnership"}
                ),
            },
        )
        unseen = int(self._world.switches.number(NETWORK, "read_lag_reads"))
        self._world.posts.add(post, unseen_reads=unseen)
        return post

    def _replaced(self, previous_id: str) -> list[str]:
        previous = self._visible(previous_id)
        assert previous is not None  # noqa: S101 - ``_may_edit`` has just seen it
        self._world.posts.delete(previous, self._world.now())
        return list(previous.details["history"])

    def _visible(self, post_id: str) -> RemotePost | None:
        post = self._world.posts.get(NETWORK, post_id)
        return None if post is None or post.deleted else post


def _has_one_content(asked: PostAsked, text: str) -> None:
    extras = {
        "media": asked.media,
        "poll": asked.poll,
        "quote_tweet_id": asked.quote_tweet_id,
        "card_uri": asked.card_uri,
    }
    given = [name for name, value in extras.items() if value is not None]
    if len(given) > 1:
        text = f"{' and '.join(given)} exclude each other."
        raise Refused(invalid(({f"$.{name}": [] for name in given}, text)))
    if not text and not given:
        raise Refused(invalid(({"$.text": [asked.text or ""]}, "[$.text: is missing or blank]")))


def _is_premium(caller: Caller) -> bool:
    return bool(caller.account.details.get("verified_type", "none") != "none")


def _posted(file: Upload) -> PostedMedia:
    details = {**file.facts, "media_key": file.key, "alt_text": file.alt_text}
    return PostedMedia(file.sha256, file.kind, file.mime, details)
