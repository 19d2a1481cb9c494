"""Tests of the networks' rules, text counting, media and HTTP, each by itself."""
