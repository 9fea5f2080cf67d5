"""Follow-up: what became of earlier recommendations, as a group sees it, and the evidence for that."""
