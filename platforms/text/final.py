"""The text of a post as it will be sent."""

from __future__ import annotations

from platforms.content import Content

_NEVER_MEANT = str.maketrans("", "", "\ufeff\ufffe\uffff")
"""A byte order mark and two non-characters: invisible, pasted by accident, refused by networks."""


def final_text(content: Content) -> str:
    """Return the trimmed text, with the content's link on a line of its own unless it is there."""
    text = content.text.translate(_NEVER_MEANT).strip()
    if content.link is None or content.link in text:
        return text
    return f"{text}\n\n{content.link}" if text else content.link
