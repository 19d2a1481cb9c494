"""The HTTP door: health, metrics, signed media addresses."""
