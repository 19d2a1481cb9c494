"""What the contract tests have to know about each network: a further one joins by its file."""
