"""How surely a date is known, and what kind of date it is; as they are kept."""

ESTIMATE, PLANNED, PUBLISHED, DONE = "estimate", "planned", "published", "done"
STATUSES = (ESTIMATE, PLANNED, PUBLISHED, DONE)
PHASE, STEP, TASK, EVENT = "phase", "step", "task", "event"
"""A phase of the review, which the United Nations decide; a step of the backward plan; whatever
somebody is to do; what takes place.
"""

INVENTED = "Invented for the demonstration"
"""The source of a date that nobody published: such a date is called invented, and never
published.
"""
