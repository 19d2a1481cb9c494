"""Fields that many elements share."""

from __future__ import annotations

from bot.sandbox.slack.blockkit.objects import CONFIRM, PLACEHOLDER
from bot.sandbox.slack.blockkit.schema import boolean, listing, string

ID = {"action_id": string("action_id")}
CONFIRMED = {**ID, "confirm": CONFIRM}
FOCUSED = {**CONFIRMED, "focus_on_load": boolean}
PLACED = {**FOCUSED, "placeholder": PLACEHOLDER}
SLACK_ID = string("action_id")
MANY_IDS = listing(SLACK_ID, "select.options")
