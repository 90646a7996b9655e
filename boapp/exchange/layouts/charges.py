"""Invoice lines that are no goods: postage, discounts, fees, vouchers.

Other programs write such charges between the articles of an order, under a code of their
own. They have no stock and nobody waits for them, so an import refuses them by reason.
A code alone proves nothing (S may be soap): its words decide, or, where the row has none,
the code that these programs agree on.
"""

_CHARGES = {
    "post": ("postage", "shipping"),
    "dot": ("dotcom postage", "postage"),
    "c2": ("carriage",),
    "m": ("manual",),
    "d": ("discount",),
    "s": ("samples",),
    "b": ("adjust bad debt",),
    "bank charges": ("bank charges",),
    "amazonfee": ("amazon fee",),
    "cruk": ("cruk commission",),
}
_VOUCHER = "gift voucher"


def charge_word(sku: str, name: str | None, table_has_names: bool) -> str:
    """What charge a row is ("postage"), or "" for goods.

    Without a column of names nothing is called a charge.
    """
    if not table_has_names:
        return ""
    code, words = sku.casefold(), (name or "").casefold()
    known = _CHARGES.get(code)
    if known and (not words or words in known):
        return known[0]
    if code.startswith("gift_") and (not words or _VOUCHER in words):
        return _VOUCHER
    return ""
