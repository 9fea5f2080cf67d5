"""The addresses of registration, attendance, figures and balance. But for the link they begin with the workshop's."""

from django.urls import path

from .views.balance import balance, check, checks, floor
from .views.by_link import link, link_opened, register, take_it_back
from .views.door import door, paper, today
from .views.figures import by_hand, figures, figures_file, publish
from .views.forgetting import forget
from .views.people import add, gender, people, person, sheet

app_name = "attendance"
ONE = "coalitions/<slug:coalition>/workshops/<int:workshop>/attendance/"

urlpatterns = [
    path("register/", register, name="register"),
    path("register/take-back/", take_it_back, name="take-back"),
    path("register/<str:secret>/", link_opened, name="link-opened"),
    path(f"{ONE}list/", people, name="people"),
    path(f"{ONE}list/add/", add, name="add"),
    path(f"{ONE}list/gender/", gender, name="gender"),
    path(f"{ONE}list/sheet/", sheet, name="sheet"),
    path(f"{ONE}list/<int:number>/", person, name="person"),
    path(f"{ONE}door/", today, name="today"),
    path(f"{ONE}door/<int:day>/", door, name="door"),
    path(f"{ONE}door/<int:day>/paper/", paper, name="paper"),
    path(f"{ONE}link/", link, name="link"),
    path(f"{ONE}balance/", balance, name="balance"),
    path(f"{ONE}balance/<int:session>/floor/", floor, name="floor"),
    path(f"{ONE}lessons/", checks, name="checks"),
    path(f"{ONE}lessons/<int:number>/", check, name="check"),
    path(f"{ONE}figures/", figures, name="figures"),
    path(f"{ONE}figures.<slug:kind>", figures_file, name="figures-file"),
    path(f"{ONE}figures/publish/", publish, name="publish"),
    path(f"{ONE}figures/by-hand/", by_hand, name="by-hand"),
    path(f"{ONE}forget/", forget, name="forget"),
]
