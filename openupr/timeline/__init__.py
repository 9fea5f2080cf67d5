"""What is due when: the phases of a review, the dates of whoever prepares for it, and the plan back from the deadline.

A calendar knows no owner: a coalition, a group or a person holds one and writes dates into it.
"""
