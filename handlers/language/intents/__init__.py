"""Which order or question a sentence is, read from its skeleton."""
