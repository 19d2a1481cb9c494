"""Stand-ins for Slack and the networks: the demo, the tour and the tests run on them."""
