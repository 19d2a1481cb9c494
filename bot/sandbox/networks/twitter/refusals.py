"""
X's own refusals by name, to be armed as faults.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.networks.faults import Armed, Refusal, When
from bot.sandbox.networks.twitter.answers import (
    forbidden,
    invalid,
    not_found,
    oauth_error,
    problem,
    too_many,
)
from bot.sandbox.networks.twitter.posting import (
    DUPLICATE,
    LONG_VIDEO,
    NOT_MENTIONED,
    NOT_PREMIUM,
    TOO_LONG,
)
from bot.sandbox.networks.world import World
from platforms.errors import Step

Answer = Callable[[Request, Armed], Response]
CREATE = frozenset({Step.CREATE})
UPLOAD = frozenset({Step.PREPARE, Step.UPLOAD})
PAID = frozenset(Step) - {Step.OAUTH}
OAUTH = frozenset({Step.OAUTH})
BILLED_ACCOUNT = 1_580_000_000_000_000_001


def refusals(world: World) -> Mapping[str, Refusal]:
    """Return all named refusals."""
    return {
        "credits_depleted": Refusal(PAID, _fixed(_credits_depleted)),
        "spend_cap": Refusal(PAID, lambda _request, armed: _spend_cap(world, armed)),
        "usage_capped": Refusal(PAID, _fixed(_usage_capped)),
        "legacy_429": Refusal(PAID, lambda _request, armed: _legacy_429(world, armed)),
        "duplicate": Refusal(CREATE, _fixed(lambda: forbidden(DUPLICATE))),
        "too_long": Refusal(CREATE, _fixed(lambda: forbidden(TOO_LONG))),
        "suspended": Refusal(PAID, _fixed(_suspended)),
        "not_permitted": Refusal(
            frozenset(Step),
            _fixed(lambda: forbidden("You are not permitted to perform this action.")),
        ),
        "premium_required": Refusal(CREATE, _fixed(lambda: forbidden(NOT_PREMIUM))),
        "video_too_long": Refusal(CREATE, _fixed(lambda: forbidden(LONG_VIDEO))),
        "reply_not_allowed": Refusal(CREATE, _fixed(_reply_not_allowed)),
        "quote_not_allowed": Refusal(
            CREATE, _fixed(lambda: forbidden("Quoting this post is not allowed."))
        ),
        "cashtags": Refusal(
            CREATE, _fixed(lambda: forbidden("Posts may include a maximum of one cashtag."))
        ),
        "parent_gone": Refusal(
            CREATE, _fixed(lambda: not_found("tweet", "reply.in_reply_to_tweet_id", "1"))
        ),
        "media_invalid": Refusal(CREATE, _fixed(_media_invalid)),
        "partial_errors": Refusal(CREATE, None, When.INSIDE),
        "not_enrolled": Refusal(frozenset(Step), _fixed(_not_enrolled)),
        "unsupported_authentication": Refusal(frozenset(Step), _fixed(_unsupported)),
        "oauth1_permissions": Refusal(frozenset(Step), _fixed(_oauth1)),
        "chunk_too_large": Refusal(UPLOAD, _fixed(_chunk_too_large)),
        "processing_failed": Refusal(frozenset({Step.STATUS}), None, When.INSIDE),
        "refresh_token_dead": Refusal(OAUTH, _fixed(_refresh_token_dead)),
        "client_unauthorized": Refusal(OAUTH, _fixed(_client_unauthorized)),
        "error_500_after": Refusal(CREATE, _fixed(_broken), When.AFTER),
    }


def _fixed(answer: Callable[[], Response]) -> Answer:
    return lambda _request, _armed: answer()


def _credits_depleted() -> Response:
    text = f"Your enrolled account [{BILLED_ACCOUNT}] does not have any credits."
    return problem(402, "CreditsDepleted", text, kind="credits", account_id=BILLED_ACCOUNT)


def _spend_cap(world: World, armed: Armed) -> Response:
    resets = world.now() + timedelta(seconds=armed.number("retry_after_s", 86_400))
    text = f"Your enrolled account [{BILLED_ACCOUNT}] has reached its spend cap."
    return problem(
        403,
        "SpendCapReached",
        text,
        kind="credits",
        account_id=BILLED_ACCOUNT,
        reset_date=resets.date().isoformat(),
    )


def _usage_capped() -> Response:
    text = "Usage cap exceeded: Monthly product cap"
    return problem(
        429, "UsageCapExceeded", text, kind="usage-capped", period="Monthly", scope="Product"
    )


def _legacy_429(world: World, armed: Armed) -> Response:
    """Say it in the older shape that some calls still answer with."""
    answer = JSONResponse({"errors": [{"code": 88, "message": "Rate limit exceeded"}]}, 429)
    resets_at = world.epoch_s() + armed.number("retry_after_s", 60)
    answer.headers.update(
        {name: value for name, value in too_many(resets_at).headers.items() if "rate" in name}
    )
    return answer


def _suspended() -> Response:
    return forbidden("User has been suspended.", kind="user-suspended")


def _reply_not_allowed() -> Response:
    return forbidden(NOT_MENTIONED, kind="not-authorized-for-resource")


def _media_invalid() -> Response:
    return invalid(({"media.media_ids": ["1"]}, "Your media IDs are invalid."))


def _not_enrolled() -> Response:
    text = "This app is not enrolled in a plan with the rights for this call."
    return problem(
        403,
        "Client Forbidden",
        text,
        kind="client-forbidden",
        reason="client-not-enrolled",
        client_id="1",
        registration_url="https://developer.x.com/en/docs/projects/overview",
    )


def _unsupported() -> Response:
    text = "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint."
    return problem(403, "Unsupported Authentication", text, kind="unsupported-authentication")


def _oauth1() -> Response:
    text = "Your client app is not configured with the appropriate oauth1 app permissions."
    return forbidden(text, kind="oauth1-permissions")


def _chunk_too_large() -> Response:
    return problem(413, "Request Entity Too Large", "The segment is too large.")


def _refresh_token_dead() -> Response:
    return oauth_error(400, "invalid_request", "Value passed for the token was invalid.")


def _client_unauthorized() -> Response:
    return oauth_error(401, "unauthorized_client", "Missing valid authorization header")


def _broken() -> Response:
    return problem(500, "Internal Server Error", "Something is broken.")
