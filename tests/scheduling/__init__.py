"""Tests of deciding when and sending then."""
