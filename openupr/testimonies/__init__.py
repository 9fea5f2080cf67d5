"""What people say of a workshop and confide there: anonymous evaluations and testimonies, collected
in boxes.
"""
