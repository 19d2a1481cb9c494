"""X, formerly Twitter, through its API v2. https://docs.x.com/x-api"""
