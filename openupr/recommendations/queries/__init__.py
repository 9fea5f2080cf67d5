"""Reading the record: searches, counts, tables, profiles. Nothing here writes."""
