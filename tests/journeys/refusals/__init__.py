"""Each network's ten most likely refusals, and how one is played through."""
