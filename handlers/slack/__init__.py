"""The Slack door: one module a flow, and pure views beside them."""
