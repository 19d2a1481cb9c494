"""The outermost layer: reads settings, builds every part once and runs them."""
