"""Which part of publishing a call is; the Graph API often tells only in the parameters."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.requests import Request

from bot.sandbox.networks.graph.routes import VERSION
from bot.sandbox.networks.peeking import peeked_word
from platforms.errors import Step

PAGES = re.compile(r"/[\w.]+/(posts|videos)/\w+|/reel/\w+|/stories/\w+/\w+|/dialog/oauth")
PERSONAL = re.compile(r"/(me|debug_token|oauth/\w+|\w+/(permissions(/\w+)?|accounts|businesses))")
OWNED = re.compile(r"/\w+/(owned_pages|client_pages)")
POSTING = re.compile(r"/\w+/(feed|photos)")
PHASED = re.compile(r"/\w+/video_(reels|stories)")
READ = re.compile(
    r"/\w+/(feed|posts|published_posts|scheduled_posts|stories|comments|videos|video_reels)"
)
METRICS = re.compile(r"/\w+/(video_)?insights")


def step_of(request: Request, path: str, is_made_here: Callable[[str], bool]) -> Step | None:
    """Tell the step; ``is_made_here`` tells a post, photo or video from a Page or a person."""
    path = VERSION.sub("", path)
    if PAGES.fullmatch(path):
        return None
    if PERSONAL.fullmatch(path) or OWNED.fullmatch(path):
        return Step.OAUTH
    if request.method == "GET":
        return _looking(request, path, is_made_here)
    return _doing(request, path)


def _looking(request: Request, path: str, is_made_here: Callable[[str], bool]) -> Step:
    fields = request.query_params.get("fields", "")
    if METRICS.fullmatch(path) or "summary(" in fields:
        return Step.METRICS
    if path.startswith("/upload:"):
        return Step.STATUS
    if READ.fullmatch(path):
        return Step.READ_BACK
    if not is_made_here(path.removeprefix("/")):
        return Step.OAUTH
    return Step.STATUS if re.search(r"\bstatus\b", fields) else Step.READ_BACK


def _doing(request: Request, path: str) -> Step:
    if path.startswith(("/video-upload/", "/upload:")):
        return Step.UPLOAD
    if path.endswith("/uploads"):
        return Step.PREPARE
    if PHASED.fullmatch(path) and peeked_word(request, "upload_phase") == "start":
        return Step.PREPARE
    unseen = peeked_word(request, "published") in {"false", "False", "0"}
    dated = peeked_word(request, "scheduled_publish_time") not in {"", "null"}
    if POSTING.fullmatch(path) and unseen and not dated:
        return Step.PREPARE
    return Step.CREATE
