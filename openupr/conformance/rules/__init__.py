"""Does a Word file keep OHCHR's rules? Each check gives pass, fail or look; there is no result for the whole file."""
