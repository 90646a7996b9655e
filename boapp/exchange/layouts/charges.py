"""Invoice lines that are no goods: postage, discounts, fees, vouchers.

Other programs write such charges between the articles of an order, under a code of their
own. They have no stock and nobody waits for them, so an import refuses them by reason.
A code alone proves nothing (S may be soap): only with the words of a charge beside it is
it one.
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


def charge_word(sku: str, name: str | None) -> str:
    """What charge a row is ("postage"), or "" for goods."""
    code, words = sku.casefold(), (name or "").casefold()
    if words in _CHARGES.get(code, ()):
        return words
    if code.startswith("gift_") and _VOUCHER in words:
        return _VOUCHER
    return ""
