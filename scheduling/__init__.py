"""Decides when posts go out (pure), then sends them (engine)."""
