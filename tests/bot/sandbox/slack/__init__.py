"""The stand-in for Slack, mostly sent wrong things by hand."""
