"""What the follow-up list can be narrowed to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from openupr.upr import responses
from openupr.upr.issues import issue
from openupr.upr.populations import population

from .follow_up_list import Line
from .short_lines import ShortLine


@dataclass(frozen=True)
class Chosen:
    """What the list is narrowed to; "" of each: not narrowed by it."""

    issue: str = ""
    theme: str = ""
    population: str = ""
    sdg: str = ""
    response: str = ""
    group: str = ""
    institution: str = ""
    session: str = ""
    level: str = ""
    priority: str = ""
    since: date | None = None

    def keeps(self, line: Line | ShortLine) -> bool:
        """Whether the list shows a line."""
        return all(
            (
                not self.issue or self.issue in line.issues,
                not self.theme or self.theme in line.listed.themes,
                not self.population or self.population in line.populations,
                not self.sdg or self.sdg in line.goals,
                not self.response or self.response == ("pledge" if line.listed.is_pledge else line.response),
                not self.group or self._is_of_group(line),
                not self.institution or self.institution == line.listed.institution,
                not self.session or self.session == str(line.listed.session or ""),
                not self.level or self._is_of_level(line),
                not self.priority or line.listed.priority,
                self.since is None or (line.changed_on is not None and line.changed_on >= self.since),
            )
        )

    def _is_of_group(self, line: Line | ShortLine) -> bool:
        groups = {str(each.group_id) for each in line.follow_ups}
        return not groups if self.group == "none" else self.group in groups

    def _is_of_level(self, line: Line | ShortLine) -> bool:
        if self.level == "none":
            return not line.spread.total
        if self.level == "dissent":
            return line.spread.is_dissent
        return self.level in line.spread.counts


@dataclass(frozen=True)
class Options:
    """What the list can be narrowed to: values that some line has, with how many lines have them."""

    issues: list[tuple[str, str, int]] = field(default_factory=list)
    themes: list[tuple[str, int]] = field(default_factory=list)
    populations: list[tuple[str, str, int]] = field(default_factory=list)
    goals: list[tuple[str, int]] = field(default_factory=list)
    answers: list[tuple[str, str, int]] = field(default_factory=list)
    groups: list[tuple[str, str, int]] = field(default_factory=list)
    institutions: list[tuple[str, int]] = field(default_factory=list)
    sessions: list[tuple[str, int]] = field(default_factory=list)


def options_of(lines: Sequence[ShortLine]) -> Options:
    """Of these lines."""
    issues = Counter(key for line in lines for key in line.issues)
    themes = Counter(theme for line in lines for theme in line.listed.themes)
    populations = Counter(key for line in lines for key in line.populations)
    goals = Counter(code for line in lines for code in line.goals)
    answers = Counter("pledge" if line.listed.is_pledge else line.response for line in lines)
    groups = Counter((each.group_id, each.name) for line in lines for each in line.follow_ups)
    institutions = Counter(line.listed.institution for line in lines if line.listed.institution)
    sessions = Counter(line.listed.session for line in lines if line.listed.session)
    labels = {"pledge": _("Pledge"), "": _("no response recorded")}
    return Options(
        issues=sorted(((key, issue(key).label, n) for key, n in issues.items()), key=lambda each: each[1]),
        themes=sorted(themes.items()),
        populations=[(key, population(key).label, n) for key, n in sorted(populations.items())],
        goals=sorted(goals.items(), key=lambda each: (len(each[0]), each[0])),
        answers=[(key, labels.get(key) or str(responses.label(key)), n) for key, n in answers.most_common()],
        groups=[(str(pk), name, n) for (pk, name), n in sorted(groups.items(), key=lambda each: each[0][1])],
        institutions=sorted(institutions.items()),
        sessions=[(str(number), n) for number, n in sorted(sessions.items(), reverse=True)],
    )
