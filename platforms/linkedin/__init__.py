"""LinkedIn, for members and for pages. https://learn.microsoft.com/en-us/linkedin/"""
