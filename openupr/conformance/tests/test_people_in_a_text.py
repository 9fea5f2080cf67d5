"""Whom a text could endanger is pointed out; what speaks of many, or of nobody, is left alone."""

import pytest

from openupr.conformance.rules.people import persons_in

from .submission_text import found, numbered

ONE_PERSON = (
    "One young woman's case shows how long complaints wait.",
    "A 34-year-old farmer from Stung Treng was arrested while he cleared his field.",
    "In the case of Sok Vanna, no lawyer was called.",
    "In the case of V., the judge did not read the file.",
    "One of the villagers, N., waited nine months.",
    "One of the women, a seller at the market, lost her stall.",
    "A community leader from the north was summoned four times.",
    "One mother told us that the clinic turned her away.",
    "A teacher (name withheld) left the village.",
    "S.K., a monk, was expelled.",
    "The death of a young detainee was never looked into.",
    "She was 15 when she was married.",
    "Un paysan a été arrêté pendant la récolte.",
    "Una campesina fue detenida sin orden.",
    "ស្ត្រីម្នាក់ត្រូវបានបណ្តេញចេញពីដី",
)
MANY_PEOPLE = (
    "In case of emergency the clinic is closed.",
    "In the case of Viet Nam the treaty is in force; in the case of women it is not.",
    "The case of the Supreme Court building was discussed.",
    "Children aged 15 to 17 work at night; girls aged 15 have no school; the 15-year-old law was never applied.",
    "One in three women was beaten; one woman in five has no title.",
    "When a journalist is arrested, no lawyer may come; everyone has a right to his or her lawyer.",
    "A worker who was dismissed may complain; a child was often counted twice in the tables.",
    "The story of reform is one of delay.",
    "Civilian victims who were killed during and after World War II have no graves.",
    "Una ley fue aprobada en caso de incendio.",
    "កុមារម្នាក់ៗមានសិទ្ធិ",
)


@pytest.mark.parametrize(
    "text",
    [
        "A 34-year-old teacher was arrested.",
        "The girl, aged 15, lost her home.",
        "Une femme, âgée de 40 ans, a perdu sa maison.",
        "In one case the police came at night.",
        "In March 2022 Sok Vanna was arrested after he had spoken.",
        *ONE_PERSON,
    ],
)
def test_one_persons_story_is_found(text: str) -> None:
    finding = found("cases", more=numbered(text))
    assert (finding.status, len(finding.places)) == ("look", 1)


def test_what_speaks_of_many_or_of_the_law_is_no_ones_story() -> None:
    assert [text for text in MANY_PEOPLE if found("cases", more=numbered(text)).status != "pass"] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. Sok Thea spoke.", ("Mr. Sok Thea",)),
        ("In May Sok Thea was arrested near Viet Nam.", ("Sok Thea",)),
        ("The Supreme Court said that victims of the Land Law were arrested.", ()),
        ("Sok Thea painted the house.", ()),
        ("លោក សុខ ធា ត្រូវបានចាប់ខ្លួន", ("លោក សុខ ធា",)),
        ("La testigo María Pérez Gómez habló.", ("María Pérez Gómez",)),
        ("Dr Sok Thea Vanna, Sok Thea’s brother, was jailed.", ("Dr Sok Thea Vanna", "Sok Thea")),
    ],
)
def test_names_are_looked_for_where_somebody_could_come_to_harm(text: str, names: tuple[str, ...]) -> None:
    assert persons_in(text) == names


def test_names_and_addresses_are_flagged_and_never_fail() -> None:
    finding = found("names", more=numbered("Witness Sok Thea told us what he saw."))
    assert (finding.status, "Sok Thea" in finding.message()) == ("look", True)
    assert found("names", more=numbered("Write to thea@example.org or call +855 12 345 678.")).status == "look"
