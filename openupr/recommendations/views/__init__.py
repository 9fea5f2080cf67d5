"""Pages of the record: one view a page."""
