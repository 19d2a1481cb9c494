"""Instagram, through both of its login products. https://developers.facebook.com/docs/instagram-platform"""
