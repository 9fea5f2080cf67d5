"""How migrations give each coalition its own row of an organisation; those of the apps above use it too."""

from django.db.models import Q


def repoint(apps, app, model, field, way):
    """Have each row name the organisation of its own coalition, which `way` leads to."""
    rows = apps.get_model(app, model)._base_manager.exclude(**{field: None})
    for number, organisation, coalition in list(rows.values_list("pk", field, way)):
        own = own_row(apps, organisation, coalition)
        if own != organisation:
            rows.model._base_manager.filter(pk=number).update(**{field: own})


def own_row(apps, organisation, coalition):
    """The number of a coalition's own row of an organisation; the first coalition that asks gets the row itself."""
    organisations = apps.get_model("coalitions", "Organisation").objects
    either = Q(pk=organisation) | Q(copied_from=organisation)
    found = organisations.filter(either, coalition=coalition).first()
    if found:
        return found.pk
    if organisations.filter(pk=organisation, coalition=None).update(coalition=coalition):
        return organisation
    shared = organisations.get(pk=organisation)
    copy = organisations.create(
        coalition_id=coalition,
        copied_from=shared,
        name=shared.name,
        short_name=shared.short_name,
        about=shared.about,
    )
    return copy.pk
