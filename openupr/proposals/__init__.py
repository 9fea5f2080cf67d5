"""Proposals: the recommendations that a thematic group would like States to make.

They are worded against the record, compared with earlier ones, commented on, and adopted by
the group.
"""
