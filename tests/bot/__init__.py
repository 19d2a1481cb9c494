"""The outermost layer: sandboxes, command line, composition."""
