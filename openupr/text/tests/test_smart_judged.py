"""Drafts in our own words, each judged by hand before the rules were asked, as a facilitator would judge it."""

import pytest

from openupr.text.smart import advise

VAGUE, RESULT, ACTIONS = "vague-opener", "result", "several-actions"

GOOD = (
    "Ratify ILO Convention 169 by the next review",
    "Adopt a law on legal aid and ensure its implementation",
    "Adopt and implement a law on community land",
    "Amend the land law, so that no family is evicted without a decision of a court",
    "Build 40 schools in the four northern provinces by 2030",
    "Raise the minimum age of marriage to 18 for girls and boys",
    "Stop evictions on disputed land until the courts have decided",
    "End the state of emergency in the northern provinces",
    "Halt all executions",
    "End the use of solitary confinement for children",
    "Reduce maternal mortality by half by 2030",
    "Reduce the price of a land title to one day's wage",
    "Establish an independent commission with power to investigate, hear and decide land disputes",
    "Train police officers, prosecutors and judges to receive survivors of violence",
    "Publish the findings on land disputes and make them available in the languages of minorities",
    "Take the measures set out in the forest law against illegal felling",
    "Take measures to prevent torture and prosecute those responsible",
    "Redouble its recent efforts and ratify CPED",
    "Take measures to protect workers and, in particular, amend the labour law",
    "Ensure that the labour law covers domestic workers",
    "Ensure that every prison is inspected twice a year by the Ombudsman",
    "Guarantee free legal aid in every district court",
    "Investigate all killings of land activists and bring those responsible to justice",
    "Prevent, investigate and punish acts of torture",
    "Sign, ratify and implement OPCAT",
    "Ratify OPCAT and establish a national preventive mechanism",
    "Ratify CPED and accept the competence of its committee",
    "Lift the reservations to articles 9 and 16 of CEDAW",
    "Extend a standing invitation to all special procedures",
    "As recommended previously, decriminalise defamation",
    "The law on associations should be amended so that registration is free",
    "Torture should be made a crime in the penal code",
    "Provide every evicted family with land of equal value within six months",
    "Train teachers regularly and thoroughly to sign for deaf pupils",
    "Disarm the militias in the east",
    "Allocate at least 5 per cent of the budget to rural health centres",
    "Carry out a census of stateless persons and register them",
    "Create a register of land titles that women and men can consult free of charge",
    "Enact a law to prevent violence and protect survivors",
    "Organise campaigns to inform villagers about land titles and promote legal aid",
    "Establish shelters for survivors and hotlines in every province",
    "Continue and strengthen the land titling programme",
)

WEAK = (
    ("Reduce poverty", {RESULT}),
    ("End torture", {RESULT}),
    ("Fight corruption", {RESULT}),
    ("Protect women", {RESULT}),
    ("Ensure that evictions stop", {RESULT}),
    ("Ensure an end to child marriage", {RESULT}),
    ("Torture must be ended", {RESULT}),
    ("Poverty should be reduced", {RESULT}),
    ("Forced evictions should be stopped", {RESULT}),
    ("Make sure that nobody is evicted", {RESULT}),
    ("See to it that farmers keep their land", {RESULT}),
    ("Put an end to child marriage", {RESULT}),
    ("Bring an end to impunity for attacks on journalists", {RESULT}),
    ("Respect freedom of assembly", {RESULT}),
    ("Ensure equality before the law", {RESULT}),
    ("Uphold the rule of law", {RESULT}),
    ("Ensure free access to information", {RESULT}),
    ("Support rural women", {RESULT}),
    ("Promote, protect and fulfil the rights of fishers", {RESULT}),
    ("Eliminate all forms of discrimination", {RESULT}),
    ("Improve prison conditions and reduce overcrowding", {RESULT}),
    ("Work towards gender equality", {VAGUE}),
    ("Do more for children in the villages", {VAGUE}),
    ("Do more, and do it soon, for children without a school", {VAGUE}),
    ("Do everything possible to end violence against women", {VAGUE}),
    ("Strive to reduce maternal mortality", {VAGUE}),
    ("Give the highest priority to the rights of the child", {VAGUE}),
    ("Make every effort to prevent torture", {VAGUE}),
    ("Take steps to end child labour", {VAGUE}),
    ("Take measures to combat trafficking and to protect its victims", {VAGUE}),
    ("Continue and strengthen its efforts to protect the environment", {VAGUE}),
    ("Work towards the abolition of the death penalty", {"roundabout"}),
    ("Give priority to the formulation of a land policy", {"roundabout"}),
    ("Give consideration to ratifying OPCAT", {"roundabout"}),
    ("Continue to take measures to protect the forest", {"continues", VAGUE}),
    ("Consider taking steps to protect human rights defenders", {"considers", VAGUE}),
    ("Continue to train judges in land law", {"continues"}),
    ("Take action", {VAGUE, "unnamed-subject"}),
    ("Improve the situation of human rights", {"unnamed-subject"}),
    ("Will the Government ratify OPCAT?", {"question"}),
    ("Why are farmers evicted from their land?", {"question"}),
)

SEVERAL = (
    (
        "Take measures to improve the situation and strengthen laws on land and establish a commission and ratify"
        " ILO 169",
        {VAGUE, ACTIONS},
    ),
    (
        "Take all necessary measures to guarantee freedom of expression and to end torture and to protect women",
        {VAGUE, ACTIONS, RESULT},
    ),
    ("Take measures to combat child labour and adopt a law on domestic work", {VAGUE, ACTIONS}),
    ("Take measures against torture and ratify OPCAT", {VAGUE, ACTIONS}),
    ("Improve prison conditions, combat trafficking and strengthen the judiciary", {ACTIONS, RESULT}),
    ("Improve access to water in rural areas and adopt a law on evictions", {ACTIONS}),
    ("Strengthen laws on land and establish a commission on evictions", {ACTIONS}),
    ("Amend the land law, train judges and compensate evicted families", {ACTIONS}),
    ("Continue efforts to promote equality, to combat trafficking and to protect refugees", {"continues", ACTIONS}),
    ("Review the prison rules and repeal article 305", {ACTIONS}),
    ("Pass a law on forests; publish all land concessions", {ACTIONS}),
    ("Repeal the press law. Release all journalists who are in prison.", {ACTIONS}),
    ("That the State adopt a law on legal aid and publish court decisions", {ACTIONS}),
    ("We urge the Government to amend the press law and to release all journalists", {ACTIONS}),
    ("The Government should amend the prison rules, and it should ratify OPCAT", {ACTIONS}),
    ("Ratify CPED and OPCAT", {"several-treaties"}),
    ("Protect women, children and migrants from violence", {"several-groups", RESULT}),
    ("Ensure the rights to health, education and housing", {"several-issues", RESULT}),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [*((text, set()) for text in GOOD), *WEAK, *SEVERAL],
    ids=lambda given: given[:60] if isinstance(given, str) else " ".join(sorted(given)),
)
def test_a_draft_is_judged_as_by_hand(text: str, expected: set[str]) -> None:
    assert {hint.rule for hint in advise(text).hints if not hint.sentence.optional} == expected


def test_every_action_that_is_asked_for_is_named_up_to_four() -> None:
    text = "Improve the lives of women and children and ratify OP-CAT and abolish the death penalty"
    (names,) = (hint.given["names"] for hint in advise(text).hints if hint.rule == "several-actions")
    assert names == "“Improve”, “ratify”, “abolish”"
