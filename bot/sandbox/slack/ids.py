"""Ids that look like Slack's."""

from __future__ import annotations

import secrets
import string

_ALPHABET = string.ascii_uppercase + string.digits


def fresh_id(prefix: str) -> str:
    """Return a new id such as ``F0AB12CD34E``."""
    return prefix + "0" + "".join(secrets.choice(_ALPHABET) for _ in range(9))


def fresh_block_id() -> str:
    """Return an id as Slack gives to blocks and actions that came without one."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(5))


def fresh_secret() -> str:
    """Return an unguessable part of an address or trigger."""
    return secrets.token_hex(16)
