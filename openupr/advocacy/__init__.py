"""From "we need States on land rights" to who carries which recommendation: States to ask,
carriers, embassy sheets.
"""
