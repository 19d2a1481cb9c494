"""A local LinkedIn: OAuth 2.0 and the versioned publishing calls for members and pages."""
