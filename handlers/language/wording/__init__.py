"""Commands in plain words: the pieces that sentences for people are made of."""
