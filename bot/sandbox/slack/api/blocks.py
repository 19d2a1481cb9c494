"""
Asking whether blocks are right without posting them.

https://docs.slack.dev/reference/methods/blocks.validate
"""

from __future__ import annotations

from bot.sandbox.slack.api.call import Call
from bot.sandbox.slack.blockkit.check import checked_message_blocks
from bot.sandbox.slack.records import Json


async def validate(call: Call) -> Json:
    """Say what is wrong with blocks."""
    checked_message_blocks(call.args.get("blocks"), call.workspace.files.get)
    return {}


METHODS = {"blocks.validate": validate}
