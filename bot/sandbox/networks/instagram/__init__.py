"""A local Instagram: both login products and the publishing calls of the Graph API."""
