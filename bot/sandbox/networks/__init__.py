"""Local stand-ins for the social networks, written from their public documentation."""
