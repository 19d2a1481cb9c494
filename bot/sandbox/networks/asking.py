"""The bodies that the control interface takes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from bot.sandbox.networks.audience_told import told_of_audience
from platforms.errors import Step


class Unclear(ValueError):
    """What was asked for does not exist; the text says what does."""


def _words(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AccountAsked(_Asked):
    """``POST /_sandbox/accounts``."""

    network: str
    handle: str = Field(min_length=1, max_length=50, pattern=r"^@?[A-Za-z0-9_.]+$")
    flavour: str | None = None
    scopes: Annotated[list[str], BeforeValidator(_words)] = []
    expires_in: float | None = None
    details: dict[str, str | int | float | bool] = {}
    """
    The network's own facts about the account, such as X's ``verified_type``, and what its
    audience is like, such as ``audience_zones``.
    """

    @field_validator("details")
    @classmethod
    def _with_a_clear_audience(cls, details: dict[str, Any]) -> dict[str, Any]:
        told_of_audience(details)
        return details

    @model_validator(mode="after")
    def _without_at(self) -> AccountAsked:
        self.handle = self.handle.removeprefix("@")
        return self


class ClientAsked(_Asked):
    """``POST /_sandbox/clients``."""

    network: str
    client_id: str = Field(min_length=1)
    client_secret: str = ""
    redirect_uris: list[str] = []


class FaultAsked(_Asked):
    """``POST /_sandbox/faults``: ``times`` or ``probability``; neither means once."""

    network: str
    fault: str
    step: Step | None = None
    times: int | None = Field(default=None, ge=1)
    probability: float | None = Field(default=None, ge=0, le=1)
    seed: int | str = 0
    retry_after_s: float | None = Field(default=None, ge=0)
    seconds: float | None = Field(default=None, ge=0)
    code: str | None = None

    @model_validator(mode="after")
    def _times_or_share(self) -> FaultAsked:
        if self.times is not None and self.probability is not None:
            raise ValueError("give times or probability, not both")
        return self

    def details(self) -> dict[str, Any]:
        """Return the fault's own numbers."""
        return self.model_dump(
            include={"retry_after_s", "seconds", "code"}, exclude_none=True, mode="json"
        )


class QuotaAsked(_Asked):
    """``POST /_sandbox/quotas``: ``factor`` null lifts the limits."""

    network: str
    factor: float | None = Field(gt=0)


class SwitchAsked(_Asked):
    """``POST /_sandbox/switches``."""

    network: str
    name: str
    value: bool | float | str


class CountersAsked(_Asked):
    """``POST /_sandbox/counters``."""

    network: str
    id: str
    counters: dict[str, int]


class ClockAsked(_Asked):
    """``POST /_sandbox/clock``."""

    advance_s: float = Field(ge=0)
