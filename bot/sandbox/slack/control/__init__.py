"""The control interface under ``/_sandbox``: look, act as a person, cause trouble."""
