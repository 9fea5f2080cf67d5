from django.apps import AppConfig

from openupr.web.hooks import PANELS, Panel


class PhonesConfig(AppConfig):
    name = "openupr.phones"
    label = "phones"

    def ready(self) -> None:
        # Models exist only once all apps are loaded.
        from openupr.workshops.losses import DELETION_BLOCKERS
        from openupr.workshops.today import TODAY

        from .doors import beside_a_workshop, links_of_the_room, on_a_phone, on_phones_today
        from .floor import holds_on_to

        DELETION_BLOCKERS.add(holds_on_to)
        TODAY.add(on_phones_today, order=30)
        PANELS.add(Panel("room", "phones/parts/on_a_phone.html", on_a_phone), order=30)
        PANELS.add(Panel("room-links", "phones/parts/room_head.html", links_of_the_room))
        PANELS.add(Panel("workshop", "phones/parts/beside_a_workshop.html", beside_a_workshop))
