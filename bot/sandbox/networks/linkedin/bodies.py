"""
LinkedIn's request bodies and what it says about wrong ones.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/post-api-schema
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel
from starlette.requests import Request

from bot.sandbox.networks.linkedin.answers import Refused, denied, illegal, wrong_body

Body = TypeVar("Body", bound=BaseModel)
UNPERMITTED = (
    "Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing"
    " fields [/{path}]"
)
MISSING = "field is required but not found and has no default value"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class MediaAsked(_Strict):
    """One picture, film or document."""

    id: str
    title: str | None = None
    alt_text: str = ""


class MultiImageAsked(_Strict):
    """Several pictures."""

    images: list[MediaAsked]


class ArticleAsked(_Strict):
    """A link with its card."""

    source: str
    title: str | None = None
    description: str = ""
    thumbnail: str | None = None
    thumbnail_alt_text: str = ""


class OptionAsked(_Strict):
    """One answer of a poll."""

    text: str


class PollSettingsAsked(_Strict):
    """How long a poll runs."""

    duration: str
    vote_selection_type: str = "SINGLE_VOTE"
    is_voter_visible_to_author: bool = True


class PollAsked(_Strict):
    """A question with answers to choose from."""

    question: str
    options: list[OptionAsked]
    settings: PollSettingsAsked


class ContentAsked(_Strict):
    """``content`` of a post: one of these."""

    media: MediaAsked | None = None
    multi_image: MultiImageAsked | None = None
    article: ArticleAsked | None = None
    poll: PollAsked | None = None


class DistributionAsked(_Strict):
    """``distribution`` of a post."""

    feed_distribution: str
    target_entities: list[dict[str, Any]] = []
    third_party_distribution_channels: list[Any] = []


class ReshareAsked(_Strict):
    """``reshareContext`` of a post."""

    parent: str


class PostAsked(_Strict):
    """``POST /rest/posts``."""

    author: str
    commentary: str
    visibility: str
    distribution: DistributionAsked
    lifecycle_state: str
    content: ContentAsked | None = None
    is_reshare_disabled_by_author: bool = False
    reshare_context: ReshareAsked | None = None


class CommentaryAsked(_Strict):
    """What may be changed of a post."""

    commentary: str


class _SetAsked(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=lambda name: f"${name}")

    set: CommentaryAsked


class PatchAsked(_Strict):
    """A partial update of a post."""

    patch: _SetAsked


class OwnerAsked(_Strict):
    """Whose file it will be."""

    owner: str


class InitializeAsked(_Strict):
    """``initializeUpload`` of pictures and documents."""

    initialize_upload_request: OwnerAsked


class VideoAsked(_Strict):
    """Whose film it will be, and how big."""

    owner: str
    file_size_bytes: int
    upload_captions: bool = False
    upload_thumbnail: bool = False


class InitializeVideoAsked(_Strict):
    """``initializeUpload`` of films."""

    initialize_upload_request: VideoAsked


class PiecesAsked(_Strict):
    """A film and the ETags of its pieces."""

    video: str
    upload_token: str
    uploaded_part_ids: list[str]


class FinalizeAsked(_Strict):
    """``finalizeUpload`` of films."""

    finalize_upload_request: PiecesAsked


class MessageAsked(_Strict):
    """The text of a comment; plain, with mentions beside it."""

    text: str
    attributes: list[dict[str, Any]] = []


class CommentAsked(_Strict):
    """``POST /rest/socialActions/{urn}/comments``."""

    actor: str
    object: str
    message: MessageAsked
    parent_comment: str | None = None


class ReactionAsked(_Strict):
    """``POST /rest/reactions``."""

    root: str
    reaction_type: str


async def read(request: Request, model: type[Body]) -> Body:
    """Return the request's JSON body; raises ``Refused`` for whatever does not fit."""
    try:
        body = await request.json()
    except ValueError:
        raise illegal("Cannot parse request entity") from None
    try:
        return model.model_validate(body)
    except ValidationError as wrong:
        raise _refusal(wrong.errors()[0]) from None


def _refusal(error: Any) -> Refused:
    path = "/".join(map(str, error["loc"]))
    match error["type"]:
        case "extra_forbidden":
            return denied(UNPERMITTED.format(path=path))
        case "missing":
            return wrong_body(path, MISSING)
        case _:
            return wrong_body(path, error["msg"])
