"""Tests of the planner's use cases on a real database file with the real networks' rules."""
