"""YouTube through its Data API v3. https://developers.google.com/youtube/v3"""
