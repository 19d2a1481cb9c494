"""What the language understands, told in sentences."""
