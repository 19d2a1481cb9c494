"""Rules that hold among blocks: ids are unique, tables alone, files known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.sandbox.slack.blockkit.elements import INTERACTIVE
from bot.sandbox.slack.blockkit.schema import Json, Problem

FileIsReady = Callable[[str], bool]
_FILE_ID = re.compile(r"F[A-Z0-9]{6,}")


def repeated_ids(blocks: Sequence[Any], at: str) -> Iterator[Problem]:
    """Yield block ids that occur twice, and action ids that occur twice in one block."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str):
            if block_id in seen:
                yield Problem(f'`block_id` "{block_id}" already exists', f"{at}/{place}/block_id")
            seen.add(block_id)
        yield from _repeated_action_ids(block, f"{at}/{place}")


def too_many_tables(blocks: Sequence[Any], at: str) -> Iterator[Problem]:
    """Yield a problem for every table after the first."""
    tables = [n for n, block in enumerate(blocks) if _type_of(block) == "table"]
    for place in tables[1:]:
        yield Problem("only_one_table_allowed", f"{at}/{place}")


def unready_files(value: Any, is_ready: FileIsReady, at: str) -> Iterator[Problem]:
    """Yield pictures whose Slack file does not exist or was not looked at yet."""
    if isinstance(value, dict):
        source = value.get("slack_file")
        if isinstance(source, dict) and not _is_known(source, is_ready):
            yield Problem("invalid slack file", f"{at}/slack_file")
        for name, inner in value.items():
            yield from unready_files(inner, is_ready, f"{at}/{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from unready_files(inner, is_ready, f"{at}/{place}")


def interactive_elements(block: Any, at: str) -> Iterator[tuple[Json, str]]:
    """Yield the elements of one block that people can act on, with their pointers."""
    if isinstance(block, dict):
        if _type_of(block) in INTERACTIVE:
            yield block, at
        for name, inner in block.items():
            yield from interactive_elements(inner, f"{at}/{name}")
    elif isinstance(block, list):
        for place, inner in enumerate(block):
            yield from interactive_elements(inner, f"{at}/{place}")


def _repeated_action_ids(block: Any, at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for element, pointer in interactive_elements(block, at):
        action_id = element.get("action_id")
        if isinstance(action_id, str):
            if action_id in seen:
                yield Problem(f'`action_id` "{action_id}" already exists', f"{pointer}/action_id")
            seen.add(action_id)


def _is_known(source: Json, is_ready: FileIsReady) -> bool:
    named = str(source.get("id") or source.get("url") or "")
    return any(is_ready(one) for one in _FILE_ID.findall(named))


def _type_of(block: Any) -> str | None:
    kind = block.get("type") if isinstance(block, dict) else None
    return kind if isinstance(kind, str) else None
