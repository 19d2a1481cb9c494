"""The doors: Slack, HTTP, and the language both understand. They parse, call and render."""
