"""Meta's Graph API as its networks share it. https://developers.facebook.com/docs/graph-api"""
