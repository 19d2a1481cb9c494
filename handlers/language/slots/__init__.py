"""The slots of a command, filled from the roles of a sentence; doubts become questions."""
