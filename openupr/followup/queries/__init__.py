"""What became of recommendations, read."""
