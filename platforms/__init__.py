"""What each network accepts, and how to publish to it."""
