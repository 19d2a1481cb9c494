"""The stand-in Slack's page in a real browser."""
