"""The calendar of the mechanism: which State is reviewed in which session, as far as it is known."""
