"""
The Graph API's ways to say no.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

from secrets import token_urlsafe

from starlette.responses import JSONResponse, Response


class Refused(Exception):
    """The request is refused; ``answer`` is what the network says."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def graph_error(
    code: int,
    message: str,
    *,
    subcode: int | None = None,
    status: int = 400,
    is_transient: bool = False,
    explained: str = "",
) -> JSONResponse:
    """Return an error in the Graph API's shape; ``explained`` is the text meant for people."""
    error: dict[str, object] = {
        "message": message,
        "type": "OAuthException",
        "code": code,
        "is_transient": is_transient,
        "fbtrace_id": "A" + token_urlsafe(16),
    }
    if subcode is not None:
        error["error_subcode"] = subcode
    if explained:
        error |= {"error_user_title": message, "error_user_msg": explained}
    return JSONResponse({"error": error}, status)


def refused(code: int, message: str, *, subcode: int | None = None, explained: str = "") -> Refused:
    """Return a refusal to raise."""
    return Refused(graph_error(code, message, subcode=subcode, explained=explained))


def bad_parameter(message: str, *, subcode: int | None = None) -> Refused:
    """Return the refusal of a wrong parameter."""
    return refused(100, f"(#100) {message}", subcode=subcode, explained=message)


def not_visible(object_id: str) -> Refused:
    """Return the refusal of an id that is wrong or not this caller's."""
    return refused(
        100,
        f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded"
        " due to missing permissions, or does not support this operation.",
        subcode=33,
    )


def not_permitted() -> Refused:
    """Return the refusal of a caller whose token lacks a scope."""
    text = "(#10) Application does not have permission for this action"
    return Refused(graph_error(10, text, status=403))


def out_of_service() -> JSONResponse:
    """Say "not now"."""
    return graph_error(2, "Service temporarily unavailable", status=503, is_transient=True)


def session_expired() -> JSONResponse:
    """Say "this token is not taken"."""
    text = "Error validating access token: Session has expired."
    return graph_error(190, text, subcode=463, status=401)
