"""Does a Word file keep OHCHR's rules for submissions? Any file can be checked.

By command, or on a page without an account; nothing of the file is kept. Findings come rule by
rule, without a verdict on the whole. Drafts of a coalition are checked by the same rules while they
grow.
"""
