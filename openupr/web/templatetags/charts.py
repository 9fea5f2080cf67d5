"""`{% load charts %}`: charts drawn on the server. drawing.py and grids.py say what each is given."""

from django import template

from openupr.web import drawing, grids

register = template.Library()

register.simple_tag(drawing.mini_bar, name="mini_bar")
register.simple_tag(drawing.stacked_bar, name="stacked_bar")
register.simple_tag(drawing.bar_chart, name="bar_chart")
register.simple_tag(drawing.sparkline, name="sparkline")
register.simple_tag(grids.cross_table, name="cross_table")
