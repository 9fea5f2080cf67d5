"""What a phone in the room sees of boxes: the way to take something back when they are closed, titles as it reads."""

from django.test import Client

from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.boxes import close_box, open_box
from openupr.testimonies.models import Box

from .examples import CODE, DAY, told_in


def test_the_way_to_take_a_testimony_back_stays_in_the_room_once_the_box_is_closed(
    box: Box, phone: Client, cast: Cast
) -> None:
    assert "Take a testimony back" in phone.get("/room/").content.decode()
    told_in(box)
    close_box(by=cast.sophea, box=box, today=DAY)
    page = phone.get("/room/").content.decode()
    assert 'href="/withdraw/"' in page
    assert box.title not in page
    gone = phone.post("/withdraw/", {"code": CODE.plain}).content.decode()
    assert "Back to the room" in gone
    assert "Back to the room" not in Client().post("/withdraw/", {"code": CODE.plain}).content.decode()


def test_where_no_box_ever_took_testimonies_nothing_is_offered(box: Box, phone: Client, cast: Cast) -> None:
    Box.objects.all().delete()
    made = open_box(
        by=cast.sophea, coalition=cast.coalition, title="A", questions=["useful"], takes_testimonies=False, today=DAY
    )
    close_box(by=cast.sophea, box=made, today=DAY)
    assert "/withdraw/" not in phone.get("/room/").content.decode()
