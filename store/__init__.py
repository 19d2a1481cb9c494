"""Remembers everything and guards every legal change of state."""
