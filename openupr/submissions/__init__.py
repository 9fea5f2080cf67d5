"""A coalition's submission to the review: drafted together, checked, signed on and lodged.

Groups and organisations write, discuss and validate its sections and paragraphs. Only organisations
that consent are named in anything that is published.
"""
