"""Does a Word file keep OHCHR's rules?

Checks give pass, fail or look, and no verdict on the whole.
"""
