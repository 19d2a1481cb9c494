"""
TikTok's request bodies: types are checked, unknown fields are passed over.

https://developers.tiktok.com/doc/content-posting-api-reference-direct-post
https://developers.tiktok.com/doc/content-posting-api-reference-photo-post
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from bot.sandbox.networks.tiktok.answers import refused

MAX_PHOTOS = 35
MAX_LISTED = 20
Body = TypeVar("Body", bound=BaseModel)
Privacy = Literal["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"]


def _at_most(limit: int) -> Callable[[str], str]:
    def checked(text: str) -> str:
        units = len(text.encode("utf-16-le")) // 2
        if units > limit:
            raise ValueError(f"has {units} UTF-16 code units, at most {limit} are allowed")
        return text

    return checked


class _Typed(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class PostInfo(_Typed):
    """What ``post_info`` says of films and photos alike."""

    privacy_level: Privacy | None = None
    disable_comment: bool = False
    brand_content_toggle: bool = False
    brand_organic_toggle: bool = False


class VideoInfo(PostInfo):
    """``post_info`` of a film."""

    title: Annotated[str, AfterValidator(_at_most(2_200))] = ""
    privacy_level: Privacy
    disable_duet: bool = False
    disable_stitch: bool = False
    video_cover_timestamp_ms: int = Field(default=0, ge=0)
    is_aigc: bool = False


class PhotoInfo(PostInfo):
    """``post_info`` of photos."""

    title: Annotated[str, AfterValidator(_at_most(90))] = ""
    description: Annotated[str, AfterValidator(_at_most(4_000))] = ""
    auto_add_music: bool = False


class FileSource(_Typed):
    """The bytes will be sent."""

    source: Literal["FILE_UPLOAD"]
    video_size: int = Field(ge=1)
    chunk_size: int = Field(ge=1)
    total_chunk_count: int = Field(ge=1)


class UrlSource(_Typed):
    """The bytes will be fetched."""

    source: Literal["PULL_FROM_URL"]
    video_url: str = Field(min_length=1)


Source = Annotated[FileSource | UrlSource, Field(discriminator="source")]


class VideoAsked(_Typed):
    """``POST /v2/post/publish/video/init/``."""

    post_info: VideoInfo
    source_info: Source


class InboxAsked(_Typed):
    """``POST /v2/post/publish/inbox/video/init/``."""

    source_info: Source


class PhotoSource(_Typed):
    """Where the photos are."""

    source: Literal["PULL_FROM_URL"]
    photo_images: list[Annotated[str, Field(min_length=1)]] = Field(
        min_length=1, max_length=MAX_PHOTOS
    )
    photo_cover_index: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _has_cover(self) -> PhotoSource:
        if self.photo_cover_index >= len(self.photo_images):
            raise ValueError("photo_cover_index is beyond the last photo")
        return self


class ContentAsked(_Typed):
    """``POST /v2/post/publish/content/init/``."""

    media_type: Literal["PHOTO"]
    post_mode: Literal["DIRECT_POST", "MEDIA_UPLOAD"]
    post_info: PhotoInfo = PhotoInfo()
    source_info: PhotoSource
    is_aigc: bool = False

    @model_validator(mode="after")
    def _has_privacy(self) -> ContentAsked:
        if self.post_mode == "DIRECT_POST" and self.post_info.privacy_level is None:
            raise ValueError("post_info.privacy_level is required")
        return self


class PublishAsked(_Typed):
    """``POST /v2/post/publish/status/fetch/`` and ``…/cancel/``."""

    publish_id: str = Field(min_length=1, max_length=64)


class ListAsked(_Typed):
    """``POST /v2/video/list/``."""

    max_count: int = Field(default=10, ge=1, le=MAX_LISTED)
    cursor: int | None = Field(default=None, ge=0)


class VideoFilter(_Typed):
    """``filters`` of a query."""

    video_ids: list[str] = Field(min_length=1, max_length=MAX_LISTED)


class QueryAsked(_Typed):
    """``POST /v2/video/query/``."""

    filters: VideoFilter


async def read(request: Request, model: type[Body]) -> Body:
    """Return the request's JSON body; raises ``Refused``."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise refused("invalid_param", "The Content-Type must be application/json.")
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as wrong:
        raise refused("invalid_param", _sentence(wrong)) from None


def _sentence(wrong: ValidationError) -> str:
    first = wrong.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'The request body'}: {first['msg']}."
