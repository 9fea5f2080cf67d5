"""In how many places a withdrawal cut texts, as the trail says it."""

from collections.abc import Collection, Mapping

from django.utils.translation import ngettext


def in_places(numbers: Collection[int]) -> Mapping[int, str]:
    """Each number of places in words; older versions count as places of their own."""
    return {each: ngettext("in %(n)d place", "in %(n)d places", each) % {"n": each} for each in numbers}
