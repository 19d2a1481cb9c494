"""A local X: OAuth 2.0, posts and media of API v2 (https://docs.x.com/x-api)."""
