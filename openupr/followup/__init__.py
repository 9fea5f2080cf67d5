"""Follow-up: how far earlier recommendations were carried out, and the evidence for it."""
