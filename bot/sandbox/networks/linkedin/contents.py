"""
What a post shows beside its text: at most one of media, several images, an article, a poll.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/multiimage-post-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/poll-post-api
"""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.sandbox.networks.linkedin.answers import (
    blank_field,
    illegal,
    media_forbidden,
    missing_field,
    refused,
    too_long,
    wrong_urn,
    wrong_value,
)
from bot.sandbox.networks.linkedin.bodies import (
    ArticleAsked,
    ContentAsked,
    MediaAsked,
    MultiImageAsked,
    PollAsked,
)
from bot.sandbox.networks.linkedin.media import Media
from bot.sandbox.networks.linkedin.media_store import Asset, Assets, AssetState
from bot.sandbox.networks.linkedin.uploading import WAITING
from bot.sandbox.networks.linkedin.urns import kind_of
from bot.sandbox.networks.posts import PostedMedia

MIN_IMAGES, MAX_IMAGES = 2, 20
MAX_ALT_TEXT, MAX_ARTICLE_TITLE = 4_086, 400
MAX_QUESTION, MAX_OPTION = 140, 30
MIN_OPTIONS, MAX_OPTIONS = 2, 4
DURATIONS = frozenset({"ONE_DAY", "THREE_DAYS", "SEVEN_DAYS", "FOURTEEN_DAYS"})
FAILED = "Media asset failed processing"
PROCESSING = "Media asset is still processing"


class Contents:
    """Checks contents and finds the files they name."""

    def __init__(self, assets: Assets, media: Media) -> None:
        self._assets = assets
        self._media = media

    def files(self, asked: ContentAsked | None, author: str) -> tuple[PostedMedia, ...]:
        """Return a post's files; raises ``Refused`` for contents that LinkedIn does not take."""
        if asked is None:
            return ()
        given = [name for name in type(asked).model_fields if getattr(asked, name) is not None]
        if len(given) != 1:
            raise illegal("content must have exactly one of media, multiImage, article and poll")
        if asked.media:
            return (self._one(asked.media, author),)
        if asked.multi_image:
            return self._several(asked.multi_image, author)
        if asked.article:
            return self._card(asked.article, author)
        if asked.poll:
            _check_poll(asked.poll)
        return ()

    def _one(self, asked: MediaAsked, author: str) -> PostedMedia:
        kind = kind_of(asked.id)
        if kind not in {"image", "video", "document"}:
            raise wrong_urn("content/media/id", asked.id, "image, video or document")
        if kind == "document" and not (asked.title or "").strip():
            raise missing_field("content/media/title")
        return self._file("content/media", asked, kind, author)

    def _several(self, asked: MultiImageAsked, author: str) -> tuple[PostedMedia, ...]:
        if not MIN_IMAGES <= len(asked.images) <= MAX_IMAGES:
            raise wrong_value("content/multiImage/images", f"{len(asked.images)} images")
        return tuple(
            self._file(f"content/multiImage/images/{number}", image, "image", author)
            for number, image in enumerate(asked.images)
        )

    def _card(self, asked: ArticleAsked, author: str) -> tuple[PostedMedia, ...]:
        address = urlsplit(asked.source)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise wrong_value("content/article/source", asked.source)
        if not (asked.title or "").strip():
            raise missing_field("content/article/title")
        _fits("content/article/title", asked.title or "", MAX_ARTICLE_TITLE)
        if asked.thumbnail is None:
            return ()
        picture = {"id": asked.thumbnail, "altText": asked.thumbnail_alt_text}
        checked = MediaAsked.model_validate(picture)
        return (self._file("content/article/thumbnail", checked, "image", author),)

    def _file(self, field: str, asked: MediaAsked, kind: str, author: str) -> PostedMedia:
        if kind_of(asked.id) != kind:
            raise wrong_urn(f"{field}/id", asked.id, kind)
        _fits(f"{field}/altText", asked.alt_text, MAX_ALT_TEXT)
        asset = self._assets.get(asked.id)
        if asset is None:
            raise refused(400, f"INVALID_{kind.upper()}_ID", f"This {kind.title()} ID is invalid")
        if asset.owner != author:
            raise media_forbidden(kind)
        _check_ready(self._media.look(asset))
        details = {
            **asset.facts,
            "urn": asset.urn,
            "title": asked.title or "",
            "alt_text": asked.alt_text,
        }
        return PostedMedia(asset.sha256, kind, asset.mime, details)


def _check_ready(asset: Asset) -> None:
    match asset.state:
        case AssetState.WAITING_UPLOAD:
            raise refused(400, "MEDIA_ASSET_WAITING_UPLOAD", WAITING)
        case AssetState.PROCESSING:
            raise refused(400, "MEDIA_ASSET_PROCESSING", PROCESSING)
        case AssetState.PROCESSING_FAILED:
            raise refused(400, "MEDIA_ASSET_PROCESSING_FAILED", FAILED)
        case AssetState.AVAILABLE:
            return


def _check_poll(asked: PollAsked) -> None:
    if not asked.question.strip():
        raise blank_field("content/poll/question")
    _fits("content/poll/question", asked.question, MAX_QUESTION)
    if not MIN_OPTIONS <= len(asked.options) <= MAX_OPTIONS:
        raise wrong_value("content/poll/options", f"{len(asked.options)} options")
    for number, option in enumerate(asked.options):
        if not option.text.strip():
            raise blank_field(f"content/poll/options/{number}/text")
        _fits(f"content/poll/options/{number}/text", option.text, MAX_OPTION)
    if asked.settings.duration not in DURATIONS:
        raise wrong_value("content/poll/settings/duration", asked.settings.duration)
    if asked.settings.vote_selection_type != "SINGLE_VOTE":
        raise wrong_value("content/poll/settings/voteSelectionType", "anything but SINGLE_VOTE")


def _fits(field: str, text: str, limit: int) -> None:
    length = len(text.encode("utf-16-le")) // 2
    if length > limit:
        raise too_long(field, length, limit)
