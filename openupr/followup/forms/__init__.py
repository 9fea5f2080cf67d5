"""Forms about what became of recommendations."""
