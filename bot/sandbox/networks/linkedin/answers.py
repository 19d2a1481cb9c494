"""
LinkedIn's ways to say no.

https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

DUPLICATE_TYPE = "com.linkedin.common.error.BadRequest"
DUPLICATE_TEXT = (
    "com.linkedin.content.common.exception.BadRequestResponseException:"
    " Content is a duplicate of {urn}"
)
EXPIRED = (401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65602)
REVOKED = (401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked", 65601)
INVALID = (401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600)
EMPTY = (401, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token", None)


class Refused(Exception):
    """The request is refused; ``answer`` is what LinkedIn says."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def rest_error(
    status: int, code: str | None, message: str, service_code: int | None = None, **extra: Any
) -> JSONResponse:
    """Return an error of the versioned API; not every one has both codes."""
    body: dict[str, Any] = {"status": status, "message": message, **extra}
    if code is not None:
        body["code"] = code
    if service_code is not None:
        body["serviceErrorCode"] = service_code
    return JSONResponse(body, status)


def refused(status: int, code: str | None, message: str) -> Refused:
    """Return a refusal to raise."""
    return Refused(rest_error(status, code, message))


def illegal(message: str) -> Refused:
    """Return the refusal of a request that makes no sense."""
    return refused(400, "ILLEGAL_ARGUMENT", message)


def missing_field(name: str) -> Refused:
    """Return the refusal of a body that lacks what this kind of post needs."""
    return refused(400, "MISSING_FIELD", f"{name} is required but missing")


def blank_field(name: str) -> Refused:
    """Return the refusal of a text that says nothing."""
    return refused(400, "INVALID_VALUE_BLANK_FIELD", f"{name} can't be blank")


def wrong_value(name: str, value: object) -> Refused:
    """Return the refusal of a value outside its choices."""
    return refused(400, "INVALID_VALUE_FOR_FIELD", f"{name} can't be set to {value}")


def wrong_urn(name: str, value: str, wanted: str) -> Refused:
    """Return the refusal of a URN that names something else than is wanted."""
    return refused(400, "INVALID_URN_TYPE", f"{name} value {value} must be a {wanted} URN")


def too_long(name: str, length: int, limit: int) -> Refused:
    """Return the refusal of a text that is too long."""
    text = f"{name} length {length} can't exceed maximum {limit} length"
    return refused(400, "FIELD_LENGTH_TOO_LONG", text)


def wrong_body(path: str, why: str) -> Refused:
    """Return the refusal of a body that does not fit the schema; it carries no code."""
    return refused(422, None, f"ERROR :: /{path} :: {why}\n")


def denied(message: str) -> Refused:
    """Return the refusal of what this token may not do."""
    return Refused(rest_error(403, "ACCESS_DENIED", message, 100))


def not_permitted(what: str) -> Refused:
    """Return the refusal of a call whose scope or role is missing."""
    return denied(f"Not enough permissions to access: {what}")


def media_forbidden(kind: str) -> Refused:
    """Return the refusal of a file that this token may not look at or use."""
    text = (
        f"Accessing this {kind} resource is forbidden. Please check your permissions for this"
        " resource"
    )
    return refused(403, None, text)


def not_found() -> Refused:
    """Return the refusal of a name that stands for nothing."""
    return refused(404, "NOT_FOUND", "Could not find entity")


def duplicate(urn: str) -> JSONResponse:
    """Return 422 that names the post which says the same already."""
    fault = {"description": "Duplicate post is detected", "input": {}, "code": "DUPLICATE_POST"}
    return rest_error(
        422,
        None,
        DUPLICATE_TEXT.format(urn=urn),
        errorDetailType=DUPLICATE_TYPE,
        errorDetails={"inputErrors": [fault]},
    )


def too_many(*, for_the_day: bool) -> JSONResponse:
    """Return 429; only the words tell how long it lasts, no header does."""
    which = "APPLICATION_AND_MEMBER DAY limit" if for_the_day else "limit"
    text = f"Resource level throttle {which} for calls to this resource is reached."
    return rest_error(429, "TOO_MANY_REQUESTS", text)


def oauth_error(status: int, error: str, description: str) -> JSONResponse:
    """Return an error of the token calls, which have a shape of their own."""
    return JSONResponse({"error": error, "error_description": description}, status)
