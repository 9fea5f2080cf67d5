"""What the record can be filtered, counted and divided by: one `Dimension` each, in the order pages show them.

A dimension turns what a person writes into the value the index holds (`find`), and that value back into what a
person reads (`label`), a program gets (`plain`) and an address holds (`written`). The value of a row without one is
None, written "none".
"""

from operator import itemgetter

from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openupr.upr import cycles, groups, issues, populations, responses, sdgs, symbols
from openupr.upr.names import UnknownName

from .dimension import About, Dimension
from .dimension_values import (
    PREFERRED,
    action_label,
    code_label,
    find_action_number,
    find_group_code,
    find_number_of,
    find_paragraph_number,
    find_response,
    find_source,
    find_state_or_unknown,
    find_target,
    giver_of,
    givers_organisations,
    givers_region,
    goals_and_targets,
    other_state_names,
    paragraph_order,
    population_label,
    region_or_unknown,
    sdg_order,
    source_label,
    state_label,
    target_label,
    targets_of,
)

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "state",
        _("State under Review"),
        about=About.STATE,
        place=1,
        phrase=gettext_noop("to %(value)s"),
        pledged=gettext_noop("by %(value)s"),
        value_of=itemgetter("ask__review__iso3"),
        found_by=find_state_or_unknown,
        named_by=state_label,
        also_named=other_state_names,
    ),
    Dimension(
        "from",
        _("Recommending State"),
        about=About.GIVER,
        place=4,
        phrase=gettext_noop("from %(value)s"),
        value_of=giver_of,
        found_by=find_state_or_unknown,
        named_by=state_label,
        also_named=other_state_names,
        of_pledges=False,
    ),
    Dimension(
        "response",
        _("Response"),
        about=About.ENTRY,
        place=7,
        phrase=gettext_noop("answered “%(value)s”"),
        value_of=itemgetter("response"),
        found_by=find_response,
        named_by=lambda v: gettext(responses.label(str(v))),
        sequence=lambda v: responses.RESPONSES.index(str(v)) if v in responses.RESPONSES else 99,
        bare=True,
        of_pledges=False,
        is_code=True,
    ),
    Dimension(
        "issue",
        _("Issue"),
        about=About.THEME,
        place=8,
        phrase=gettext_noop("on %(value)s"),
        value_of=itemgetter("issues"),
        with_suggestions=lambda record: [*record["issues"], *record["suggested_issues"]],
        found_by=lambda t: issues.find_issue(t).key,
        named_by=lambda v: gettext(issues.issue(str(v)).label),
        multiple=True,
        is_code=True,
    ),
    Dimension(
        "action",
        _("Action category"),
        about=About.THEME,
        place=9,
        phrase=gettext_noop("of action category %(value)s"),
        value_of=itemgetter("action"),
        with_suggestions=lambda record: record["action"] or record["suggested_action"],
        found_by=find_action_number,
        named_by=action_label,
        sequence=int,
        bare=True,
        is_code=True,
    ),
    Dimension(
        "session",
        _("Session"),
        about=About.REVIEW,
        place=11,
        phrase=gettext_noop("in session %(value)s"),
        value_of=itemgetter("ask__review__session"),
        found_by=find_number_of(
            lambda: {s.number for s in cycles.SESSIONS}, "session", is_coming=cycles.is_coming_session
        ),
        sequence=int,
        sorts=True,
        bare=True,
    ),
    Dimension(
        "year",
        _("Year of the review"),
        about=About.REVIEW,
        place=12,
        phrase=gettext_noop("reviewed in %(value)s"),
        value_of=lambda record: cycles.year_of_session(record["ask__review__session"]),
        found_by=find_number_of(lambda: set(cycles.YEARS), "year"),
        sequence=int,
        bare=True,
    ),
    Dimension(
        "cycle",
        _("Cycle"),
        about=About.REVIEW,
        place=13,
        phrase=gettext_noop("in cycle %(value)s"),
        value_of=itemgetter("ask__review__cycle"),
        found_by=find_number_of(lambda: {c.number for c in cycles.CYCLES}, "cycle"),
        sequence=int,
        bare=True,
    ),
    Dimension(
        "region",
        _("Region of the State under Review"),
        about=About.STATE,
        place=2,
        phrase=gettext_noop("to States of the region %(value)s"),
        pledged=gettext_noop("by States of the region %(value)s"),
        value_of=lambda record: region_or_unknown(record["state_region"]),
        found_by=find_group_code(groups.find_region),
        named_by=code_label,
        is_code=True,
    ),
    Dimension(
        "from-region",
        _("Region of the recommending State"),
        about=About.GIVER,
        place=5,
        phrase=gettext_noop("from States of the region %(value)s"),
        value_of=givers_region,
        found_by=find_group_code(groups.find_region),
        named_by=code_label,
        of_pledges=False,
        is_code=True,
    ),
    Dimension(
        "organisation",
        _("Organisation of the State under Review"),
        about=About.STATE,
        place=3,
        phrase=gettext_noop("to members of %(value)s"),
        pledged=gettext_noop("by members of %(value)s"),
        value_of=itemgetter("state_organisations"),
        found_by=find_group_code(groups.find_organisation),
        named_by=code_label,
        multiple=True,
        is_code=True,
        none_is_known=True,
    ),
    Dimension(
        "from-organisation",
        _("Organisation of the recommending State"),
        about=About.GIVER,
        place=6,
        phrase=gettext_noop("from members of %(value)s"),
        value_of=givers_organisations,
        found_by=find_group_code(groups.find_organisation),
        named_by=code_label,
        multiple=True,
        of_pledges=False,
        is_code=True,
        none_is_known=True,
    ),
    Dimension(
        "sdg",
        pgettext_lazy("Sustainable Development Goal", "SDG"),
        about=About.THEME,
        place=10,
        phrase=gettext_noop("serving SDG %(value)s"),
        value_of=goals_and_targets,
        found_by=sdgs.find_sdg,
        sequence=sdg_order,
        multiple=True,
        # A target is asked for like a goal, and counted under "target".
        is_listed=lambda value: "." not in str(value),
        is_code=True,
    ),
    Dimension(
        "target",
        pgettext_lazy("Sustainable Development Goal", "SDG target"),
        about=About.THEME,
        place=15,
        phrase=gettext_noop("serving SDG target %(value)s"),
        value_of=targets_of,
        found_by=find_target,
        named_by=target_label,
        sequence=sdg_order,
        multiple=True,
        is_code=True,
    ),
    Dimension(
        "group",
        _("Group of people"),
        about=About.THEME,
        place=16,
        phrase=gettext_noop("about %(value)s"),
        value_of=itemgetter("persons"),
        found_by=lambda t: populations.find_population(t).key,
        named_by=population_label,
        multiple=True,
        is_code=True,
    ),
    Dimension(
        "symbol",
        _("Document symbol"),
        about=About.ENTRY,
        place=17,
        phrase=gettext_noop("in %(value)s"),
        value_of=itemgetter("symbol"),
        found_by=lambda t: symbols.parse_symbol(t.upper()).text,
        listed_with=("state",),
        is_code=True,
    ),
    Dimension(
        "number",
        _("Paragraph number"),
        about=About.ENTRY,
        place=18,
        phrase=gettext_noop("with the number %(value)s"),
        value_of=itemgetter("number"),
        found_by=find_paragraph_number,
        sequence=paragraph_order,
        listed_with=("state", "symbol"),
        is_code=True,
    ),
    Dimension(
        "source",
        _("Source"),
        about=About.REVIEW,
        place=14,
        phrase=gettext_noop("as recorded by %(value)s"),
        value_of=lambda record: [record["source"], *([PREFERRED] if record["preferred"] else [])],
        found_by=find_source,
        named_by=source_label,
        multiple=True,
        is_listed=lambda value: value != PREFERRED,
    ),
)
IN_A_SENTENCE = tuple(sorted(DIMENSIONS, key=lambda dimension: dimension.place))
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}


def names_about(*kinds: About) -> frozenset[str]:
    """The names of the dimensions that tell something of these."""
    return frozenset(each.name for each in DIMENSIONS if each.about in kinds)


def dimension(name: str) -> Dimension:
    """The dimension of this name; UnknownName, which lists them, for any other."""
    try:
        return BY_NAME[name]
    except KeyError:
        raise UnknownName("dimension", name, tuple(BY_NAME)) from None
