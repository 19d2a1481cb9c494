"""
Which container a request asks for, and what it may not say.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

from __future__ import annotations

import re

from bot.sandbox.networks.graph.answers import bad_parameter, refused
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.instagram.container_store import Shape
from bot.sandbox.networks.instagram.scopes import FACEBOOK

MAX_CAPTION, MAX_HASHTAGS, MAX_MENTIONS = 2_200, 30, 20
MAX_ALT_TEXT, MAX_COLLABORATORS, MAX_TAGS = 1_000, 3, 20
MIN_CHILDREN, MAX_CHILDREN = 2, 10
TYPES = frozenset({"", "IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL"})
TRIALS = frozenset({"MANUAL", "SS_PERFORMANCE"})
HASHTAG = re.compile(r"#\w+")
MENTION = re.compile(r"(?<!\w)@[\w.]+")
SAYS_NOTHING = frozenset(
    {"caption", "location_id", "is_ai_generated", "collaborators", "share_to_feed", "cover_url"}
)
"""What an item of a carousel may not carry: it belongs to the carousel itself."""
UNKNOWN_TYPE, WRONG_COUNT, TOO_MANY_TAGS = 2207023, 2207028, 2207040


def shape_of(params: Params, flavour: str) -> Shape:
    """Decide what is asked for; raises ``Refused``."""
    media_type = params.get("media_type", "").upper()
    if media_type not in TYPES:
        raise bad_parameter(f"Unknown media type {media_type}", subcode=UNKNOWN_TYPE)
    if "image_url" in params and "video_url" in params:
        raise bad_parameter("Give image_url or video_url, not both")
    if is_resumable(params) and flavour != FACEBOOK:
        raise bad_parameter("Resumable uploads need Instagram API with Facebook Login")
    item = params.is_true("is_carousel_item")
    if media_type == "CAROUSEL":
        return _alone(Shape.CAROUSEL, item=item)
    if media_type == "STORIES":
        has_video = "video_url" in params or is_resumable(params)
        shape = Shape.STORY_VIDEO if has_video else Shape.STORY_IMAGE
        return _with_source(_alone(shape, item=item), params)
    if media_type == "REELS":
        return _with_source(_alone(Shape.REEL, item=item), params)
    if media_type == "VIDEO" or "video_url" in params:
        if not item or media_type != "VIDEO":
            text = "A single video is published with media_type REELS"
            raise bad_parameter(text, subcode=UNKNOWN_TYPE)
        return _with_source(Shape.ITEM_VIDEO, params)
    return _with_source(Shape.ITEM_IMAGE if item else Shape.IMAGE, params)


def is_resumable(params: Params) -> bool:
    """Tell whether the bytes will be sent rather than fetched."""
    return params.get("upload_type") == "resumable"


def check(params: Params, shape: Shape, flavour: str) -> None:
    """Raise ``Refused`` for parameters this shape does not take or whose values are wrong."""
    if shape.is_item:
        for name in sorted(SAYS_NOTHING & set(params)):
            raise bad_parameter(f"Param {name} is not allowed on an item of a carousel")
    _check_caption(params.get("caption", ""))
    _check_alt_text(params, shape)
    _check_people(params, shape)
    _check_tags(params, shape)
    _check_rest(params, shape, flavour)


def _alone(shape: Shape, *, item: bool) -> Shape:
    if item:
        raise bad_parameter(f"A {shape} cannot be an item of a carousel")
    return shape


def _with_source(shape: Shape, params: Params) -> Shape:
    source = "video_url" if shape.is_video else "image_url"
    if not params.get(source) and not (shape.is_video and is_resumable(params)):
        raise bad_parameter(f"The parameter {source} is required")
    return shape


def _check_caption(caption: str) -> None:
    units = len(caption.encode("utf-16-le")) // 2
    tags, people = len(HASHTAG.findall(caption)), len(MENTION.findall(caption))
    if units > MAX_CAPTION or tags > MAX_HASHTAGS or people > MAX_MENTIONS:
        text = (
            f"The caption has {units} characters, {tags} hashtags and {people} mentions."
            " The maximum is 2,200 characters, 30 hashtags and 20 mentions."
        )
        raise refused(36004, "The caption was too long", subcode=2207010, explained=text)


def _check_alt_text(params: Params, shape: Shape) -> None:
    if "alt_text" not in params:
        return
    if shape.is_video or shape is Shape.CAROUSEL:
        raise bad_parameter("Param alt_text is for images only")
    if len(params["alt_text"]) > MAX_ALT_TEXT:
        raise bad_parameter(f"Param alt_text is longer than {MAX_ALT_TEXT} characters")


def _check_people(params: Params, shape: Shape) -> None:
    people = params.listed("collaborators")
    if people and shape.is_story:
        raise bad_parameter("Stories take no collaborators")
    if len(people) > MAX_COLLABORATORS:
        raise bad_parameter(f"Not more than {MAX_COLLABORATORS} collaborators")


def _check_tags(params: Params, shape: Shape) -> None:
    tags = params.objects("user_tags")
    if tags and shape is Shape.CAROUSEL:
        raise bad_parameter("Param user_tags belongs to the items of a carousel")
    if len(tags) > MAX_TAGS:
        raise bad_parameter(f"Not more than {MAX_TAGS} user tags", subcode=TOO_MANY_TAGS)
    for tag in tags:
        placed = "x" in tag or "y" in tag
        inside = all(
            isinstance(tag.get(axis), int | float) and 0 <= tag[axis] <= 1 for axis in ("x", "y")
        )
        if not tag.get("username"):
            raise bad_parameter("A user tag needs a username", subcode=2207035)
        if shape.is_video and not shape.is_story and placed:
            raise bad_parameter("User tags in videos have no x and y", subcode=2207036)
        if not inside and (placed or shape in {Shape.IMAGE, Shape.ITEM_IMAGE}):
            raise bad_parameter("A user tag needs x and y between 0 and 1", subcode=2207036)


def _check_rest(params: Params, shape: Shape, flavour: str) -> None:
    if "location_id" in params and not params["location_id"].isdigit():
        raise refused(100, "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID")
    if "trial_params" in params:
        graduation = params.object("trial_params").get("graduation_strategy")
        if shape is not Shape.REEL or graduation not in TRIALS:
            raise bad_parameter("Param trial_params is for reels: MANUAL or SS_PERFORMANCE")
    if "audio_configuration" in params and (shape is not Shape.REEL or flavour != FACEBOOK):
        raise bad_parameter("Param audio_configuration is for reels with Facebook Login")
    params.number("thumb_offset", 0)
