"""Addresses of how a room divides into groups."""

from django.urls import path

from ..views import places, running_places

ALL = "coalitions/<slug:coalition>/workshops/<int:workshop>/places/"

urlpatterns = [
    path(ALL, places.places, name="places"),
    path(f"{ALL}now/", places.places_now, name="places-now"),
    path(f"{ALL}wish/", places.wish, name="wish"),
    path(f"{ALL}run/", running_places.run, name="places-run"),
    path(f"{ALL}step/", running_places.step, name="places-step"),
    path(f"{ALL}slip/", running_places.slip, name="places-slip"),
    path(f"{ALL}move/", running_places.move, name="places-move"),
    path(f"{ALL}projector/", running_places.projector, name="places-projector"),
    path(f"{ALL}projector/stage/", running_places.stage, name="places-stage"),
    path(f"{ALL}places.<slug:kind>", running_places.as_file, name="places-file"),
]
