"""How the app hears of things: letters, who carries them, and what Slack makes of the answer."""
