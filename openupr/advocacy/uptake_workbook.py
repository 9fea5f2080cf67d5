"""The workbook of lobbying impact: it goes out as a file and comes back with changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.files.cells import Cell
from openupr.files.limits import RETURNED
from openupr.files.rows import Numbered
from openupr.files.spreadsheet import sheets_of_workbook
from openupr.files.tables import sheet_names, write_sheets
from openupr.recommendations.demo import demo_note
from openupr.upr.names import UnknownName
from openupr.upr.states import by_iso3, find_state
from openupr.upr.un_numbers import in_series

from .actions import CONFIRM_UPTAKE
from .models import LobbyingImpact, Uptake
from .rules import NoSheet, TooManyImpacts
from .uptake import AskUptake, Impact, uptake_of

HEADER = (
    "State",
    "Number",
    "Our recommendation",
    "Recommendation made",
    "Taken up",
    "Answer",
    "Lobbying impact",
    "Proposed impact",
    "Paragraph",
)
# What a column may be called; the others of HEADER are not read.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "state": ("state", "country", "recommending state"),
    "ask": ("number", "ask"),
    "made": ("recommendation made",),
    "said": ("taken up",),
    "impact": ("lobbying impact", "impact"),
}
_NEEDED = ("state", "impact")
_SAID = {"": "", "yes": Uptake.Said.FULL, "in part": Uptake.Said.PART, "part": Uptake.Said.PART, "no": Uptake.Said.NOT}
_MOST_ROWS, _LONGEST = 2_000, 3_000
_HALF = ("0,5", "½", ".5")


def table_of_uptake(coalition: Coalition) -> list[dict[str, Any]]:
    """A row for each State and ask, for CSV and JSON."""
    return [
        {"group": line.ask.proposal.group.name, **dict(zip(column_names(), row, strict=True))}
        for line in uptake_of(coalition, compare=False).lines
        for row in _rows(line)
    ]


def column_names() -> list[str]:
    """What the columns are called for other programs: the number was always "ask" there."""
    return ["ask" if name == "Number" else name.lower().replace(" ", "_") for name in HEADER]


def workbook_of(coalition: Coalition, *, today: date) -> bytes:
    """The workbook as things are."""
    by_group: dict[str, list[Sequence[Cell]]] = {group.name: [HEADER] for group in coalition.groups.all()}
    for line in uptake_of(coalition, compare=False).lines:
        by_group[line.ask.proposal.group.name] += _rows(line)
    about: list[tuple[str, Cell]] = [
        ("What this is", "What States made of the coalition's recommendations. Private to the coalition."),
        ("Lobbying impact", "0, 0.5 or 1, set by a person. The column beside it says what OpenUPR proposes."),
        (
            "Change it",
            "Change the column Lobbying impact, or add rows: a State, our number, the recommendation made.",
        ),
        ("Made on", today.isoformat()),
    ]
    if note := demo_note():
        about.append(("Note", note))
    return write_sheets(by_group, about=about)


def _rows(line: AskUptake) -> Iterator[list[Cell]]:
    ask = line.ask
    for impact in line.impact_lines:
        yield [
            impact.state.name,
            ask.proposal.number,
            ask.text,
            "\n".join(taken.uptake.text for taken in impact.made),
            said_in_words(impact),
            "\n".join(str(taken.answer.label) for taken in impact.made if taken.answer),
            _number(impact.value),
            _number(impact.proposed),
            in_series(taken.un_number for taken in impact.made),
        ]
    if not line.impact_lines:
        yield ["", ask.proposal.number, ask.text, *[""] * (len(HEADER) - 3)]


def _number(value: str) -> Cell:
    return 0.5 if value == "0.5" else int(value) if value else ""


def said_in_words(line: Impact) -> str:
    """What was confirmed of the State: the most of it."""
    answers = {taken.uptake.said for taken in line.made}
    return "yes" if Uptake.Said.FULL in answers else "in part" if answers else ""


@dataclass(frozen=True)
class WorkbookRow:
    """A row of a workbook: which ask, which State, and what it says of them."""

    sheet: str
    place: int
    proposal: int
    iso3: str
    made: str
    said: str
    value: str


@dataclass(frozen=True)
class WorkbookBack:
    """A workbook that came back. `strange`: rows that cannot be taken, as (sheet, row, why)."""

    rows: Sequence[WorkbookRow]
    strange: Sequence[tuple[str, int, str]]

    def as_data(self) -> dict[str, Any]:
        """As plain data; `from_data` makes it again."""
        return {"rows": [list(vars(row).values()) for row in self.rows], "strange": [list(row) for row in self.strange]}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "WorkbookBack":
        """Of what `as_data` gave, by way of JSON."""
        return cls([WorkbookRow(*row) for row in data["rows"]], [(row[0], row[1], row[2]) for row in data["strange"]])


@dataclass(frozen=True)
class ImpactChange:
    """What a row would change: the impact from one value to another, a recommendation to be written
    in.
    """

    row: WorkbookRow
    label: str
    before: str
    new_texts: Sequence[str]

    @property
    def sets_impact(self) -> bool:
        return bool(self.row.value) and self.row.value != self.before

    @property
    def state(self) -> str:
        return by_iso3(self.row.iso3).name


@dataclass(frozen=True)
class WorkbookCompared:
    """A workbook beside what is here."""

    changes: Sequence[ImpactChange]
    same: int
    strange: Sequence[tuple[str, int, str]]

    @property
    def seen(self) -> list[list[str]]:
        """What is here in the places that would change: whoever confirms has seen this."""
        return [
            [str(change.row.proposal), change.row.iso3, change.before, *change.new_texts] for change in self.changes
        ]


def read_workbook(coalition: Coalition, data: bytes) -> WorkbookBack:
    """What a workbook says. Raises RefusedFile, NoSheet, TooManyImpacts."""
    sheets = sheets_of_workbook(data, RETURNED)
    lines = uptake_of(coalition, compare=False).lines
    by_group: dict[str, list[AskUptake]] = {}
    for line in lines:
        by_group.setdefault(line.ask.proposal.group.name, []).append(line)
    names = sheet_names(coalition.groups.values_list("name", flat=True))
    known = {name.casefold(): group for group, name in names.items()}
    rows: list[WorkbookRow] = []
    strange: list[tuple[str, int, str]] = []
    recognised = 0
    for name, grid in sheets:
        if name.casefold() == "about":
            continue
        group = known.get(" ".join(name.split()).casefold())
        columns, below = _below_header(grid)
        if group is None or columns is None:
            strange.append((name, grid[0][0], _why_no_sheet(group, columns)))
            continue
        recognised += 1
        for number, cells in below:
            row = {column: _cell(cells, columns.get(column)) for column in _COLUMNS}
            read = _read_row(row, by_group.get(group, []), coalition.review.iso3)
            if isinstance(read, str):
                strange.append((name, number, read))
            elif read:
                rows.append(WorkbookRow(name, number, *read))
    if not recognised:
        raise NoSheet
    if len(rows) > _MOST_ROWS:
        raise TooManyImpacts(_MOST_ROWS)
    return WorkbookBack(*_each_once(rows, strange))


def _why_no_sheet(group: str | None, columns: Mapping[str, int] | None) -> str:
    if group is None:
        return _("No thematic group has the name of this sheet. Name the sheet as the group.")
    return _("This sheet lacks the column “State” or “Lobbying impact”.")


def _below_header(grid: Sequence[Numbered]) -> tuple[dict[str, int] | None, Sequence[Numbered]]:
    for at, (_number, head) in enumerate(grid[:5]):
        plain = [" ".join(cell.split()).casefold() for cell in head]
        places = {
            column: next((place for place, text in enumerate(plain) if text in names), -1)
            for column, names in _COLUMNS.items()
        }
        if all(places[column] >= 0 for column in _NEEDED):
            return {column: place for column, place in places.items() if place >= 0}, grid[at + 1 :]
    return None, ()


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _read_row(
    row: Mapping[str, str], lines: Sequence[AskUptake], own: str
) -> tuple[int, str, str, str, str] | str | None:
    """The row's ask, State, text, what was said and value; why it cannot be taken; None where it
    says nothing.
    """
    if not row["state"]:
        return _("Name the State.") if row["impact"] or row["made"] else None
    try:
        state = find_state(row["state"])
    except UnknownName as unknown:
        return str(unknown)
    ask = _ask_of(row["ask"], lines)
    value = _value(row["impact"])
    answer = _SAID.get(row["said"].casefold())
    if state.iso3 == own:
        return _("A State makes no recommendation to itself.")
    if ask is None:
        return _("“%(number)s” is no recommendation of this group. Write its number in the column “Number”.") % {
            "number": row["ask"][:20]
        }
    if value is None:
        return _("“%(value)s” is no lobbying impact. Write 0, 0.5 or 1.") % {"value": row["impact"][:20]}
    if answer is None:
        return _("“%(said)s” is not known. Write yes, in part or no in the column “Taken up”.") % {
            "said": row["said"][:20]
        }
    if len(row["made"]) > _LONGEST:
        return _("A recommendation has more than %(n)s characters.") % {"n": f"{_LONGEST:,}"}
    return (ask.ask.pk, state.iso3, row["made"], answer, value)


def _ask_of(number: str, lines: Sequence[AskUptake]) -> AskUptake | None:
    if not number and len(lines) == 1:
        return lines[0]
    return next((line for line in lines if number == str(line.ask.proposal.number)), None)


def _value(text: str) -> str | None:
    """One of "", "0", "0.5", "1"; None of anything else."""
    plain = "0.5" if text in _HALF else text.removesuffix(".0").removesuffix(",0")
    return plain if plain in ("", *LobbyingImpact.Value.values) else None


def _each_once(
    rows: Sequence[WorkbookRow], strange: list[tuple[str, int, str]]
) -> tuple[list[WorkbookRow], list[tuple[str, int, str]]]:
    kept: dict[tuple[int, str], WorkbookRow] = {}
    for row in rows:
        if (row.proposal, row.iso3) in kept:
            first = kept[row.proposal, row.iso3].place
            sentence = _("This State and recommendation are in row %(n)s already. Keep one of both rows.") % {
                "n": first
            }
            strange.append((row.sheet, row.place, sentence))
        else:
            kept[row.proposal, row.iso3] = row
    return list(kept.values()), strange


def workbook_compared(coalition: Coalition, back: WorkbookBack) -> WorkbookCompared:
    """What a workbook would change now."""
    asks = {line.ask.pk: line for line in uptake_of(coalition, compare=False).lines}
    here = {(key, impact.state.iso3): impact for key, line in asks.items() for impact in line.impact_lines}
    changes, strange = [], list(back.strange)
    for row in back.rows:
        line = asks.get(row.proposal)
        if line is None:
            strange.append((row.sheet, row.place, _("This recommendation is no longer proposed.")))
            continue
        change = _compared(row, line, here.get((row.proposal, row.iso3)))
        if isinstance(change, str):
            strange.append((row.sheet, row.place, change))
        elif change.sets_impact or change.new_texts:
            changes.append(change)
    return WorkbookCompared(changes, len(back.rows) - len(changes) - (len(strange) - len(back.strange)), strange)


def _compared(row: WorkbookRow, line: AskUptake, known: Impact | None) -> ImpactChange | str:
    proposal = line.ask.proposal
    texts = [_plain(row.uptake.text) for row in known.made] if known else []
    new = [] if _plain(row.made) == " ".join(texts) else [
        part.strip() for part in row.made.splitlines() if part.strip() and _plain(part) not in texts
    ]  # fmt: skip
    answer = row.said or {"1": Uptake.Said.FULL, "0.5": Uptake.Said.PART}.get(row.value, "")
    if new and answer in ("", Uptake.Said.NOT):
        return _("It names a recommendation. Write yes or in part in the column “Taken up”.")
    if not new and known and known.made and row.said and row.said != _answer_on_page(known):
        return _("Change on the page whether it was taken up: the recommendation is there.")
    label = f"{proposal.group} {proposal.number}"
    row = WorkbookRow(row.sheet, row.place, row.proposal, row.iso3, row.made, answer, row.value)
    return ImpactChange(row, label, known.value if known else "", new)


def _answer_on_page(line: Impact) -> str:
    return _SAID[said_in_words(line)]


def _plain(text: str) -> str:
    return " ".join(text.split())


@act(CONFIRM_UPTAKE, gettext_lazy("Take over the workbook of lobbying impact"), about="coalition")
def take_workbook(*, by: Person, coalition: Coalition, changes: Sequence[ImpactChange], today: date) -> int:
    """Take over what a workbook says; return how many rows changed something."""
    for change in changes:
        row = change.row
        if change.sets_impact:
            LobbyingImpact.objects.update_or_create(
                proposal_id=row.proposal, iso3=row.iso3, defaults={"value": row.value}
            )
        Uptake.objects.bulk_create(
            Uptake(proposal_id=row.proposal, iso3=row.iso3, text=text, said=row.said, said_on=today)
            for text in change.new_texts
        )
    return len(changes)
