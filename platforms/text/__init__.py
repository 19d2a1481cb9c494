"""Counting text as each network counts it."""

from platforms.text.counts import graphemes, hashtags, mentions, utf16_length
from platforms.text.cutting import shortened
from platforms.text.final import final_text
from platforms.text.weighted import weighted_length

__all__ = [
    "final_text",
    "graphemes",
    "hashtags",
    "mentions",
    "shortened",
    "utf16_length",
    "weighted_length",
]
