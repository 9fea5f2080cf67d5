"""Sample data for the gallery: invented numbers, our own words."""

from typing import Any

from django import forms
from django.http import QueryDict

from openupr.web.charts import Bar, Cell, CrossTable, Head, Part
from openupr.web.navigation import NavigationLink
from openupr.web.parts import Badge, Card, Choice, Facet, Pages, Tab
from openupr.web.tour import Current

_LAND = "Stop forced evictions and adopt guidelines on resettlement that respect land rights and the right to housing"
_LONG = (
    "Take further steps, together with the communities concerned, to bring land concessions under independent "
    "supervision, publish every concession granted since the last review and offer effective remedies to families "
    "who lost land or housing"
)
_KHMER = "សូមឲ្យរដ្ឋាភិបាលការពារសិទ្ធិដីធ្លីរបស់សហគមន៍ជនជាតិដើមភាគតិច និងបញ្ឈប់ការបណ្តេញចេញដោយបង្ខំ"
_STATES = (
    ("Cambodia", 343),
    ("Viet Nam", 409),
    ("Lao People's Democratic Republic", 303),
    ("Indonesia", 330),
    ("Philippines", 246),
    ("Thailand", 306),
    ("Myanmar", 200),
    ("Malaysia", 396),
    ("Singapore", 228),
    ("Bolivia (Plurinational State of)", 199),
)


class DraftForm(forms.Form):
    """A form with every kind of field."""

    draft = forms.CharField(
        label="Your draft", help_text="One recommendation, as you would hand it to a diplomat.", widget=forms.Textarea
    )
    state = forms.CharField(label="State under Review", required=False)
    kind = forms.ChoiceField(label="Compare by", choices=[("both", "Both"), ("words", "Words"), ("meaning", "Meaning")])
    files = forms.FileField(label="Files", required=False, help_text="XLS, XLSX or CSV, as you received them.")


def responses(yes: int, no: int, part: int = 0, wait: int = 0) -> list[Part]:
    """A divided bar in the four tones."""
    return [
        Part("Supported", yes, "yes", "?response=supported"),
        Part("Noted", no, "no", "?response=noted"),
        Part("Partly", part, "part", "?response=partly"),
        Part("Pending", wait, "wait", "?response=pending"),
    ]


def _cards(word: str) -> list[Card]:
    def spans(text: str, *found: str) -> list[tuple[int, int]]:
        return [(text.index(each), text.index(each) + len(each)) for each in found]

    supported = Badge(f"Supported{word}", "yes")
    noted = Badge("Noted", "no")
    specific, issue = Badge("Specific action"), Badge("Right to land", url="?issue=land")
    return [
        Card("#1", f"Cambodia{word}", _LAND + word, "Ireland", "from", spans(_LAND, "evictions", "land"),
             [supported, specific, issue, Badge("Right to housing", url="?issue=housing")],
             meta="UPR Info · paragraph 118.122", aside="Session 18 · 2014"),
        Card("#2", "Cambodia", _LONG, "Switzerland", "from", spans(_LONG, "land concessions", "land or housing"),
             [noted, Badge("General action"), issue], meta="UPR Info · paragraph 118.130", aside="Session 18 · 2014"),
        Card("#3", "Lao People's Democratic Republic", _LAND, "United Kingdom of Great Britain and Northern Ireland",
             "from", spans(_LAND, "evictions"), [Badge("Partly", "part"), specific, issue], aside="Session 21 · 2015"),
        Card("#4", "Cambodia", _KHMER, "France", "from", (), [Badge("Pending", "wait"), specific], aside="Session 46",
             language="km"),
    ]  # fmt: skip


def _facets(word: str) -> list[Facet]:
    states = [
        Choice(f"S{i}", name + (word if i == 0 else ""), count, i == 0) for i, (name, count) in enumerate(_STATES)
    ]
    answers = [Choice("supported", "Supported", 1284), Choice("noted", "Noted", 322), Choice("pending", "Pending", 14)]
    actions = [Choice(str(i), label, n) for i, label, n in
               ((5, "5 Specific", 612), (4, "4 General", 501), (2, "2 Continuing", 288), (3, "3 Considering", 120),
                (1, "1 Minimal", 99))]  # fmt: skip
    return [
        Facet("state", f"State under Review{word}", states, 193, "/values?facet=state"),
        Facet("response", "Response", answers),
        Facet("action", "Action category", actions),
        Facet("session", "Session", [Choice("18", "Session 18", 205), Choice("6", "Session 6", 138)], unfolded=False),
    ]


def _cross(word: str) -> CrossTable:
    regions = ("Africa", "Asia-Pacific", "Eastern Europe", "Latin America and Caribbean", "Western Europe and Others")
    numbers = (
        ("Right to land", (3, 12, 4, 6, 31)),
        ("Women's rights" + word, (120, 340, 260, 410, 690)),
        ("Freedom of opinion and expression", (11, 24, 90, 130, 388)),
        ("Sexual orientation and gender identity", (0, 0, 12, 44, 210)),
        ("Rights of the child", (140, 322, 301, 355, 402)),
        ("Detention conditions", (20, 18, 55, 60, 240)),
    )
    rows = [
        (Head(name, "?issue=x"),
         [Cell(n, "?cell", f"{n * 100 // max(1, sum(row))}%", responses(n * 3 // 4, n - n * 3 // 4)) for n in row])
        for name, row in numbers
    ]  # fmt: skip
    totals = [Cell(sum(row), "?row") for _name, row in numbers]
    foot = [Cell(sum(row[i] for _name, row in numbers), "?column") for i in range(len(regions))]
    return CrossTable(
        "Issues by region of the recommending State" + word, "Issue", [Head(region) for region in regions], rows,
        totals, [*foot, Cell(sum(cell.count for cell in foot))], "All",
    )  # fmt: skip


def tour(word: str = "") -> Current:
    """The second of five steps."""
    text = "The bar shows how the State answered. Choose Noted to read only what it would not promise."
    return Current(2, 5, f"Ask what was answered{word}", text, "responses", "?tour=1", "?tour=3", "?")


def context(word: str = "") -> dict[str, Any]:
    """Everything the gallery's templates ask for."""
    names = ("Search", "Break down", "States", "Gaps", "Check a draft", "Import")
    wrong = DraftForm({"draft": "", "state": word, "kind": "x"})
    return {
        "navigation": [NavigationLink(name, f"/{i}", i == 0) for i, name in enumerate(names)],
        "word": word,
        "cards": _cards(word),
        "facets": _facets(word),
        "responses": responses(1284, 322, 38, 14),
        "many": [Bar(name + word, n, "?s", responses(n * 4 // 5, n - n * 4 // 5)) for name, n in _STATES],
        "plain": [Bar(name, n, "?s") for name, n in _STATES[:6]],
        "cross": _cross(word),
        "sessions": [(f"S{i}", (i * 37) % 23) for i in range(1, 19)],
        "pages": Pages(7, 66, QueryDict("q=land&page=7")),
        "crumbs": [Tab("States", "/states"), Tab("Cambodia" + word, "/states/KHM")],
        "tabs": [Tab("As State under Review" + word, "?a", current=True), Tab("As recommending State", "?b"),
                 Tab("Pledges", "?c")],
        "form": DraftForm(),
        "wrong": wrong,
        "pairs": [("State under Review", "Cambodia" + word), ("Recommending State", "Ireland"),
                  ("Session", "18 (January 2014)"), ("Paragraph", "118.122")],
        "figures": [("recommendations", "343"), ("supported" + word, "301"), ("recommending States", "76")],
    }  # fmt: skip
