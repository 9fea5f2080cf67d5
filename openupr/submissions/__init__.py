"""A coalition's submission to the review. So far: does a Word file keep OHCHR's rules?

Any file can be checked, ours or not, by command or on a page without an account; nothing of it is kept.
"""
