"""Google's ways to say no (https://developers.google.com/youtube/v3/docs/errors)."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

API_DOMAIN = "googleapis.com"
ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo"
HEADER = ("Authorization", "header")


class Refused(Exception):
    """The request is refused; ``answer`` is what Google says."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def google_error(
    code: int,
    reason: str,
    message: str,
    *,
    domain: str = "global",
    place: tuple[str, str] | None = None,
    word: str = "",
    info: str = "",
) -> JSONResponse:
    """
    Return an error in the shape of Google's APIs.

    ``place`` is the wrong thing and where it stands; ``word`` is the newer status in capitals
    and ``info`` the newer reason, which only some errors carry.
    """
    fault = {"message": message, "domain": domain, "reason": reason}
    if place:
        fault |= {"location": place[0], "locationType": place[1]}
    error: dict[str, Any] = {"code": code, "message": message, "errors": [fault]}
    if word:
        error["status"] = word
    if info:
        error["details"] = [{"@type": ERROR_INFO, "reason": info, "domain": API_DOMAIN}]
    return JSONResponse({"error": error}, code)


def refused(code: int, reason: str, message: str, **rest: Any) -> Refused:
    """Return a refusal to raise."""
    return Refused(google_error(code, reason, message, **rest))


def bad_request(message: str, *, reason: str = "badRequest", field: str = "") -> Refused:
    """Return the refusal of a wrong request; ``field`` is the wrong part of its body."""
    place = (field, "other") if field else None
    return refused(400, reason, message, place=place, word="INVALID_ARGUMENT")


def wrong_metadata(reason: str, field: str, message: str) -> Refused:
    """Return the refusal of a video's title, description and the like."""
    return refused(400, reason, message, domain="youtube.video", place=(f"body.{field}", "other"))


def bad_parameter(name: str, reason: str, message: str) -> Refused:
    """Return the refusal of a parameter of the query."""
    domain = "youtube.part" if reason == "unknownPart" else "youtube.parameter"
    return refused(400, reason, message, domain=domain, place=(name, "parameter"))


def video_not_found() -> Refused:
    """Return the refusal of a video that is not there or not to be seen."""
    text = "The video that you are trying to use cannot be found. Check the value of the id."
    return refused(404, "videoNotFound", text, domain="youtube.video", place=("id", "parameter"))


def forbidden(message: str, reason: str = "forbidden") -> Refused:
    """Return the refusal of something that is not this caller's to do."""
    return refused(403, reason, message, domain="youtube.video")


def auth_error() -> JSONResponse:
    """Return 401: a token that is unknown, over or revoked."""
    return google_error(
        401, "authError", "Invalid Credentials", place=HEADER, word="UNAUTHENTICATED"
    )


def signup_required() -> JSONResponse:
    """Return 401: a Google account that has no channel."""
    return google_error(
        401, "youtubeSignupRequired", "Unauthorized", domain="youtube.header", place=HEADER
    )


def too_narrow() -> JSONResponse:
    """Return 403: a good token without the scope of the call."""
    return google_error(
        403,
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
        word="PERMISSION_DENIED",
        info="ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    )


def quota_exceeded() -> JSONResponse:
    """Return 403: the project's day is used up."""
    text = (
        "The request cannot be completed because you have exceeded your"
        ' <a href="/youtube/v3/getting-started#quota">quota</a>.'
    )
    return google_error(403, "quotaExceeded", text, domain="youtube.quota")


def backend_error(code: int = 503) -> JSONResponse:
    """Return a fault on Google's own side."""
    word = "UNAVAILABLE" if code == 503 else "INTERNAL"
    return google_error(code, "backendError", "Backend Error", word=word)


def oauth_error(code: int, error: str, description: str = "") -> JSONResponse:
    """Return an error of the token host, which has a shape of its own."""
    text = {"error_description": description} if description else {}
    return JSONResponse({"error": error, **text}, code)
