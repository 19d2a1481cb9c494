"""
What the Graph API's refusals mean, by code and subcode; its HTTP statuses say little.

Each network brings a table; how codes, subcodes and steps weigh against each other is here.
https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from platforms.errors import NeedsOwner, OutcomeUnknown, PlatformError, RateLimited, Rejected, Step
from platforms.http import no_clear_answer
from platforms.statuses import MAX_DETAIL, by_status


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one code or subcode means."""

    reaction: type[PlatformError]
    reason: str
    advice: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """
    One network's refusals.

    ``unclear`` are the codes, and ``unclear_subcodes`` the subcodes, that were seen on posts
    that went live; ``clear_subcodes`` tell that this one did not, whatever the code says.
    """

    network: str
    label: str
    by_subcode: Mapping[int, Meaning]
    by_code: Mapping[int, Meaning]
    lost_right: Meaning
    disconnected: Meaning
    invisible: Meaning
    """What it means that something to be read is not there."""
    unclear: frozenset[int]
    unclear_subcodes: frozenset[int] = frozenset()
    clear_subcodes: frozenset[int] = frozenset()

    def error(self, meaning: Meaning, step: Step, code: str) -> PlatformError:
        """Return the error that a meaning asks for; a limit without its own wait has none."""
        return meaning.reaction(
            meaning.reason, network=self.network, step=step, code=code, advice=meaning.advice
        )


_NEEDS_A_PERSON = frozenset({458, 459, 460, 464, 492})
_TOKEN_CODES = frozenset({102, 190})
_INVISIBLE = (100, 33)
_NUMBERED = re.compile(r"^\(#\d+\)\s*")
_WRONG_SECRET = 101


def judge(table: Table, response: httpx.Response, step: Step, now: datetime) -> PlatformError:
    """Return the error that says how to react to a refusing ``response``."""
    error = error_of(response)
    code, subcode = number(error.get("code")), number(error.get("error_subcode"))
    if code is None:
        detail = str(error.get("message") or "")
        network, label = table.network, table.label
        return by_status(response, step, now, network=network, label=label, detail=detail)
    name = f"{code}/{subcode}" if subcode else str(code)
    if step is Step.CREATE and _is_unclear(table, response, code, subcode):
        return OutcomeUnknown(
            f"{table.label} reported an error after which posts have been seen live all the same.",
            network=table.network,
            step=step,
            code=name,
        )
    if trouble := _with_the_app(table, error, step, name):
        return trouble
    meaning = _meaning(table, code, subcode, step)
    if meaning is None:
        return _unlisted(table, response, error, step, name)
    if issubclass(meaning.reaction, RateLimited):
        at = now + meaning.wait if meaning.wait else _access_back_at(table, response, now)
        return RateLimited(
            meaning.reason,
            network=table.network,
            step=step,
            code=name,
            advice=meaning.advice,
            retry_at=at,
        )
    return table.error(meaning, step, name)


def error_of(response: httpx.Response) -> Mapping[str, Any]:
    """Return the error object; the token endpoint's flat shape is brought into the same form."""
    try:
        answer = response.json()
    except ValueError:
        return {}
    if not isinstance(answer, dict):
        return {}
    if isinstance(answer.get("error"), dict):
        return dict(answer["error"])
    if "error_message" in answer and response.status_code in {400, 401}:
        return {"code": 190, "message": answer["error_message"]}
    return {}


def number(value: object) -> int | None:
    """Return a code that is a number."""
    return value if isinstance(value, int) else None


def quoted(said: str) -> str:
    """Return the network's own words as a closed sentence to follow another, or nothing."""
    words = _NUMBERED.sub("", " ".join(said.split()))[:MAX_DETAIL].rstrip(". ")
    return f" It says: {words}." if words else ""


def _is_unclear(table: Table, response: httpx.Response, code: int, subcode: int | None) -> bool:
    if subcode in table.clear_subcodes:
        return False
    by_code = code in table.unclear or subcode in table.unclear_subcodes
    return by_code or response.status_code >= 500


def _meaning(table: Table, code: int, subcode: int | None, step: Step) -> Meaning | None:
    if code in _TOKEN_CODES and (subcode in _NEEDS_A_PERSON or step is Step.OAUTH):
        return table.disconnected
    if (code, subcode) == _INVISIBLE and step in {Step.STATUS, Step.READ_BACK}:
        return table.invisible
    if subcode is not None and subcode in table.by_subcode:
        return table.by_subcode[subcode]
    if code in table.by_code:
        return table.by_code[code]
    return table.lost_right if 200 <= code <= 299 else None


def _with_the_app(
    table: Table, error: Mapping[str, Any], step: Step, name: str
) -> PlatformError | None:
    """Tell what only whoever runs Callboard can mend, in the settings or in Meta's dashboard."""
    said = str(error.get("message") or "").lower()
    prefix = f"CALLBOARD_{table.network.upper()}__"
    if error.get("code") == _WRONG_SECRET or "validating client secret" in said:
        reason = f"{table.label} does not know Callboard's app, or its secret is wrong."
        advice = f"check {prefix}CLIENT_ID and {prefix}CLIENT_SECRET"
    elif "appsecret_proof" in said:
        reason = f"Callboard's app at {table.label} wants every call signed, which is not done."
        advice = "switch off “Require App Secret” in the app's advanced settings"
    else:
        return None
    return NeedsOwner(
        reason,
        network=table.network,
        step=step,
        code=name,
        advice=f"Ask whoever runs Callboard to {advice}, then try again.",
    )


def _unlisted(
    table: Table, response: httpx.Response, error: Mapping[str, Any], step: Step, name: str
) -> PlatformError:
    if error.get("is_transient") or response.status_code >= 500:
        return no_clear_answer(table.network, step, code=name)
    said = str(error.get("error_user_msg") or error.get("message") or "")
    reason = f"{table.label} refused the post.{quoted(said)}"
    return Rejected(reason, network=table.network, step=step, code=name)


def _access_back_at(table: Table, response: httpx.Response, now: datetime) -> datetime | None:
    """Read the minutes until access is back from the usage header; ``None`` when it is silent."""
    try:
        usage = json.loads(response.headers.get("x-business-use-case-usage", "{}"))
        entries = [entry for account in usage.values() for entry in account]
        minutes = max(int(e["estimated_time_to_regain_access"]) for e in entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        minutes = 0
    if minutes:
        return now + timedelta(minutes=minutes)
    limited = by_status(
        httpx.Response(429, headers=response.headers),
        Step.STATUS,
        now,
        network=table.network,
        label=table.label,
    )
    return limited.retry_at if isinstance(limited, RateLimited) else None
