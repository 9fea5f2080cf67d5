"""Does a Word file keep OHCHR's rules for submissions? Any file can be checked, ours or not.

By command, or on a page without an account; nothing of the file is kept. There are findings, rule by rule, and no
verdict on the whole. What a coalition drafts here is held against the same rules while it grows.
"""
