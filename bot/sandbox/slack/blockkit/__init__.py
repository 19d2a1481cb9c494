"""Block Kit as Slack validates it; pure."""
