"""
Connecting Pages: a person logs in with Facebook, and each Page has a token of its own.

https://developers.facebook.com/docs/pages-api/getting-started
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from platforms.adapter import Wire
from platforms.content import Account, Tokens
from platforms.errors import NeedsReconnect, PlatformError, Step
from platforms.facebook.calls import Calls
from platforms.facebook.errors import classify
from platforms.facebook.rules import LABEL, NETWORK
from platforms.graph import login as graph_login
from platforms.login import Claim, Consent, Login

MAY_POST = "CREATE_CONTENT"
"""The task on a Page without which a person may not post there."""
_NEEDED = ("pages_show_list", "pages_manage_posts", "pages_read_engagement")
LOGIN = Login(
    flavour="",
    label=LABEL,
    url=graph_login.DIALOG_URL,
    scopes=(*_NEEDED, "read_insights", "business_management"),
    needed=_NEEDED,
    source="https://developers.facebook.com/docs/pages-api/overview",
    separator=",",
)
TOKENS = graph_login.token_rule(NETWORK, LABEL)


async def claims(flavour: str, consent: Consent, wire: Wire) -> tuple[Claim, ...]:
    """Trade a consent for the tokens of every Page on which the person may post."""
    api_url = wire.endpoints.api_url
    persons = await graph_login.trade(TOKENS, consent, wire, classify, api_url=api_url)
    person = Account(
        id="",
        network=NETWORK,
        handle="",
        remote_id="",
        access_token=persons.access_token,
        flavour=flavour,
    )
    calls = Calls(wire, person)
    scopes = await calls.granted()
    pages = await calls.pages(scopes)
    usable = [page for page in pages if page.get("access_token") and _may_post(page)]
    if not usable:
        raise _no_page(pages, scopes)
    return tuple(_claim(page, person, scopes) for page in usable)


async def renew(account: Account, persons_token: str, wire: Wire) -> Tokens:
    """Get the Page's token anew with the person's, which stays the same; neither tells its end."""
    person = replace(account, access_token=persons_token)
    calls = Calls(wire, person)
    for page in await calls.pages(account.scopes):
        if page.get("access_token") and str(page.get("id")) == account.remote_id:
            return Tokens(str(page["access_token"]), expires_at=None, scopes=account.scopes)
    raise NeedsReconnect(
        "The person who connected this Page no longer runs it.", network=NETWORK, step=Step.OAUTH
    )


def named(account: Account, page: Mapping[str, Any]) -> Account:
    """Return the account as the Page calls itself; not every Page has chosen a user name."""
    handle = str(page.get("username") or page.get("name") or page.get("id") or "")
    return replace(account, remote_id=str(page.get("id") or account.remote_id), handle=handle)


def _claim(page: Mapping[str, Any], person: Account, scopes: tuple[str, ...]) -> Claim:
    token = str(page["access_token"])
    account = replace(named(person, page), access_token=token, scopes=scopes)
    return Claim(account, Tokens(token, refresh_token=person.access_token, scopes=scopes))


def _may_post(page: Mapping[str, Any]) -> bool:
    """Tell whether the person may post; where Facebook names no tasks, posting will show."""
    tasks = page.get("tasks")
    return MAY_POST in tasks if isinstance(tasks, list) else True


def _no_page(pages: Sequence[Mapping[str, Any]], scopes: tuple[str, ...]) -> PlatformError:
    if missing := LOGIN.missing(scopes):
        reason = f"Facebook did not grant {' and '.join(missing)}."
    elif pages:
        reason = "This person may not post on any of the Pages that were allowed."
    else:
        reason = "This login opened no Facebook Page."
    return NeedsReconnect(
        reason,
        network=NETWORK,
        step=Step.OAUTH,
        code="no_page",
        advice="Connect again as somebody who may post on the Page, and leave everything ticked.",
    )
