"""Writing down what became of recommendations."""
