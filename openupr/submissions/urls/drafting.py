"""All submissions of a coalition, one as a whole, its sections, its files."""

from django.urls import path

from ..views.annexing import annex_add, annex_file, annex_remove, annexes
from ..views.arranging import arrange, divide, section_add, section_change
from ..views.files import file
from ..views.lists import all_listed, listed
from ..views.overview import check, submission
from ..views.submissions import begin, cover, submissions
from ..views.taking_out import section_bring_back, section_remove, taken_out

ALL = "coalitions/<slug:coalition>/submissions/"
ONE = f"{ALL}<int:submission>/"
SECTION = f"{ONE}sections/<int:section>/"

urlpatterns = [
    path(ALL, submissions, name="submissions"),
    path(f"{ALL}list.<slug:kind>", all_listed, name="submissions-list"),
    path(f"{ALL}begin/", begin, name="begin"),
    path(ONE, submission, name="submission"),
    path(f"{ONE}cover/", cover, name="cover"),
    path(f"{ONE}check/", check, name="check"),
    path(f"{ONE}submission.<slug:kind>", file, name="file"),
    path(f"{ONE}<slug:name>-list.<slug:kind>", listed, name="list"),
    path(f"{ONE}annexes/", annexes, name="annexes"),
    path(f"{ONE}annexes/add/", annex_add, name="annex-add"),
    path(f"{ONE}annexes/<int:number>/", annex_file, name="annex-file"),
    path(f"{ONE}annexes/<int:number>/remove/", annex_remove, name="annex-remove"),
    path(f"{ONE}sections/", arrange, name="arrange"),
    path(f"{ONE}sections/add/", section_add, name="section-add"),
    path(f"{ONE}sections/divide/", divide, name="divide"),
    path(f"{ONE}sections/taken-out/", taken_out, name="taken-out"),
    path(f"{SECTION}change/", section_change, name="section-change"),
    path(f"{SECTION}take-out/", section_remove, name="section-remove"),
    path(f"{SECTION}bring-back/", section_bring_back, name="section-bring-back"),
]
