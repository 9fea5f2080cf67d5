"""The calendar of reviews: which State is reviewed in which session, as far as known."""
