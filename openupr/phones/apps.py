from django.apps import AppConfig

from openupr.web import languages, only_sent, slots

# What a phone shows, as against what a facilitator or the projector does: it exists in every language.
_ON_A_PHONE = (
    *("questions", "questions-list", "question-ask", "question-vote", "question-withdraw"),
    *("quiz", "quiz-now", "quiz-answer", "places", "places-now", "wish", "table", "table-answer"),
)


class PhonesConfig(AppConfig):
    name = "openupr.phones"
    label = "phones"

    def ready(self) -> None:
        # Models exist only once all slices are loaded.
        from openupr.workshops.queries.losses import on_deleting

        from .queries.doors import beside_a_workshop, on_a_phone
        from .queries.holding import holds_on_to

        on_deleting(holds_on_to)
        languages.spoken(*(f"phones:{page}" for page in _ON_A_PHONE))
        # Above an answer stands the question, which whoever runs the quiz opens.
        only_sent.form_stands_above("phones:quiz-answer", levels=2)
        slots.fill("room", template="phones/parts/on_a_phone.html", context=on_a_phone, order=30)
        slots.fill("workshop", template="phones/parts/beside_a_workshop.html", context=beside_a_workshop)
