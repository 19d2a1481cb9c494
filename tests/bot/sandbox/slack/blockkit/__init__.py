"""Block Kit by hand: what is right passes, every wrong thing is named with its place."""
