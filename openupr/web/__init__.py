"""How every page looks and behaves: base templates, slots, charts, style. No business word in it.

A page extends `page_base` (see context.py) and fills its blocks; what stands on it comes from the
tags of `{% load parts %}` and `{% load charts %}`, which take the small dataclasses of parts.py and
charts.py. Each tag shows its usage; tests/gallery.py draws all of them.
"""
