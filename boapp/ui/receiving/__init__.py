"""Delivery in: count what came, book it in, and see whom it is for; shown on a purchase order's card."""
