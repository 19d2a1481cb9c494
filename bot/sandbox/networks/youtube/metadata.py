"""
What a video says about itself: read from a request, checked and put in order.

https://developers.google.com/youtube/v3/docs/videos#properties
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.networks.youtube.answers import bad_request, forbidden, wrong_metadata
from bot.sandbox.networks.youtube.categories import ASSIGNABLE, DEFAULT_CATEGORY

MAX_TITLE_CHARS, MAX_DESCRIPTION_BYTES, MAX_TAG_CHARS = 100, 5_000, 500
PRIVACY = frozenset({"public", "unlisted", "private"})
LICENSES = frozenset({"youtube", "creativeCommon"})
ANGLES = frozenset("<>")

FIELDS: Mapping[str, frozenset[str]] = {
    "snippet": frozenset(
        "publishedAt channelId title description thumbnails channelTitle tags categoryId"
        " liveBroadcastContent defaultLanguage localized defaultAudioLanguage".split()
    ),
    "status": frozenset(
        "uploadStatus failureReason rejectionReason privacyStatus publishAt license embeddable"
        " publicStatsViewable madeForKids selfDeclaredMadeForKids containsSyntheticMedia".split()
    ),
    "recordingDetails": frozenset({"recordingDate", "location", "locationDescription"}),
    "paidProductPlacementDetails": frozenset({"hasPaidProductPlacement"}),
}
"""The fields of the parts that can be written; what can only be read may be sent and is left."""
FREE_PARTS = frozenset(
    "localizations id kind etag contentDetails statistics processingDetails fileDetails player"
    " topicDetails suggestions liveStreamingDetails".split()
)
FLAGS = (
    *("embeddable", "publicStatsViewable", "selfDeclaredMadeForKids", "containsSyntheticMedia"),
)
Body = dict[str, Any]


def read_body(data: bytes) -> Body:
    """Read a video resource; raises ``Refused`` for JSON that is none and names not known."""
    try:
        body = json.loads(data)
    except ValueError:
        raise bad_request("Parse Error", reason="parseError") from None
    if not isinstance(body, dict):
        raise bad_request("Invalid JSON payload received. The root must be an object.")
    for name, part in body.items():
        if name in FIELDS and isinstance(part, dict):
            _only_known(part, FIELDS[name], f" at 'video.{name}'")
        elif name in FIELDS:
            raise bad_request(f"Invalid value at 'video.{name}'", field=name)
    _only_known(body, frozenset({*FIELDS, *FREE_PARTS}), "")
    return body


def snippet_of(given: Mapping[str, Any]) -> Body:
    """Return the title, the description and the like; raises ``Refused``."""
    snippet = {
        "title": _title(given.get("title")),
        "description": _description(given.get("description") or ""),
        "tags": _tags(given.get("tags") or []),
        "categoryId": _category(given.get("categoryId", DEFAULT_CATEGORY)),
    }
    for name in ("defaultLanguage", "defaultAudioLanguage"):
        if given.get(name) is not None:
            snippet[name] = _text(given[name], f"snippet.{name}")
    return snippet


def status_of(given: Mapping[str, Any], now: datetime, *, was_published: bool = False) -> Body:
    """Return who may see the video, and when; raises ``Refused``."""
    privacy = given.get("privacyStatus", "public")
    if privacy not in PRIVACY:
        text = "The request attempts to set an invalid privacy setting for the video."
        raise forbidden(text, "forbiddenPrivacySetting")
    if given.get("license", "youtube") not in LICENSES:
        text = "The request attempts to set an invalid license for the video."
        raise forbidden(text, "forbiddenLicenseSetting")
    status: Body = {
        "privacyStatus": privacy,
        "license": given.get("license", "youtube"),
        "embeddable": True,
        "publicStatsViewable": True,
    }
    for name in FLAGS:
        if name in given:
            status[name] = _flag(given[name], f"status.{name}")
    if given.get("publishAt") is None:
        return status
    due = _publish_at(given["publishAt"])
    if privacy != "private" or was_published:
        text = "The publishAt time is taken only for a private video that was never published."
        raise wrong_metadata("invalidPublishAt", "status.publishAt", text)
    if due <= now:
        return {**status, "privacyStatus": "public"}
    return {**status, "publishAt": rfc3339(due)}


def rest_of(body: Mapping[str, Any], snippet: Mapping[str, Any]) -> Body:
    """Return the parts that stand beside snippet and status; raises ``Refused``."""
    rest: Body = {}
    if "recordingDetails" in body:
        rest["recordingDetails"] = _recording(body["recordingDetails"])
    if "paidProductPlacementDetails" in body:
        given = body["paidProductPlacementDetails"].get("hasPaidProductPlacement", False)
        field = "paidProductPlacementDetails.hasPaidProductPlacement"
        rest["paidProductPlacementDetails"] = {"hasPaidProductPlacement": _flag(given, field)}
    if body.get("localizations"):
        if "defaultLanguage" not in snippet:
            text = "Localizations need the default language of the video to be set."
            raise wrong_metadata("defaultLanguageNotSet", "snippet.defaultLanguage", text)
        rest["localizations"] = body["localizations"]
    return rest


def rfc3339(moment: datetime) -> str:
    """Write an instant as the Data API does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _only_known(given: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise bad_request(
            f'Invalid JSON payload received. Unknown name "{unknown[0]}"{where}: Cannot find field.'
        )


def _title(given: object) -> str:
    title = given.strip() if isinstance(given, str) else ""
    if not title or len(title) > MAX_TITLE_CHARS or ANGLES & set(title):
        text = "The request metadata specifies an invalid or empty video title."
        raise wrong_metadata("invalidTitle", "snippet.title", text)
    return title


def _description(given: object) -> str:
    fits = isinstance(given, str) and len(given.encode()) <= MAX_DESCRIPTION_BYTES
    if not isinstance(given, str) or not fits or ANGLES & set(given):
        text = "The request metadata specifies an invalid video description."
        raise wrong_metadata("invalidDescription", "snippet.description", text)
    return given


def _tags(given: object) -> list[str]:
    """Count as YouTube does: commas between tags, and quotes around one with a space."""
    tags = given if isinstance(given, list) else [None]
    words = [tag for tag in tags if isinstance(tag, str) and tag and not ANGLES & set(tag)]
    length = sum(len(tag) + (2 if " " in tag else 0) for tag in words) + max(0, len(words) - 1)
    if len(words) != len(tags) or length > MAX_TAG_CHARS:
        text = "The request metadata specifies invalid video keywords."
        raise wrong_metadata("invalidTags", "snippet.tags", text)
    return words


def _category(given: object) -> str:
    if given not in ASSIGNABLE:
        text = "The snippet.categoryId property specifies an invalid category ID."
        raise wrong_metadata("invalidCategoryId", "snippet.categoryId", text)
    return str(given)


def _publish_at(given: object) -> datetime:
    return _instant(
        given,
        lambda: wrong_metadata(
            "invalidPublishAt",
            "status.publishAt",
            "The request metadata specifies an invalid scheduled publishing time.",
        ),
    )


def _recording(given: Mapping[str, Any]) -> Body:
    if given.get("recordingDate") is not None:
        _instant(
            given["recordingDate"],
            lambda: wrong_metadata(
                "invalidRecordingDetails",
                "recordingDetails.recordingDate",
                "The request metadata specifies invalid recording details.",
            ),
        )
    return dict(given)


def _instant(given: object, refusal: Callable[[], Exception]) -> datetime:
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        raise refusal() from None
    if moment.tzinfo is None:
        raise refusal()
    return moment


def _flag(given: object, field: str) -> bool:
    if not isinstance(given, bool):
        raise bad_request(f"Invalid value at 'video.{field}' (TYPE_BOOL)", field=field)
    return given


def _text(given: object, field: str) -> str:
    if not isinstance(given, str):
        raise bad_request(f"Invalid value at 'video.{field}' (TYPE_STRING)", field=field)
    return given
