"""TikTok through its Content Posting API. https://developers.tiktok.com/doc/content-posting-api-get-started"""
