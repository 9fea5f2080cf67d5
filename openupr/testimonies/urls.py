"""The addresses of boxes: a coalition's, a link's, and the one where a testimony is taken back."""

from django.urls import path

from .views.boxes import box, boxes, change, close, link, open_
from .views.by_link import by_link, evaluate_by_link, link_opened, tell_by_link
from .views.entering import evaluate, tell
from .views.paper import sheet, slips, type_in_
from .views.reading import released, released_file, results, results_file, testimonies, testimony
from .views.withdrawing import withdraw

app_name = "testimonies"
ALL = "coalitions/<slug:coalition>/boxes/"
ONE = f"{ALL}<int:box>/"

urlpatterns = [
    path(ALL, boxes, name="boxes"),
    path(f"{ALL}open/", open_, name="open"),
    path(f"{ALL}released/", released, name="released"),
    path(f"{ALL}released.<slug:kind>", released_file, name="released-file"),
    path(ONE, box, name="box"),
    path(f"{ONE}change/", change, name="change"),
    path(f"{ONE}close/", close, name="close"),
    path(f"{ONE}link/", link, name="link"),
    path(f"{ONE}evaluate/", evaluate, name="evaluate"),
    path(f"{ONE}tell/", tell, name="tell"),
    path(f"{ONE}sheet.pdf", sheet, name="sheet"),
    path(f"{ONE}slips.pdf", slips, name="slips"),
    path(f"{ONE}type-in/", type_in_, name="type-in"),
    path(f"{ONE}results/", results, name="results"),
    path(f"{ONE}results.<slug:kind>", results_file, name="results-file"),
    path(f"{ONE}testimonies/", testimonies, name="testimonies"),
    path(f"{ONE}testimonies/<int:testimony>/", testimony, name="testimony"),
    path("box/", by_link, name="by-link"),
    path("box/evaluate/", evaluate_by_link, name="evaluate-by-link"),
    path("box/tell/", tell_by_link, name="tell-by-link"),
    path("box/<str:secret>/", link_opened, name="link-opened"),
    path("withdraw/", withdraw, name="withdraw"),
]
