"""A coalition's submission to the review: drafted together, checked against OHCHR's rules, signed on, lodged.

Sections and paragraphs are written, discussed and validated by the groups and organisations; only organisations that
consent are named in anything that leaves. Does a Word file keep OHCHR's rules? Any file can be checked, ours or not, by
command or on a page without an account; nothing of it is kept.
"""
