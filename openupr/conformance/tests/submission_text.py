"""A small joint submission that keeps the rules, written in our own words; each test changes one
thing.
"""

from openupr.conformance.rules.conformance import Conformance, conformance
from openupr.conformance.rules.finding import ConformanceFinding
from openupr.files.tests import word_files as w
from openupr.files.word import WordFile, read_word
from openupr.upr.limits import Kind, rule_set

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:sz w:val="24"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
COVER = (
    "Joint submission to the Universal Periodic Review of Cambodia",
    "46th session, 2024",
    "Submitted by: River Land Network, Forum of Market Women",
    "The Forum of Market Women is an association founded in 2009.",
    "Key words: land, housing",
)
TEXTS = (
    "Since 2019 the State has passed a law on housing that the courts hardly apply.",
    "Families who lost their land in 2021 wait for the compensation that was promised to them.",
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def heading(text: str) -> str:
    return w.paragraph(text, '<w:pStyle w:val="H1"/>')


def numbered(text: str, run: str = "") -> str:
    return f"<w:p><w:pPr>{NUMBERED}</w:pPr>{w.run(text, run)}</w:p>"


def submission(
    *,
    cover: tuple[str, ...] = COVER,
    break_after_cover: bool = True,
    text: str | None = None,
    more: str = "",
    footnotes: str = "",
    page_number: bool = True,
    core: str = "",
    comments: str = "",
) -> bytes:
    """The bytes of a submission; `more` is XML after its text."""
    said = heading("Introduction") + "".join(map(numbered, TEXTS)) if text is None else text
    lines = "".join(map(w.paragraph, cover))
    end = w.paragraph("", w.section()) if break_after_cover else ""
    last = w.section(page_number="rIdfooter1" if page_number else "")
    parts = {"styles": STYLES, "numbering": NUMBERING, "footer1": f"<w:p>{w.field('PAGE', '1')}</w:p>"}
    given = {name: inside for name, inside in (("footnotes", footnotes), ("comments", comments)) if inside}
    return w.word_file(f"{lines}{end}{said}{more}{last}", core=core, **parts, **given)


def read(**changed: object) -> WordFile:
    return read_word(submission(**changed))  # type: ignore[arg-type]


def checked(kind: Kind | None = "joint", version: str = "", **changed: object) -> Conformance:
    return conformance(read(**changed), kind=kind, rules=rule_set(version))


def found(rule: str, kind: Kind | None = "joint", **changed: object) -> ConformanceFinding:
    """The one finding on a rule."""
    [finding] = [each for each in checked(kind, **changed).findings if each.rule.key == rule]
    return finding
