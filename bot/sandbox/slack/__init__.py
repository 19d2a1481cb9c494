"""A stand-in for Slack: its Web API, its signed deliveries and a page to act as people on."""
