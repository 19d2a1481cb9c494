"""A local Facebook, as far as Pages and their publishing calls go."""
