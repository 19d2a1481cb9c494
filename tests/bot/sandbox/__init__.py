"""The stand-ins refuse what the real services refuse."""
