"""The form of one refusal: where it is met, and what people must learn of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from store.words import FailureKind

AUTH, OWNER, CONTENT = FailureKind.AUTH, FailureKind.OWNER, FailureKind.CONTENT
WAITS, IN_DOUBT = FailureKind.RETRY_WAITING, FailureKind.OUTCOME_UNKNOWN
TEXT, PICTURE, CLIP = "text", "picture", "clip"

RECONNECT = "Connect the account again, then press Retry."
EDIT_TEXT = "if not, press Edit, change the text and press Retry."
LOOK = "Look at the account: if the post is there, say so; if not, publish again."
BY_ITSELF = "Callboard waits and tries again by itself. Next try: "


@dataclass(frozen=True)
class Case:
    """One refusal; ``says`` and ``advises`` are what makes its reason and its advice its own."""

    name: str
    step: str
    ends: FailureKind
    says: str
    advises: str
    made_of: str = TEXT
    times: int = 1
    """How often it is met: a token that ran out is renewed once."""
    goes_live: bool = False
    """Whether the network publishes the post although it refuses it."""
    is_told: bool = True
    """Whether the thread is told; a wait of a minute stands in the plan alone."""
    is_tomorrow: bool = False
    """Whether it is met a day later: Callboard plans only so many posts a day on a network."""
    network: str = ""

    def __str__(self) -> str:
        return f"{self.network}-{self.name}"


def of(network: str, *cases: Case) -> tuple[Case, ...]:
    """Return the refusals of one network."""
    return tuple(replace(case, network=network) for case in cases)
