"""A person who lets Callboard act for the account of the stage."""

from __future__ import annotations

from dataclasses import replace

import httpx

from platforms.login import Claim, Consent, authorize_url
from tests.bot.sandbox.networks import consenting
from tests.contract.stage import Stage

VERIFIER = "a" * 43
STATE = "a state that nobody guesses"


async def came_back(stage: Stage) -> dict[str, str]:
    """Say yes as a person does who takes the account that is offered first."""
    login, endpoints = stage.login, stage.endpoints
    asked = httpx.URL(
        authorize_url(
            login.adapter.logins[login.flavour],
            replace(endpoints, auth_url=endpoints.api_url),
            redirect_uri=consenting.REDIRECT,
            state=STATE,
            verifier=VERIFIER,
        )
    )
    page = str(asked.copy_with(query=None))
    params, handle = dict(asked.params.items()), stage.account.handle
    answer = await consenting.answer_consent(stage.http, page, params, handle=handle)
    return consenting.came_back(answer)


async def claimed(stage: Stage, code: str) -> tuple[Claim, ...]:
    """Trade the code that came back."""
    consent = Consent(code, consenting.REDIRECT, VERIFIER)
    return await stage.login.adapter.claim(stage.login.flavour, consent, stage.wire)
