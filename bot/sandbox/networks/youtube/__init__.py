"""A local YouTube: Google's OAuth, Data API v3 and the reports of Analytics v2."""
