"""Who may do what in a project; asked by every use case, never by a door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scheduling.errors import NotAllowed, NotChecked
from store.words import Person, Project


def _is_member(person: Person, project: Project) -> bool:
    """Ask about the project's own channel, wherever the person acts."""
    if project.channel_id not in person.memberships:
        raise NotChecked("I could not check with Slack whether you are a member of this channel.")
    return person.memberships[project.channel_id]


APPROVERS: Mapping[str, Callable[[Person, Project], bool]] = MappingProxyType(
    {
        "members": _is_member,
        "listed": lambda person, project: person.user_id in project.approver_ids,
        "anyone": lambda _person, _project: True,
    }
)
"""
The settings a project can have, each with its test; guests fail all of them.

A test raises ``NotChecked`` when it cannot tell.
"""


def may_approve(person: Person, project: Project) -> bool:
    """Say whether this person may let posts of the project go out, or hold them back."""
    return not person.is_guest and APPROVERS[project.approvers](person, project)


def require_approver(person: Person, project: Project, *, doing: str) -> None:
    """Raise ``NotAllowed`` unless the person may approve; ``doing`` ends "You cannot …"."""
    if may_approve(person, project):
        return
    require_author(person, doing=doing)
    raise NotAllowed(f"You cannot {doing} here: that is for {approvers_in_words(project)}.")


def require_author(person: Person, *, doing: str) -> None:
    """Raise ``NotAllowed`` for guests: they look at what a channel shows and nothing else."""
    if person.is_guest:
        raise NotAllowed(f"Guests cannot {doing}.", advice="Ask a full member of this channel.")


def approvers_in_words(project: Project) -> str:
    """Say who may approve."""
    if project.approvers == "listed":
        people = "person" if len(project.approver_ids) == 1 else "people"
        return f"the {len(project.approver_ids)} {people} named in this channel's settings"
    if project.approvers == "anyone":
        return "everybody in this workspace but guests"
    return "full members of this channel"
