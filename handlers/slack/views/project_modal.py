"""The form for a channel's project: zone, networks, who may approve, where failures go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.slack.text import Block, context, option, plain
from store.words import Project

CALLBACK = "project_modal"

ZONE, NETWORKS, APPROVERS, LISTED, NOTIFY = "zone", "networks", "approvers", "listed", "notify"

COMMON_ZONES = (
    "Pacific/Honolulu America/Anchorage America/Los_Angeles America/Vancouver America/Denver "
    "America/Phoenix America/Chicago America/Mexico_City America/New_York America/Toronto "
    "America/Bogota America/Lima America/Caracas America/Halifax America/Santiago "
    "America/Sao_Paulo America/Argentina/Buenos_Aires Atlantic/Azores UTC Europe/London "
    "Europe/Dublin Europe/Lisbon Africa/Casablanca Africa/Lagos Europe/Paris Europe/Berlin "
    "Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Zurich "
    "Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Warsaw Europe/Prague Europe/Budapest "
    "Africa/Johannesburg Africa/Cairo Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv "
    "Asia/Jerusalem Europe/Istanbul Africa/Nairobi Asia/Riyadh Asia/Dubai Asia/Tehran "
    "Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Jakarta "
    "Asia/Ho_Chi_Minh Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Manila Australia/Perth "
    "Asia/Taipei Asia/Seoul Asia/Tokyo Australia/Adelaide Australia/Brisbane Australia/Sydney "
    "Australia/Melbourne Pacific/Auckland"
).split()
"""A select holds 100 options; the project's own zone is added when it is not among these."""

APPROVER_CHOICES = {
    "members": "Every full member of this channel",
    "listed": "Only the people listed below",
    "anyone": "Everybody in the workspace except guests",
}


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """What a submitted form says."""

    zone: str
    networks: tuple[str, ...]
    approvers: str
    approver_ids: tuple[str, ...]
    notify_channel_id: str | None


def project_modal(project: Project, labels: Mapping[str, str]) -> Block:
    """Draw the form; ``labels`` names every network there is."""
    zones = sorted({*COMMON_ZONES, project.zone})
    chosen = [option(labels[name], name) for name in project.networks if name in labels]
    networks: Block = {
        "type": "checkboxes",
        "action_id": NETWORKS,
        "options": [option(label, name) for name, label in labels.items()],
    }
    listed: Block = {"type": "multi_users_select", "action_id": LISTED}
    notify: Block = {"type": "channels_select", "action_id": NOTIFY}
    if chosen:
        networks["initial_options"] = chosen
    if project.approver_ids:
        listed["initial_users"] = list(project.approver_ids)
    if project.notify_channel_id:
        notify["initial_channel"] = project.notify_channel_id
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({"project": project.id}),
        "title": plain("This channel's project", 24),
        "submit": plain("Save", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            context("Plans keep to this zone. Times that people write are read in their own zone."),
            _input(ZONE, "Time zone", _select(ZONE, zones, project.zone)),
            _input(NETWORKS, "Networks when none is named", networks, is_optional=True),
            _input(APPROVERS, "Who may approve", _approvers(project.approvers)),
            _input(LISTED, "Listed people", listed, is_optional=True),
            _input(NOTIFY, "Report failures also in", notify, is_optional=True),
        ],
    }


def block_of(field: str) -> str:
    """Return the block where a wrong setting is explained; Slack refuses a block that is not."""
    return {"approver_ids": LISTED, "notify_channel_id": NOTIFY}.get(field, field)


def read_project_form(state: Mapping[str, Mapping[str, Mapping[str, object]]]) -> ProjectForm:
    """Read a submitted form."""
    return ProjectForm(
        zone=_chosen(state, ZONE),
        networks=tuple(_values(state[NETWORKS][NETWORKS].get("selected_options"))),
        approvers=_chosen(state, APPROVERS),
        approver_ids=tuple(_strings(state[LISTED][LISTED].get("selected_users"))),
        notify_channel_id=str(state[NOTIFY][NOTIFY].get("selected_channel") or "") or None,
    )


def _approvers(chosen: str) -> Block:
    options = {name: option(label, name) for name, label in APPROVER_CHOICES.items()}
    return {
        "type": "radio_buttons",
        "action_id": APPROVERS,
        "options": list(options.values()),
        "initial_option": options.get(chosen, options["members"]),
    }


def _select(action_id: str, values: Sequence[str], chosen: str) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": [option(value, value) for value in values],
        "initial_option": option(chosen, chosen),
    }


def _input(block_id: str, label: str, element: Block, *, is_optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": is_optional,
        "label": plain(label),
        "element": element,
    }


def _chosen(state: Mapping[str, Mapping[str, Mapping[str, object]]], name: str) -> str:
    return next(iter(_values([state[name][name].get("selected_option")])), "")


def _values(options: object) -> list[str]:
    if not isinstance(options, list):
        return []
    return [str(one["value"]) for one in options if isinstance(one, Mapping) and "value" in one]


def _strings(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
