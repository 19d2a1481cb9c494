"""Journeys through the whole bot: real HTTP, real signatures, real media bytes, real SQLite."""
