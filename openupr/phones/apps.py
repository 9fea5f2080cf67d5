from django.apps import AppConfig

from openupr.web import slots


class PhonesConfig(AppConfig):
    name = "openupr.phones"
    label = "phones"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from .queries.doors import beside_a_workshop, on_a_phone

        slots.fill("room", template="phones/parts/on_a_phone.html", context=on_a_phone, order=30)
        slots.fill("workshop", template="phones/parts/beside_a_workshop.html", context=beside_a_workshop)
