"""A coalition's submission to the review: drafted together, checked against OHCHR's rules, signed
on, lodged.

Sections and paragraphs are written, discussed and validated by the groups and organisations; only
organisations that consent are named in anything that leaves.
"""
