from django.db import migrations

# The kinds of evidence keep their stored values; the words that people read are new:
# first-hand: "first-hand" is "first-hand account" now; official: "official" is "other official document";
# un: "United Nations" is "UN document"; press: "press" is "news"; academic: "academic" is "study".
KINDS = {"first-hand", "official", "un", "press", "academic"}


def put_on_the_list(apps, schema_editor):
    """Each line of a group gets its row on its coalition's list; what the group said becomes its first assessment."""
    get = apps.get_model
    FollowUp, Evidence = get("followup", "FollowUp"), get("followup", "Evidence")
    Listed, Assessment = get("followup", "ListedRecommendation"), get("followup", "Assessment")
    records = get("recommendations", "SourceRecord").objects
    for line in FollowUp.objects.filter(listed=None).select_related("group", "ask").order_by("pk"):
        coalition = line.group.coalition_id
        listed = Listed.objects.filter(coalition=coalition, ask_key=line.ask_key).first() if line.ask_key else None
        if listed is None:
            listed = Listed(coalition_id=coalition, ask_id=line.ask_id, ask_key=line.ask_key, text=line.text)
            listed.from_iso3, listed.session = line.from_iso3, line.session
            record = records.filter(ask=line.ask_id).order_by("-preferred", "pk").first() if line.ask_id else None
            if record:
                listed.kind, listed.response, listed.action = line.ask.kind, record.response, record.action
                listed.issues, listed.sdgs = record.issues, record.sdgs
            # A group chose it: it is one of the first.
            listed.priority = True
            listed.save()
        line.listed = listed
        line.save(update_fields=["listed"])
        Evidence.objects.filter(follow_up=line).update(listed=listed)
        said = line.done != "unknown" or line.note or line.version
        if said and not Assessment.objects.filter(listed=listed, group=line.group_id).exists():
            Assessment.objects.create(listed=listed, group_id=line.group_id, level=line.done, reason=line.note)


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_a_coalitions_follow_up_list"),
        ("recommendations", "0004_reviews_in_files"),
    ]

    operations = [migrations.RunPython(put_on_the_list, migrations.RunPython.noop)]
