"""X's request bodies: its schema allows no field it does not know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from bot.sandbox.networks.twitter.answers import Fault, Refused, invalid

Id = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]
Body = TypeVar("Body", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class MediaAsked(_Strict):
    """``media`` of a post."""

    media_ids: list[Id] = Field(min_length=1, max_length=4)
    tagged_user_ids: list[Id] = Field(default=[], max_length=10)


class PollAsked(_Strict):
    """``poll`` of a post."""

    options: list[Annotated[str, Field(min_length=1, max_length=25)]] = Field(
        min_length=2, max_length=4
    )
    duration_minutes: int = Field(ge=5, le=10_080)
    reply_settings: Literal["following", "mentionedUsers", "subscribers", "verified"] = "following"


class ReplyAsked(_Strict):
    """``reply`` of a post."""

    in_reply_to_tweet_id: Id
    exclude_reply_user_ids: list[Id] = []
    auto_populate_reply_metadata: bool = False


class EditAsked(_Strict):
    """``edit_options`` of a post."""

    previous_post_id: Id


class GeoAsked(_Strict):
    """``geo`` of a post."""

    place_id: str


class PostAsked(_Strict):
    """``POST /2/tweets``."""

    text: str | None = None
    media: MediaAsked | None = None
    poll: PollAsked | None = None
    reply: ReplyAsked | None = None
    reply_settings: Literal["following", "mentionedUsers", "subscribers", "verified"] | None = None
    quote_tweet_id: Id | None = None
    community_id: Id | None = None
    share_with_followers: bool = False
    made_with_ai: bool = False
    paid_partnership: bool = False
    edit_options: EditAsked | None = None
    geo: GeoAsked | None = None
    nullcast: bool = False
    card_uri: str | None = None
    for_super_followers_only: bool = False
    direct_message_deep_link: str | None = None


Category = Literal[
    "tweet_image",
    "tweet_gif",
    "tweet_video",
    "amplify_video",
    "dm_image",
    "dm_gif",
    "dm_video",
    "subtitles",
]


class InitializeAsked(_Strict):
    """``POST /2/media/upload/initialize``."""

    media_type: Literal[
        "image/jpeg",
        "image/pjpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "image/bmp",
        "image/tiff",
        "video/mp4",
        "video/quicktime",
        "video/webm",
        "video/mp2t",
        "text/srt",
        "text/vtt",
    ]
    total_bytes: int = Field(ge=1, le=17_179_869_184)
    media_category: Category | None = None
    additional_owners: list[Id] = []
    shared: bool = False


class UploadAsked(_Strict):
    """``POST /2/media/upload`` with the bytes as base64."""

    media: str
    media_category: Literal["tweet_image", "dm_image", "subtitles"]
    media_type: str = ""
    additional_owners: list[Id] = []
    shared: bool = False


class AppendAsked(_Strict):
    """``POST /2/media/upload/{id}/append`` with the bytes as base64."""

    segment_index: int = Field(ge=0, le=999)
    media: str


class AltTextAsked(_Strict):
    """``alt_text`` of ``metadata``."""

    text: str = Field(min_length=1, max_length=1000)


class AssociatedAsked(_Strict):
    """``metadata`` of a file."""

    alt_text: AltTextAsked


class MetadataAsked(_Strict):
    """``POST /2/media/metadata``."""

    id: Id
    metadata: AssociatedAsked


class HiddenAsked(_Strict):
    """``PUT /2/tweets/{id}/hidden``."""

    hidden: bool


async def read(request: Request, model: type[Body]) -> Body:
    """Return the request's JSON body; raises ``Refused`` for whatever the schema forbids."""
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Refused(invalid(({}, "The request body is not valid JSON."))) from None
    return checked(body, model)


def checked(body: object, model: type[Body]) -> Body:
    """Return ``body`` as ``model``; raises ``Refused`` for whatever the schema forbids."""
    nulls = list(_nulls(body, "$"))
    if nulls:
        raise Refused(invalid(*(({path: ["null"]}, f"{path}: null found") for path in nulls)))
    try:
        return model.model_validate(body)
    except ValidationError as wrong:
        raise Refused(invalid(*map(_fault, wrong.errors()))) from None


def _fault(error: Any) -> Fault:
    path = ".".join(("$", *map(str, error["loc"])))
    given = [json.dumps(error["input"], default=str)]
    if error["type"] == "extra_forbidden":
        why = "is not defined in the schema and the schema does not allow additional properties"
        return {path: given}, f"[{path}: {why}]"
    return {path: given}, f"[{path}: {error['msg']}]"


def _nulls(value: object, path: str) -> Iterator[str]:
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _nulls(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _nulls(inner, f"{path}[{position}]")
