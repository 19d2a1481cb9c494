"""A local TikTok: Login Kit, the Content Posting API and the Display API."""
