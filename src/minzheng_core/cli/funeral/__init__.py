"""``minzheng funeral``: claims, due, stock-take, payments, indicators."""
