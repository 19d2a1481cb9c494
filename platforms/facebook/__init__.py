"""Facebook Pages through the Graph API. https://developers.facebook.com/docs/pages-api"""
