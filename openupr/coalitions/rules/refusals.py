"""What all refusals of a coalition's rules and services have in common."""


class Refused(ValueError):
    """Something cannot be done as things stand; the sentence says why. Nothing was changed."""
