"""Socket Mode: the app calls, and everything reaches it over WebSockets that it keeps open."""
