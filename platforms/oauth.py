"""Trading codes and old tokens for fresh ones: what differs between networks is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx

from platforms.adapter import Wire
from platforms.content import Tokens
from platforms.errors import NeedsOwner, Step, Unavailable
from platforms.http import Classify, json_of, send
from platforms.login import Consent


@dataclass(frozen=True, slots=True)
class TokenRule:
    """
    How one login product gives out and renews tokens.

    ``token_field`` names the field that carries the old token. ``client_in_form`` puts client
    id and secret into the form, where others want them as HTTP Basic. Instagram's own login
    needs neither (``needs_client``).
    """

    network: str
    label: str
    path: str
    grant_type: str
    token_field: str
    method: str = "POST"
    client_in_form: bool = False
    needs_client: bool = True
    client_id_field: str = "client_id"

    @property
    def setting(self) -> str:
        """The name of the setting that holds the client id."""
        return f"CALLBOARD_{self.network.upper()}__CLIENT_ID"


async def refresh(
    rule: TokenRule, token: str, wire: Wire, classify: Classify, *, api_url: str | None = None
) -> Tokens:
    """Trade ``token`` for fresh tokens; raises ``NeedsReconnect`` when it is dead."""
    form = {"grant_type": rule.grant_type, rule.token_field: token}
    return tokens_of(await answer_to(rule, form, wire, classify, api_url=api_url), wire)


async def trade_code(
    rule: TokenRule, consent: Consent, wire: Wire, classify: Classify, *, api_url: str | None = None
) -> Tokens:
    """Trade the code that a person's yes came with; a code works once."""
    form = {
        "grant_type": "authorization_code",
        "code": consent.code,
        "redirect_uri": consent.redirect_uri,
        **({"code_verifier": consent.verifier} if consent.verifier else {}),
    }
    return tokens_of(await answer_to(rule, form, wire, classify, api_url=api_url), wire)


async def answer_to(
    rule: TokenRule,
    form: Mapping[str, str],
    wire: Wire,
    classify: Classify,
    *,
    api_url: str | None = None,
) -> dict[str, Any]:
    """Ask the token endpoint, and make sure that the answer holds a token."""
    response = await send(
        wire.http,
        _request(rule, form, wire, api_url or wire.endpoints.api_url),
        network=rule.network,
        step=Step.OAUTH,
        classify=classify,
        clock=wire.clock,
    )
    answer = json_of(response, network=rule.network, step=Step.OAUTH)
    nested = answer.get("data")
    if isinstance(nested, list) and nested and isinstance(nested[0], dict):
        answer = nested[0]  # Instagram documents this shape and sends the flat one
    if not answer.get("access_token"):
        if answer.get("error"):  # a refusal, though its status says success
            raise classify(response, Step.OAUTH, wire.clock.now())
        reason = f"{rule.label}'s answer lacked the key to the account."
        raise Unavailable(reason, network=rule.network, step=Step.OAUTH)
    return answer


async def revoke(
    rule: TokenRule,
    path: str,
    token: str,
    wire: Wire,
    classify: Classify,
    *,
    api_url: str | None = None,
) -> None:
    """Tell the network that a token is no longer wanted; ``rule`` says how the app names itself."""
    request = _request(
        replace(rule, path=path), {"token": token}, wire, api_url or wire.endpoints.api_url
    )
    await send(
        wire.http,
        request,
        network=rule.network,
        step=Step.OAUTH,
        classify=classify,
        clock=wire.clock,
    )


def tokens_of(answer: Mapping[str, Any], wire: Wire) -> Tokens:
    """Read a token answer; scopes come as words or as a list, lifetimes as numbers or text."""
    scope = answer.get("scope") or answer.get("permissions") or ()
    scopes = scope.replace(",", " ").split() if isinstance(scope, str) else scope
    lifetime = str(answer.get("expires_in") or "")
    expires_at = (
        wire.clock.now() + timedelta(seconds=int(lifetime)) if lifetime.isdecimal() else None
    )
    return Tokens(
        access_token=str(answer["access_token"]),
        refresh_token=str(answer.get("refresh_token") or ""),
        expires_at=expires_at,
        scopes=tuple(str(name) for name in scopes),
    )


def _request(rule: TokenRule, asked: Mapping[str, str], wire: Wire, api_url: str) -> httpx.Request:
    client_id, secret = wire.endpoints.client_id, wire.endpoints.client_secret
    if rule.needs_client and not client_id:
        raise NeedsOwner(
            f"Callboard has no client id for {rule.label}, so it cannot make or renew"
            " the connection.",
            network=rule.network,
            step=Step.OAUTH,
            advice=f"Ask whoever runs Callboard to set {rule.setting}.",
        )
    form = dict(asked)
    if rule.needs_client and rule.client_in_form:
        form |= {rule.client_id_field: client_id, "client_secret": secret}
    elif rule.needs_client and not secret:
        form[rule.client_id_field] = client_id
    url = f"{api_url}{rule.path}"
    if rule.method == "GET":
        return wire.http.build_request("GET", url, params=form)
    request = wire.http.build_request("POST", url, data=form)
    if rule.needs_client and secret and not rule.client_in_form:
        return next(httpx.BasicAuth(client_id, secret).auth_flow(request))
    return request
