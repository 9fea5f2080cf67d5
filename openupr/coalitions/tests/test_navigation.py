"""Inside a coalition one navigation says where one is: nine sections, and the pages of the one
where one is.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from openupr.coalitions.frame import COALITION_TABS, Navigation, NavSection

from .conftest import SignIn
from .examples.cast import Cast


def inside(cast: Cast, browser_of: SignIn, name: str, **parts: object) -> tuple[Navigation, list[str]]:
    """The navigation of a page, and the names of the pages in its second row."""
    context = browser_of(cast.vuthy).get(reverse(name, kwargs=parts or cast.at_coalition)).context
    shown = context["own_pages"] or context["inside"].pages
    return context["inside"], [str(tab.label) for tab in shown]


def test_every_section_has_a_page() -> None:
    assert {tab.section for tab in COALITION_TABS} == set(NavSection)


def test_a_page_shows_its_section_and_the_pages_beside_it(cast: Cast, browser_of: SignIn) -> None:
    found, pages = inside(cast, browser_of, "coalitions:timeline")
    seen_by_an_observer = [str(each.label) for each in NavSection if each is not NavSection.ADVOCACY]
    assert [str(tab.label) for tab in found.sections] == seen_by_an_observer
    assert (found.here, pages[:3]) == ("Plan", ["Timeline", "Consultations"])


def test_a_section_of_one_page_has_no_second_row(cast: Cast, browser_of: SignIn) -> None:
    assert inside(cast, browser_of, "coalitions:people")[1] == []


def test_in_a_group_the_second_row_is_the_groups(cast: Cast, browser_of: SignIn) -> None:
    found, pages = inside(cast, browser_of, "coalitions:group", **cast.at_land)
    assert found.here == "Groups"
    assert pages[:2] == ["Group", "Roadmap"]
    page = browser_of(cast.vuthy).get(reverse("coalitions:group", kwargs=cast.at_land)).content.decode()
    menu = page[page.index("inside-fold") : page.index("</details>", page.index("inside-fold"))]
    on_a_phone = [
        menu.index(f">{name}<")
        for name in ("Land", "Roadmap", "Outline", "Decisions of the group", "Dates, tasks", "Workshop")
    ]
    assert on_a_phone == sorted(on_a_phone), "the opened menu begins with the group's pages"
    assert page.index('href="#page-menu"') < page.index('id="page-menu"'), "the phone's menu leads there too"
    assert menu.index(">Follow-up of the group<") < menu.index(">Follow-up of all<")
    assert ">Follow-up<" not in menu
    vuthy = browser_of(cast.vuthy)
    vuthy.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    shown = vuthy.get(reverse("coalitions:group", kwargs=cast.at_land)).content.decode()
    assert "ទំព័រក្រុម" in shown
    assert "ក្រុមរបស់ក្រុម" not in shown, "the group's group"


def test_the_sections_are_named_in_khmer(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.sophea)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    with translation.override("km"):
        named = [str(label) for label in NavSection.labels]
    page = client.get(reverse("coalitions:groups", kwargs=cast.at_coalition)).content.decode()
    assert [each for each in named if each not in page] == []


def test_from_every_page_of_the_coalition_the_menu_leads_to_ones_own_groups(cast: Cast, browser_of: SignIn) -> None:
    page = reverse("coalitions:timeline", kwargs=cast.at_coalition)
    seen = {
        each: browser_of(getattr(cast, each)).get(page).context["your_groups"] for each in ("dara", "chan", "vuthy")
    }
    assert [str(tab.label) for tab in seen["dara"]] == [str(tab.label) for tab in seen["chan"]] == ["Land"]
    assert seen["chan"][0].url == reverse("coalitions:group", kwargs=cast.at_land)
    assert seen["vuthy"] == [], "an observer works in none"
