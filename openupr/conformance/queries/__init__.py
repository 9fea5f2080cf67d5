"""A file that is to be checked, read without keeping it; and what was found, as a page shows it."""
