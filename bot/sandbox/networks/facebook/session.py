"""Who is calling, for which Page, may they, and how much have they called."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.networks.accounts import RemoteAccount
from bot.sandbox.networks.facebook.scopes import RIGHTS
from bot.sandbox.networks.grants import Grant
from bot.sandbox.networks.graph.answers import (
    Refused,
    bad_parameter,
    graph_error,
    not_visible,
    refused,
)
from bot.sandbox.networks.graph.guarding import Handler, guarded
from bot.sandbox.networks.graph.params import Params
from bot.sandbox.networks.graph.tokens import LOGIN_TOKENS, PAGE, Tokens, token_of
from bot.sandbox.networks.graph.usage import Usage
from bot.sandbox.networks.world import World

NETWORK = "facebook"
CALLS_THROTTLED = 80001
DAY_S = 86_400
NEEDS_PAGE_TOKEN = "This endpoint requires a Page access token."  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Caller:
    """A good token, the Pages it may speak of, and the parameters that came with it."""

    grant: Grant
    params: Params
    pages: tuple[RemoteAccount, ...]

    @property
    def is_page(self) -> bool:
        """Whether a Page itself is calling rather than a person."""
        return self.grant.kind == PAGE

    def page(self, page_id: str) -> RemoteAccount:
        """Find a Page this caller may speak of; raises ``Refused``."""
        for page in self.pages:
            if page.id == page_id or (self.is_page and page_id == "me"):
                return page
        raise not_visible(page_id)

    def acting(self, page_id: str, right: str) -> RemoteAccount:
        """Find the Page this caller acts as; a person's own token is refused."""
        if not self.is_page:
            raise refused(190, NEEDS_PAGE_TOKEN, subcode=2069032)
        page = self.page(page_id)
        self.needs(right, page)
        return page

    def needs(self, right: str, page: RemoteAccount) -> None:
        """Raise ``Refused`` unless token and role carry a right."""
        needed = RIGHTS[right]
        missing = sorted(needed.scopes - set(self.grant.scopes))
        if missing:
            text = f"(#{needed.code}) This requires the permission {', '.join(missing)}"
            raise Refused(graph_error(needed.code, text, status=403))
        if needed.task and needed.task not in tasks_of(page):
            text = f"The person has no permission for the task {needed.task} on this Page"
            raise refused(1, text, subcode=2853006)


Guarded = Callable[[Request, Caller], Awaitable[Response]]


class Reception:
    """Lets calls in that carry a good token, and tells in headers how much was used."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.tokens = Tokens(world, NETWORK, LOGIN_TOKENS)
        self.usage = Usage(world, NETWORK, "pages", CALLS_THROTTLED)

    def guard(self, handler: Guarded) -> Handler:
        """Return ``handler`` behind the checks of every call."""
        return guarded(handler, self._received)

    def admit(self, request: Request, params: Params) -> Caller:
        """Recognise the token; raises ``Refused``."""
        grant = self.tokens.recognise(token_of(request, params))
        self._has_access_to_data(grant)
        ids = [grant.account_id] if grant.kind == PAGE else grant.details["pages"]
        pages = (self._world.accounts.by_id(NETWORK, page_id) for page_id in ids)
        return Caller(grant, params, tuple(page for page in pages if page))

    def _received(self, request: Request, params: Params, headers: dict[str, str]) -> Caller:
        caller = self.admit(request, params)
        self._is_signed(request, caller)
        self._count(caller, headers)
        return caller

    def _count(self, caller: Caller, headers: dict[str, str]) -> None:
        if caller.is_page:
            self.usage.count_business(caller.grant.account_id, headers)
        else:
            self.usage.count_app(caller.grant.account_id, headers)

    def _has_access_to_data(self, grant: Grant) -> None:
        """Refuse a token that has outlived the person's last consent by too many days."""
        days = self._world.switches.number(NETWORK, "data_access_days")
        if days and self._world.epoch_s() - grant.issued_at > days * DAY_S:
            text = "Error validating access token: The access to the person's data has expired."
            raise refused(190, text)

    def _is_signed(self, request: Request, caller: Caller) -> None:
        token, proof = token_of(request, caller.params), caller.params.get("appsecret_proof")
        if proof is None:
            if self._world.switches.of(NETWORK)["demands_proof"]:
                raise bad_parameter("API calls from the server require an appsecret_proof argument")
            return
        secret = self._world.clients.secret_of(NETWORK, caller.grant.client_id)
        if secret is not None and not hmac.compare_digest(_proof(secret, token), proof):
            raise bad_parameter("Invalid appsecret_proof provided in the API argument")


def is_me(request: Request, caller: Caller) -> None:
    """Raise ``Refused`` unless a person asks about herself."""
    named = request.path_params.get("id", "me")
    if caller.is_page or named not in {"me", caller.grant.account_id}:
        raise not_visible(named)


def tasks_of(page: RemoteAccount) -> list[str]:
    """List what the person behind the token may do on a Page."""
    return [task for task in str(page.details["tasks"]).split(",") if task]


def _proof(secret: str, token: str) -> str:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
